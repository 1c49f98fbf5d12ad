"""Texts to scores: the LSTM's, and beside it the closed form's."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple, TypeAlias

from .closed_form import closed_form_score
from .errors import InputError
from .lstm import LSTM, final_cells
from .pair_counter import START, PairCounter
from .sources import Text, words
from .vocabulary import UH, Vocabulary

DUST = 1e-9
"""A hand-set LSTM's score misses a whole number by far less than this, and is shown as one."""

BATCH = 256
"""How many texts are scored together."""


class Score(NamedTuple):
    """The score of one text."""

    source: str
    line: int
    text: str
    words: int  # how many were read
    score: int | float  # the LSTM's
    closed_form: int


def number(value: float) -> int | float:
    """Return *value* without dust: as an integer where it is one but for less than 1e−9.

    >>> number(2.0 - 5.5e-64), number(0.76)
    (2, 0.76)
    """
    value = float(value)
    return round(value) if abs(value - round(value)) < DUST else value


def short(score: float, width: int = 20) -> str:
    """Return *score* as people read it: of its first three decimals those that *width* holds.

    >>> short(-148.49371477188353), short(-148.49371477188353, 7), short(0.25), short(-3e-9)
    ('-148.494', '-148.49', '0.25', '0')
    """
    if abs(score) >= 1e15:
        return f"{score:.3g}"
    texts = (f"{score:.{decimals}f}" for decimals in (3, 2, 1))
    trimmed = (text.rstrip("0").rstrip(".") for text in texts)
    text = next((text for text in trimmed if len(text) <= width), f"{score:.0f}")
    return "0" if text == "-0" else text


Scorer: TypeAlias = Callable[[Sequence[list[int]]], Sequence[float]]
"""Gives the scores (B,) of B texts' tokens, which come without a pad."""


def scorer(lstm: LSTM, counter: PairCounter | None) -> Scorer:
    """Return what scores texts as *lstm* does: the *counter* it was compiled to, or the cell.

    >>> from lstmcount.weights import counting_lstm
    >>> scorer(counting_lstm(), None)([[1], [2, 1], []])
    [1, -1, 0]
    """
    return partial(_by_cell, lstm) if counter is None else partial(_by_counter, counter)


def _by_cell(lstm: LSTM, texts: Sequence[list[int]]) -> Sequence[float]:
    cells = final_cells(lstm, [[*text, UH] for text in texts])
    return [number(count) for count in cells[:, lstm.score_unit]]


def _by_counter(counter: PairCounter, texts: Sequence[list[int]]) -> Sequence[float]:
    found = counter.stretch([token for text in texts for token in (*text, START)])
    return [counter.score(found.head), *found.lines.tolist()]


def scores(
    score: Scorer, vocabulary: Vocabulary, texts: Iterable[Text], batch: int = BATCH
) -> Iterator[Score]:
    """Yield the :class:`Score` of each text, in order, *batch* of them at a time.

    Raises :class:`InputError` at the first text that cannot be read, after all before it.

    >>> from lstmcount.sources import argument
    >>> from lstmcount.weights import counting_lstm
    >>> score = scorer(counting_lstm(), None)
    >>> [s.score for s in scores(score, Vocabulary(), [argument("not bad", 1)])]
    [1]
    """
    waiting: list[_Read] = []
    try:
        for text in texts:
            waiting.append(_read(text, vocabulary))
            if len(waiting) == batch:
                yield from _scored(score, waiting)
                waiting = []
    except InputError:
        yield from _scored(score, waiting)
        raise
    yield from _scored(score, waiting)


class _Read(NamedTuple):
    source: str
    line: int
    text: str
    tokens: list[int]


def _read(text: Text, vocabulary: Vocabulary) -> _Read:
    written: list[str] = []
    tokens: list[int] = []
    for piece in text.pieces:
        written.append(piece.text + "\n" * piece.ends_line)
        tokens += [word.token for word in words(piece, vocabulary)]
    return _Read(text.source, text.line, "".join(written).removesuffix("\n"), tokens)


def _scored(score: Scorer, texts: Sequence[_Read]) -> Iterator[Score]:
    found = score([text.tokens for text in texts]) if texts else []
    for (source, line, text, tokens), value in zip(texts, found, strict=True):
        yield Score(source, line, text, len(tokens), value, closed_form_score(tokens))

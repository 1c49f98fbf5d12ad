"""Texts to scores: the LSTM's, and beside it the closed form's."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from .closed_form import closed_form_score
from .errors import InputError
from .lstm import LSTM, final_cells
from .sources import Text, words
from .vocabulary import UH, Vocabulary

DUST = 1e-9
"""A hand-set LSTM's score misses a whole number by far less than this, and is shown as one."""

BATCH = 256
"""How many texts are stepped together."""


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


def scores(
    lstm: LSTM, vocabulary: Vocabulary, texts: Iterable[Text], batch: int = BATCH
) -> Iterator[Score]:
    """Yield the :class:`Score` of each text, in order, stepping *batch* of them together.

    Raises :class:`InputError` at the first text that cannot be read, after all before it.

    >>> from lstmcount.sources import argument
    >>> from lstmcount.weights import counting_lstm
    >>> [s.score for s in scores(counting_lstm(), Vocabulary(), [argument("not bad", 1)])]
    [1]
    """
    waiting: list[_Read] = []
    try:
        for text in texts:
            waiting.append(_read(text, vocabulary))
            if len(waiting) == batch:
                yield from _stepped(lstm, waiting)
                waiting = []
    except InputError:
        yield from _stepped(lstm, waiting)
        raise
    yield from _stepped(lstm, waiting)


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


def _stepped(lstm: LSTM, texts: Sequence[_Read]) -> Iterator[Score]:
    cells = final_cells(lstm, [[*text.tokens, UH] for text in texts])
    for (source, line, text, tokens), c in zip(texts, cells, strict=True):
        score = number(c[lstm.score_unit])
        yield Score(source, line, text, len(tokens), score, closed_form_score(tokens))

"""Texts to scores: the LSTM's, and beside it the closed form's."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import pairwise
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ..batches import batches
from ..closed_form import closed_form_score
from ..defaults import ROUNDING_ERROR
from ..machine.pair_counter import START, PairCounter
from ..nn.final_cells import final_cells
from ..nn.lstm import LSTM
from ..text.sources import Text, chunk_words
from ..text.vocabulary import UH, Vocabulary

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


def strip_rounding(value: float) -> int | float:
    """Return *value* as an integer where it is one but for a rounding error below 1e−9.

    What float64 does not tell from its neighbours stays as it is.

    >>> strip_rounding(2.0 - 5.5e-64), strip_rounding(0.76), strip_rounding(1e300)
    (2, 0.76, 1e+300)
    """
    value = float(value)
    whole = abs(value) < 1 << 53 and abs(value - round(value)) < ROUNDING_ERROR
    return round(value) if whole else value


def format_score(score: float, width: int = 20) -> str:
    """Return *score* as people read it: of its first three decimals those that *width* holds.

    Where it does not hold a whole number either, as a power of ten, which takes up to 7 columns.

    >>> score = -148.49371477188353
    >>> format_score(score), format_score(score, 7), format_score(0.25), format_score(-3e-9)
    ('-148.494', '-148.49', '0.25', '0')
    >>> format_score(123456789, 9), format_score(123456789, 7)
    ('123456789', '1.2e+08')
    """
    decimals = (3, 2, 1, 0) if abs(score) < 1e15 else ()
    texts = [_trimmed(f"{score:.{n}f}") for n in decimals] + [f"{score:.{n}g}" for n in (3, 2, 1)]
    return next((text for text in texts if len(text) <= width), texts[-1])


def _trimmed(decimal: str) -> str:
    text = decimal.rstrip("0").rstrip(".") if "." in decimal else decimal
    return "0" if text == "-0" else text


Scorer: TypeAlias = Callable[[NDArray[np.uint8]], list[int | float]]
"""Gives the scores (B,) of B texts' tokens, which stand one behind the other, each with a START."""


def scorer(lstm: LSTM, counter: PairCounter | None) -> Scorer:
    r"""Return what scores texts as *lstm* does: the *counter* it was compiled to, or the cell.

    >>> from lstmcount.nn.counting_lstm import counting_lstm
    >>> scorer(counting_lstm(), None)(np.array([1, 4, 2, 1, 4, 4], dtype=np.uint8))
    [1, -1, 0]
    """
    return partial(_by_cell, lstm) if counter is None else partial(_by_counter, counter)


def _by_cell(lstm: LSTM, tokens: NDArray[np.uint8]) -> list[int | float]:
    is_end = tokens == START
    padded = np.where(is_end, UH, tokens).astype(np.uint8).tobytes()
    ends = (np.flatnonzero(is_end) + 1).tolist()
    cells = final_cells(lstm, [padded[start:end] for start, end in pairwise([0, *ends])])
    return [strip_rounding(count) for count in cells[:, lstm.score_unit].tolist()]


def _by_counter(counter: PairCounter, tokens: NDArray[np.uint8]) -> list[int | float]:
    segments = counter.line_segments(tokens)
    return [counter.score(segments.head), *segments.lines.tolist()]


def score_texts(
    score: Scorer, vocabulary: Vocabulary, texts: Iterable[Text]
) -> Iterator[list[Score]]:
    """Yield the :class:`Score` of each text, in order, in lists of what is read without waiting.

    No list is longer than :data:`BATCH`. Raises :class:`lstmcount.errors.InputError` at the first
    text that cannot be read, or what *texts* raises, after all before it.

    >>> from lstmcount.nn.counting_lstm import counting_lstm
    >>> from lstmcount.text.sources import argument
    >>> score = scorer(counting_lstm(), None)
    >>> [[s.score for s in some] for some in score_texts(score, Vocabulary(), [argument("bad", 1)])]
    [[-1]]
    """
    read = (_read(text, vocabulary) for text in texts)
    for batch in batches(read, BATCH, lambda text: text.last_ready):
        yield _scored(score, batch)


class _Tokenized(NamedTuple):
    source: str
    line: int
    text: str
    tokens: bytes
    last_ready: bool


def _read(text: Text, vocabulary: Vocabulary) -> _Tokenized:
    written: list[str] = []
    tokens = bytearray()
    last_ready, separator = False, ""
    for chunk in text.chunks:
        written.append(chunk.text + chunk.separator * chunk.ends_line)
        separator = chunk.separator
        tokens += bytes([word.token for word in chunk_words(chunk, vocabulary)])
        last_ready = chunk.last_ready
    whole = "".join(written).removesuffix(separator)
    return _Tokenized(text.source, text.line, whole, bytes(tokens), last_ready)


def _scored(score: Scorer, texts: Sequence[_Tokenized]) -> list[Score]:
    tokens = bytes([START]).join([*(text.tokens for text in texts), b""])
    values = score(np.frombuffer(tokens, dtype=np.uint8))
    return [
        Score(source, line, text, len(tokens), value, closed_form_score(tokens))
        for (source, line, text, tokens, _), value in zip(texts, values, strict=True)
    ]

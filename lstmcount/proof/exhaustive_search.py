"""Every text of a few words, shortest first, stepped by the real cell: is one counted wrong?"""

from functools import cache
from itertools import product
from math import log
from time import monotonic

import numpy as np
from numpy.typing import NDArray

from ..closed_form import closed_form_scores
from ..defaults import TOLERANCE
from ..machine.counter_machine import Integers
from ..nn.final_cells import ColumnCell, final_cells
from ..nn.lstm import LSTM, Array
from ..text.vocabulary import UH, WORDS
from .verdicts import Counted, Repeated

_PREACTIVATIONS = 1 << 19
"""So many are computed at once, in a few megabytes."""


def score_of(lstm: LSTM, text: tuple[int, ...]) -> float:
    """Return what *lstm* makes of *text*, padded.

    >>> from lstmcount.nn.counting_lstm import counting_lstm
    >>> score_of(counting_lstm(), (1, 1))
    2.0
    """
    return float(final_cells(lstm, [[*text, UH]])[0, lstm.score_unit])


def counted(lstm: LSTM, text: tuple[int, ...], pump: Repeated | None = None) -> Counted:
    """Return *text* with what *lstm* makes of it."""
    return Counted(text, score_of(lstm, text), pump)


def shortest_wrong_text(
    lstm: LSTM, longest: int, first: int = 0, deadline: float = np.inf
) -> tuple[int, tuple[int, ...] | None]:
    """Return up to how many words, *longest* at most, all texts are right, and the first wrong one.

    Texts of fewer than *first* words are known to be right. It ends early when the time is over,
    but not before the empty text.

    >>> from lstmcount.nn.counting_lstm import counting_lstm
    >>> shortest_wrong_text(counting_lstm(), 4)
    (4, None)
    """
    search = _Search(lstm)
    for length in range(first, longest + 1):
        for beginning in product(range(len(WORDS)), repeat=max(0, length - search.at_once)):
            if length and monotonic() > deadline:
                return length - 1, None
            text = search.wrong_text(beginning, length)
            if text is not None:
                return length - 1, text
    return longest, None


class _Search:
    """Steps all texts together that begin alike, with as many words behind as there is room."""

    def __init__(self, lstm: LSTM) -> None:
        self._unit, self._cell = lstm.score_unit, ColumnCell(lstm)
        self._pad = self._cell.from_input[:, [UH]]
        room = _PREACTIVATIONS // len(self._cell.from_input)
        self.at_once = max(1, int(log(max(room, 1), len(WORDS))))

    def wrong_text(self, beginning: tuple[int, ...], length: int) -> tuple[int, ...] | None:
        """Return a wrong text of *length* words that begins so, or None."""
        h, c = self._cell.start(1)
        for word in beginning:
            from_input = self._cell.from_input[:, [word]]
            h, c = self._cell.step(from_input, self._cell.from_state(h), c)
        ends = _all_texts(length - len(beginning))
        for _ in ends.T:
            h, c = self._by_every_word(h, c)
        _, c = self._cell.step(self._pad, self._cell.from_state(h), c)
        begun = np.tile(np.array(beginning, dtype=np.uint8), (len(ends), 1))
        texts = np.concatenate([begun, ends], axis=1)
        wrong = ~(np.abs(c[self._unit] - _closed_form(texts)) < TOLERANCE)
        return tuple(texts[wrong.argmax()].tolist()) if wrong.any() else None

    def _by_every_word(self, h: Array, c: Array) -> tuple[Array, Array]:
        """Return the states (H, N · V) that some (H, N) become."""
        from_input, from_state = self._cell.from_input[:, None, :], self._cell.from_state(h)
        h, c = self._cell.step(from_input, from_state[:, :, None], c[:, :, None])
        return h.reshape(len(h), -1), c.reshape(len(c), -1)


@cache
def _all_texts(length: int) -> NDArray[np.uint8]:
    """Return all texts of so many words (V ** length, length), in the order of their tokens."""
    tokens = np.indices((len(WORDS),) * length, dtype=np.uint8)
    return tokens.reshape(length, len(WORDS) ** length).T


def _closed_form(texts: NDArray[np.uint8]) -> Integers:
    """Return the scores (B,) of texts (B, T)."""
    ends = np.pad(texts, ((0, 0), (0, 1)), constant_values=len(WORDS))
    count, size = ends.shape
    return closed_form_scores(ends.ravel(), np.arange(size - 1, count * size, size))

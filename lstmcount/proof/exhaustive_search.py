"""Every text of a few words, shortest first, stepped by the real cell: is one counted wrong?"""

from itertools import product
from time import monotonic

import numpy as np

from ..closed_form import closed_form_score
from ..defaults import TOLERANCE
from ..nn.final_cells import final_cells
from ..nn.lstm import LSTM, Array, batch_size, one_hot, step
from ..text.vocabulary import UH, WORDS
from .verdicts import Counted, Repeated

_AT_ONCE = 7
"""The last words of so many are stepped at once, for more would not fit in memory."""


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
    for length in range(first, longest + 1):
        for beginning in product(range(len(WORDS)), repeat=max(0, length - _AT_ONCE)):
            if length and monotonic() > deadline:
                return length - 1, None
            text = _wrong_text(lstm, beginning, length)
            if text is not None:
                return length - 1, text
    return longest, None


def _wrong_text(lstm: LSTM, beginning: tuple[int, ...], length: int) -> tuple[int, ...] | None:
    """Return a wrong text of *length* words that begins so, or None."""
    h, c = lstm.h_0[None], lstm.c_0[None]
    for word in beginning:
        h, c = (part[:, 0] for part in _stepped(lstm, h, c, [word]))
    for _ in range(length - len(beginning)):
        h, c = (
            part.reshape(-1, lstm.hidden_size)
            for part in _stepped(lstm, h, c, list(range(len(WORDS))))
        )
    scores = _stepped(lstm, h, c, [UH])[1][:, 0, lstm.score_unit]
    ends = product(range(len(WORDS)), repeat=length - len(beginning))
    texts = [(*beginning, *end) for end in ends]
    wrong = ~(np.abs(scores - [closed_form_score(text) for text in texts]) < TOLERANCE)
    return texts[int(wrong.argmax())] if wrong.any() else None


def _stepped(lstm: LSTM, h: Array, c: Array, words: list[int]) -> tuple[Array, Array]:
    """Step each state (N, H) by each of M words: h and c (N, M, H), a batch at a time."""
    x, rows = one_hot(lstm, words), batch_size(lstm)
    next_h, next_c = np.empty((2, len(h), len(words), lstm.hidden_size), lstm.dtype)
    for k in range(0, len(h), rows):
        result = step(lstm, x, h[k : k + rows, None], c[k : k + rows, None])
        next_h[k : k + rows], next_c[k : k + rows] = result.h, result.c
    return next_h, next_c

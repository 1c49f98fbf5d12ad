"""Every text of up to 8 words, shortest first, stepped by the real cell: is one counted wrong?"""

from itertools import product

import numpy as np

from ..closed_form import closed_form_score
from ..defaults import TOLERANCE
from ..nn.lstm import LSTM, Array, batch_size, final_cells, one_hot, step
from ..text.vocabulary import UH, WORDS
from .verdicts import Counted, Repeated

LONGEST = 8


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


def shortest_wrong_text(lstm: LSTM, longest: int = LONGEST) -> tuple[int, ...] | None:
    """Return the shortest text of up to *longest* words that *lstm* counts wrong, or None.

    >>> from lstmcount.nn.counting_lstm import counting_lstm
    >>> shortest_wrong_text(counting_lstm(), 4) is None
    True
    """
    h, c = lstm.h_0[None], lstm.c_0[None]
    for length in range(longest + 1):
        texts = list(product(range(len(WORDS)), repeat=length))
        words = list(range(len(WORDS))) if length < longest else [UH]
        h, c = _stepped(lstm, h, c, words)
        scores = c[:, words.index(UH), lstm.score_unit]
        wrong = np.abs(scores - [closed_form_score(text) for text in texts]) >= TOLERANCE
        if wrong.any():
            return texts[int(wrong.argmax())]
        h, c = (part.reshape(-1, lstm.hidden_size) for part in (h, c))
    return None


def _stepped(lstm: LSTM, h: Array, c: Array, words: list[int]) -> tuple[Array, Array]:
    """Step each state (N, H) by each of M words: h and c (N, M, H), a batch at a time."""
    x, rows = one_hot(lstm, words), batch_size(lstm)
    next_h, next_c = np.empty((2, len(h), len(words), lstm.hidden_size), lstm.dtype)
    for k in range(0, len(h), rows):
        result = step(lstm, x, h[k : k + rows, None], c[k : k + rows, None])
        next_h[k : k + rows], next_c[k : k + rows] = result.h, result.c
    return next_h, next_c

"""Every text of up to 8 words, shortest first, stepped by the real cell: is one counted wrong?"""

from itertools import product

import numpy as np

from .closed_form import closed_form_score
from .lstm import LSTM, Array, Step, final_cells, one_hot, step
from .vocabulary import UH, WORDS

LONGEST = 8
TOLERANCE = 0.5

_CHUNK = 1 << 22  # multiplications


def score_of(lstm: LSTM, text: tuple[int, ...]) -> float:
    """Return what *lstm* makes of *text*, padded.

    >>> from lstmcount.weights import counting_lstm
    >>> score_of(counting_lstm(), (1, 1))
    2.0
    """
    return float(final_cells(lstm, [[*text, UH]])[0, lstm.score_unit])


def shortest_wrong_text(lstm: LSTM, longest: int = LONGEST) -> tuple[int, ...] | None:
    """Return the shortest text of up to *longest* words that *lstm* counts wrong, or None.

    >>> from lstmcount.weights import counting_lstm
    >>> shortest_wrong_text(counting_lstm(), 4) is None
    True
    """
    h, c = lstm.h_0[None], lstm.c_0[None]
    for length in range(longest + 1):
        texts = list(product(range(len(WORDS)), repeat=length))
        scores = _stepped(lstm, h, c, [UH]).c[:, 0, lstm.score_unit]
        wrong = np.abs(scores - [closed_form_score(text) for text in texts]) >= TOLERANCE
        if wrong.any():
            return texts[int(wrong.argmax())]
        if length < longest:
            after = _stepped(lstm, h, c, list(range(len(WORDS))))
            h, c = (part.reshape(-1, lstm.hidden_size) for part in (after.h, after.c))
    return None


def _stepped(lstm: LSTM, h: Array, c: Array, words: list[int]) -> Step:
    """Step each state (N, H) by each of M words: parts of (N, M, H), in bounded memory."""
    x = one_hot(lstm, words)
    rows = max(1, _CHUNK // (len(words) * 4 * lstm.hidden_size**2))
    parts = [
        step(lstm, x, h[k : k + rows, None], c[k : k + rows, None]) for k in range(0, len(h), rows)
    ]
    return Step(*map(np.concatenate, zip(*parts, strict=True)))

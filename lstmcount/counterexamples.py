"""Texts that an LSTM counts wrong, found by stepping the real cell and confirmed by it.

First every text of up to 8 words, shortest first; then short texts repeated many times.
"""

from itertools import product
from typing import NamedTuple

import numpy as np

from .closed_form import closed_form_score, prefix_scores
from .lstm import LSTM, Array, Step, final_cells, one_hot, step
from .vocabulary import UH, WORDS

LONGEST = 8
TOLERANCE = 0.5

_LOOPS = [loop for n in (1, 2) for loop in product(range(len(WORDS)), repeat=n)]
_PATIENCE = 1 << 12
"""After so many words, errors that could not come to 0.5 if they grew with the square end it."""

_MOST_WORK = 5_000_000_000  # multiplications
_CHUNK = 1 << 22  # multiplications


class Pump(NamedTuple):
    """A short text and how often to repeat it."""

    loop: tuple[int, ...]
    times: int


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


def pumped(lstm: LSTM, up_to: int) -> Pump | None:
    """Return a repeated text of at most about *up_to* words that *lstm* counts wrong, or None.

    All loops of one and two words are stepped together and looked at after 2, 4, 8, … words;
    where one is wrong, the first such number of repetitions since the last look is found. A leak
    and a drift make errors that grow at most with the square of the number of words.
    """
    work = len(_LOOPS) * 4 * lstm.hidden_size * (lstm.hidden_size + lstm.input_size)
    steps = min(up_to, _MOST_WORK // work)
    turns = np.array([[loop[t % len(loop)] for loop in _LOOPS] for t in range(2)])
    inputs = one_hot(lstm, turns)
    h, c = (np.tile(start, (len(_LOOPS), 1)) for start in (lstm.h_0, lstm.c_0))
    look, last = 2, (h, c, 0)
    for t in range(1, steps + 1):
        *_, c, h = step(lstm, inputs[(t - 1) % 2], h, c)
        if t in (look, steps):
            errors = _errors(lstm, h, c, t)
            wrong = np.flatnonzero(errors >= TOLERANCE)
            if wrong.size:
                return min((_first(lstm, int(k), last, t) for k in wrong), key=_words)
            if t >= _PATIENCE and errors.max() * (up_to / t) ** 2 < TOLERANCE:
                break
            look, last = 2 * look, (h, c, t)
    return None


def _words(pump: Pump) -> int:
    return len(pump.loop) * pump.times


def _errors(lstm: LSTM, h: Array, c: Array, length: int) -> Array:
    scores = _stepped(lstm, h, c, [UH]).c[:, 0, lstm.score_unit]
    expected = [list(prefix_scores(_text(loop, length)))[-1] for loop in _LOOPS]
    errors: Array = np.abs(scores - expected)
    return errors


def _text(loop: tuple[int, ...], length: int) -> list[int]:
    return (list(loop) * (length // len(loop) + 1))[:length]


def _first(lstm: LSTM, number: int, last: tuple[Array, Array, int], until: int) -> Pump:
    """Return the first failure of one loop after the *last* look, at a whole repetition."""
    loop = _LOOPS[number]
    h, c, t = last[0][number], last[1][number], last[2]
    text = _text(loop, until + len(loop))
    states = []
    for x_t in one_hot(lstm, text[t:]):
        *_, c, h = step(lstm, x_t, h, c)
        states.append((h, c))
    counts = np.array(list(prefix_scores(text))[t + 1 :])
    hs, cs = map(np.array, zip(*states, strict=True))
    scores = _stepped(lstm, hs, cs, [UH]).c[:, 0, lstm.score_unit]
    lengths = np.arange(t + 1, len(text) + 1)
    wrong = (np.abs(scores - counts) >= TOLERANCE) & (lengths % len(loop) == 0)
    return Pump(loop, int(lengths[wrong][0]) // len(loop))


def _stepped(lstm: LSTM, h: Array, c: Array, words: list[int]) -> Step:
    """Step each state (N, H) by each of M words: parts of (N, M, H), in bounded memory."""
    x = one_hot(lstm, words)
    rows = max(1, _CHUNK // (len(words) * 4 * lstm.hidden_size**2))
    parts = [
        step(lstm, x, h[k : k + rows, None], c[k : k + rows, None]) for k in range(0, len(h), rows)
    ]
    return Step(*map(np.concatenate, zip(*parts, strict=True)))

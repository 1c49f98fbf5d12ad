"""Short texts repeated many times, stepped by the real cell: from when on is one counted wrong?

A text can be pumped a million times because an LSTM that repeats a text soon repeats itself:
once the gates of every unit recur bit for bit, only the counter's own cell is still to be stepped.
"""

from collections.abc import Iterator, Sequence
from itertools import islice, product
from time import monotonic
from typing import Any

import numpy as np

from ..closed_form import closed_form_score
from ..defaults import TOLERANCE
from ..machine.influence import heard_units
from ..nn.lstm import LSTM, Array, Step, one_hot, step
from ..text.vocabulary import UH, WORDS
from .verdicts import Counted, Repeated

LOOPS = [loop for n in (1, 2) for loop in product(range(len(WORDS)), repeat=n)]

PATIENCE = 1 << 11
"""An LSTM whose gates do not recur within so many words is not followed further."""

MOST = 1 << 22
"""No text is stepped further: ten seconds of work, and four times what is proved by default."""

_LOOK_UP = 1 << 10
"""After so many turns it is looked up whether the time is over."""

_SATURATED = 20.0
"""From here on tanh is exactly 1 in float64, and so in every smaller arithmetic."""


def find_repeated_failure(
    lstm: LSTM,
    up_to: int,
    more_loops: Sequence[tuple[int, ...]] = (),
    deadline: float = np.inf,
) -> Counted | None:
    """Return the shortest repeated text of at most *up_to* words that *lstm* counts wrong, or None.

    What is repeated is one of *more_loops* or a text of one or two words. Texts of more than
    :data:`MOST` words are not tried.

    >>> from lstmcount.nn.counting_lstm import counting_lstm
    >>> find_repeated_failure(counting_lstm().astype("float16"), 4000).pump
    Repeated(loop=(0,), times=2049, tail=())
    """
    best: Counted | None = None
    for loop in (*more_loops, *LOOPS):
        words = min(up_to, MOST) if best is None else len(best.text) - 1
        best = _first_failure(lstm, loop, words // len(loop), deadline) or best
    return best


def scores_of_repeats(lstm: LSTM, loop: tuple[int, ...]) -> Iterator[float]:
    """Yield what *lstm* makes of *loop* repeated 1, 2, 3, … times, each padded.

    It ends where nothing recurs within :data:`PATIENCE` words.

    >>> from lstmcount.nn.counting_lstm import counting_lstm
    >>> list(islice(scores_of_repeats(counting_lstm(), (1, 3)), 4))
    [1.0, 2.0, 3.0, 4.0]
    """
    pad, inputs = one_hot(lstm, [UH])[0], one_hot(lstm, loop)
    h, c = anchor = lstm.h_0, lstm.c_0
    turns: list[list[Step]] = []  # since the anchor: the steps of each loop, and of its pad
    patience = 1
    for _ in range(PATIENCE // len(loop)):
        turns.append([])
        for x_t in inputs:
            turns[-1].append(step(lstm, x_t, h, c))
            h, c = turns[-1][-1].h, turns[-1][-1].c
        turns[-1].append(step(lstm, pad, h, c))
        yield float(turns[-1][-1].c[lstm.score_unit])
        if _recurs(lstm, anchor, turns):
            yield from _counted(lstm, c, turns)
        if len(turns) == patience:  # Brent's search for a cycle
            anchor, turns, patience = (h, c), [], 2 * patience


def _recurs(lstm: LSTM, anchor: tuple[Array, Array], turns: list[list[Step]]) -> bool:
    """Whether from here on every gate will be what it was since the *anchor*.

    So it is if h and c have the same bits. A cell may also differ if it was saturated all the
    time and has not come nearer to 0: each later pass, being the same growing function of it,
    keeps it so. Units of which the counter's cell never hears may do anything.
    """
    h, c = anchor
    last = turns[-1][-2]
    heard = heard_units(lstm)
    if (last.h != h)[heard].any():
        return False
    cells = np.array([c, *(s.c for turn in turns for s in turn[:-1])])
    outward = (np.abs(cells) >= _SATURATED).all(axis=0) & (
        np.where(c > 0, last.c >= c, last.c <= c) & (np.sign(cells) == np.sign(c)).all(axis=0)
    )
    return bool(((last.c == c) | outward)[heard].all())


def _counted(lstm: LSTM, c: Array, turns: list[list[Step]]) -> Iterator[float]:
    """Go on for ever with the gates of *turns*, by the counter's cell alone."""
    unit = lstm.score_unit
    kind: Any = float if lstm.dtype == np.float64 else lstm.dtype.type  # float is the quicker
    gates = [[(kind(s.f[unit]), kind(s.i[unit] * s.g[unit])) for s in turn] for turn in turns]
    count = kind(c[unit])
    while True:
        for *words, (kept, added) in gates:
            for forget, increment in words:
                count = forget * count + increment
            yield float(kept * count + added)


def _first_failure(lstm: LSTM, loop: tuple[int, ...], most: int, deadline: float) -> Counted | None:
    """Return the fewest repetitions of *loop*, up to *most*, that are counted wrong."""
    once = closed_form_score(loop)
    each = closed_form_score(loop * 2) - once
    for n, score in enumerate(islice(scores_of_repeats(lstm, loop), most)):
        if not abs(score - (once + n * each)) < TOLERANCE:
            pump = Repeated(loop, n + 1)
            return Counted(pump.text, score, pump)
        if n % _LOOK_UP == 0 and monotonic() > deadline:
            break
    return None

"""Bounds on what an LSTM can do on any text, by boxes that hold every reachable state.

One box (an interval for each h and c) stands for all texts that end in the same k words. The
boxes are pushed through the cell and joined until nothing grows, so that together they are an
invariant: whatever the text, the state is in the box of its suffix.
"""

from itertools import count, product
from typing import NamedTuple

import numpy as np

from ..machine.counter_machine import Integers
from ..nn.lstm import LSTM
from ..text.vocabulary import NOT, UH
from .finite_closure import CLOSED_FORM
from .intervals import Box, State, Transfer, cell_limit, transfer

_WIDEN_AFTER = 12


class Bounds(NamedTuple):
    """How far from the closed form one word can lead."""

    start: float  # the distance of the first count
    drift: float  # the worst distance of an increment
    leak: float  # the worst 1 − f of the counter
    pending: float  # the most by which the counter and the closed form rightly differ
    boxes: int


def word_bounds(lstm: LSTM, suffix: int) -> Bounds:
    """Return bounds from a box for each suffix of up to *suffix* words.

    >>> from lstmcount.nn.counting_lstm import counting_lstm
    >>> result = word_bounds(counting_lstm(), 2)
    >>> result.boxes, result.drift < 1e-14
    (21, True)
    """
    texts = [text for n in range(suffix + 1) for text in product(range(4), repeat=n)]
    number = {text: k for k, text in enumerate(texts)}
    target = np.array([[number[(*text, w)[-suffix:]] for w in range(4)] for text in texts])
    oracle = np.array([int(text[-1:] == (NOT,)) for text in texts])
    return _compare(lstm, target, oracle, transfer(lstm, _invariant(lstm, target)))


def _invariant(lstm: LSTM, target: Integers) -> State:
    """Return the boxes of all texts, a row for each row of *target*.

    It ends: once both are widened, an end that grows goes to its limit, and is done.
    """
    limit = cell_limit(lstm)
    state = _open_score(lstm, _start(lstm, len(target)))
    for rounds in count():
        reached = np.flatnonzero(state.c.low[:, 0] <= state.c.high[:, 0])
        pushed = transfer(lstm, state.rows(reached)).state
        grown = _open_score(lstm, state.join(_hulls(pushed, target[reached], len(target))))
        if all((a == b).all() for a, b in zip(state.ends, grown.ends, strict=True)):
            break
        # A cell that forgets nothing grows for ever; its h settles once the cell may be anything.
        if rounds >= _WIDEN_AFTER:
            grown = state.widen(grown, limit, with_h=rounds >= 4 * _WIDEN_AFTER)
        state = grown
    return state


def _start(lstm: LSTM, nodes: int) -> State:
    """Return the state before the first word as the first of *nodes*, the others empty."""
    boxes = []
    for first in (lstm.h_0, lstm.c_0):
        boxes.append(_empty(nodes, lstm.hidden_size))
        boxes[-1].low[0] = boxes[-1].high[0] = first
    return State(*boxes)


def _empty(nodes: int, size: int) -> Box:
    return Box(np.full((nodes, size), np.inf), np.full((nodes, size), -np.inf))


def _hulls(pushed: State, target: Integers, nodes: int) -> State:
    """Return for each node the hull of what is pushed (N, V, H) to it by *target* (N, V)."""
    boxes = []
    for box in pushed:
        boxes.append(_empty(nodes, box.low.shape[-1]))
        np.minimum.at(boxes[-1].low, target, box.low)
        np.maximum.at(boxes[-1].high, target, box.high)
    return State(*boxes)


def _open_score(lstm: LSTM, state: State) -> State:
    """Let the score's c be anything; its h is then as large as its output gate lets it be."""
    reached = state.c.low[:, 0] <= state.c.high[:, 0]
    low, high = state.c.low.copy(), state.c.high.copy()
    high[reached, lstm.score_unit] = cell_limit(lstm)
    low[reached, lstm.score_unit] = -cell_limit(lstm)
    return state._replace(c=Box(low, high))


def _compare(lstm: LSTM, target: Integers, oracle: Integers, pushed: Transfer) -> Bounds:
    """Compare increments with the closed form's, at once or delayed.

    After a text the LSTM's counter may differ from the closed form's by whatever it would still
    add for ``uh``; that is *owed*, a whole number for each suffix.
    """
    increment = pushed.increment
    owed = np.rint((increment.low[:, UH] + increment.high[:, UH]) / 2)
    expected = CLOSED_FORM.increment[oracle] + owed[:, None] - owed[target]
    ends = np.array([increment.low - expected, increment.high - expected])
    pad = np.array([increment.low[:, UH] - owed, increment.high[:, UH] - owed])
    return Bounds(
        start=abs(float(lstm.c_0[lstm.score_unit]) + float(owed[0])),
        drift=float(max(np.abs(ends).max(), np.abs(pad).max())),
        leak=float(1 - pushed.forget.min()),
        pending=float(np.abs(owed).max()),
        boxes=len(target),
    )

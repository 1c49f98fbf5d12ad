"""Bounds on what an LSTM can do on any text, by boxes that hold every reachable state.

One box (an interval for each h and c) stands for all texts that end in the same k words. The
boxes are pushed through the cell with interval arithmetic and joined until nothing grows, so
that together they are an invariant: whatever the text, the state is in the box of its suffix.

All bounds are rounded outward by some units in the last place of the LSTM's dtype, so that they
hold for any libm and for any order of summation.
"""

from itertools import product
from typing import Any, NamedTuple

import numpy as np

from ..machine.counter_machine import Integers
from ..nn.lstm import LSTM, Array, sigmoid
from ..text.vocabulary import NOT, UH
from .finite_closure import CLOSED_FORM

_WIDEN_AFTER = 12
_ULPS = 16


class Box(NamedTuple):
    """Intervals, each bound (..., H)."""

    low: Array
    high: Array


class Bounds(NamedTuple):
    """How far from the closed form one word can lead."""

    start: float  # the distance of the first count
    drift: float  # the worst distance of an increment
    leak: float  # the worst 1 − f of the counter
    pending: float  # the most by which the counter and the closed form rightly differ
    boxes: int


def bounds(lstm: LSTM, suffix: int) -> Bounds:
    """Return bounds from a box for each suffix of up to *suffix* words.

    >>> from lstmcount.nn.counting_lstm import counting_lstm
    >>> found = bounds(counting_lstm(), 2)
    >>> found.boxes, found.drift < 1e-14
    (21, True)
    """
    texts = [text for n in range(suffix + 1) for text in product(range(4), repeat=n)]
    number = {text: k for k, text in enumerate(texts)}
    target = np.array([[number[(*text, w)[-suffix:]] for w in range(4)] for text in texts])
    _, _, increment, forget = _step(lstm, *_invariant(lstm, target))
    oracle = np.array([int(text[-1:] == (NOT,)) for text in texts])
    return _compare(lstm, target, oracle, increment, forget)


def _invariant(lstm: LSTM, target: Integers) -> tuple[Box, Box]:
    """Return the boxes of h and c, each (N, H).

    It ends: once both are widened, an end that grows goes to its limit, and is done.
    """
    shape = (len(target), lstm.hidden_size)
    low, high = np.full((2, *shape), np.inf), np.full((2, *shape), -np.inf)  # of h and c: empty
    low[:, 0] = high[:, 0] = np.array([lstm.h_0, lstm.c_0], dtype=np.float64)
    rounds = 0
    while True:
        _open_score(lstm, low, high)
        known = np.flatnonzero((low <= high).all(axis=(0, 2)))
        h, c, _, _ = _step(
            lstm, Box(low[0, known], high[0, known]), Box(low[1, known], high[1, known])
        )
        new_low, new_high = low.copy(), high.copy()
        for part, box in enumerate((h, c)):
            np.minimum.at(new_low[part], target[known], box.low)
            np.maximum.at(new_high[part], target[known], box.high)
        _open_score(lstm, new_low, new_high)
        if (new_low == low).all() and (new_high == high).all():
            return Box(low[0], high[0]), Box(low[1], high[1])
        # A cell that forgets nothing grows for ever; its h settles once the cell may be anything.
        for part, (limit, patience) in enumerate(((1.0, 4 * _WIDEN_AFTER), (np.inf, _WIDEN_AFTER))):
            if rounds >= patience:
                new_low[part][new_low[part] < low[part]] = -limit
                new_high[part][new_high[part] > high[part]] = limit
        low, high, rounds = new_low, new_high, rounds + 1


def _open_score(lstm: LSTM, low: Array, high: Array) -> None:
    """Let the score's c be anything; its h is then as large as its output gate lets it be."""
    reached = (low <= high).all(axis=(0, 2))
    low[1, reached, lstm.score_unit], high[1, reached, lstm.score_unit] = -np.inf, np.inf


def _step(lstm: LSTM, h: Box, c: Box) -> tuple[Box, Box, Box, Array]:
    """Push boxes of h and c (N, H) through the cell with every word.

    Returns the boxes of the next h and c (N, V, H) and of the score's increment (N, V), and the
    lower bound of its forget gate (N, V).
    """
    info = np.finfo(lstm.dtype)
    gates = _sums(lstm, h, info)
    i, f, g, o = (
        Box(low, high) for low, high in zip(*(np.split(b, 4, -1) for b in gates), strict=True)
    )
    i, f, o = _sigmoid(i, info), _sigmoid(f, info), _sigmoid(o, info)
    g = _tanh(g, info)
    offered = _widened(_times(i, g), info)
    kept = _widened(_times(f, Box(c.low[:, None], c.high[:, None])), info)
    next_c = _widened(Box(kept.low + offered.low, kept.high + offered.high), info)
    next_h = _clipped(_widened(_times(o, _tanh(next_c, info)), info), -1)
    unit = lstm.score_unit
    increment = Box(offered.low[..., unit], offered.high[..., unit])
    return next_h, next_c, increment, f.low[..., unit]


def _sums(lstm: LSTM, h: Box, info: "np.finfo[Any]") -> Box:
    """Bound each gate's sum of products (N, V, 4H), whatever the order of the additions."""
    w_h = lstm.weight_hh.astype(np.float64)
    positive, negative = np.maximum(w_h, 0).T, np.minimum(w_h, 0).T
    w_x = lstm.weight_ih.astype(np.float64).T  # (V, 4H): each word is one column
    bias = lstm.bias_ih.astype(np.float64), lstm.bias_hh.astype(np.float64)
    constant = w_x + bias[0] + bias[1]
    low = (h.low @ positive + h.high @ negative)[:, None] + constant
    high = (h.high @ positive + h.low @ negative)[:, None] + constant
    largest = np.maximum(np.abs(h.low), np.abs(h.high)) @ np.abs(w_h).T
    size = largest[:, None] + np.abs(w_x) + np.abs(bias[0]) + np.abs(bias[1])
    margin = (lstm.hidden_size + lstm.input_size + _ULPS) * float(info.eps) * size
    return Box(low - margin, high + margin)


def _sigmoid(z: Box, info: "np.finfo[Any]") -> Box:
    bound = _clipped(_widened(Box(sigmoid(z.low), sigmoid(z.high)), info), 0)
    # Where e^−z is far below half an ulp of 1, 1 + e^−z is exactly 1 in any arithmetic.
    exact = z.low > -np.log(float(info.eps) / _ULPS)
    return Box(np.where(exact, 1.0, bound.low), bound.high)


def _tanh(z: Box, info: "np.finfo[Any]") -> Box:
    return _clipped(_widened(Box(np.tanh(z.low), np.tanh(z.high)), info), -1)


def _times(a: Box, b: Box) -> Box:
    with np.errstate(invalid="ignore"):
        corners = np.array([x * y for x in a for y in b])
    corners = np.where(np.isnan(corners), 0, corners)  # 0 · ∞, where ∞ only means «any size»
    return Box(corners.min(axis=0), corners.max(axis=0))


def _widened(box: Box, info: "np.finfo[Any]") -> Box:
    """Round outward: by some ulps, and by what underflow can lose."""
    margin, lost = _ULPS * float(info.eps), float(info.smallest_normal)
    with np.errstate(invalid="ignore"):
        low = box.low - (np.abs(box.low) * margin + lost)
        high = box.high + (np.abs(box.high) * margin + lost)
    return Box(
        np.where(np.isinf(box.low), box.low, low), np.where(np.isinf(box.high), box.high, high)
    )


def _clipped(box: Box, least: float) -> Box:
    return Box(np.maximum(box.low, least), np.minimum(box.high, 1))


def _compare(
    lstm: LSTM, target: Integers, oracle: Integers, increment: Box, forget: Array
) -> Bounds:
    """Compare increments with the closed form's, at once or delayed.

    After a text the LSTM's counter may differ from the closed form's by whatever it would still
    add for ``uh``; that is *owed*, a whole number for each suffix.
    """
    owed = np.rint((increment.low[:, UH] + increment.high[:, UH]) / 2)
    expected = CLOSED_FORM.increment[oracle] + owed[:, None] - owed[target]
    ends = np.array([increment.low - expected, increment.high - expected])
    pad = np.array([increment.low[:, UH] - owed, increment.high[:, UH] - owed])
    return Bounds(
        start=abs(float(lstm.c_0[lstm.score_unit]) + float(owed[0])),
        drift=float(max(np.abs(ends).max(), np.abs(pad).max())),
        leak=float(1 - forget.min()),
        pending=float(np.abs(owed).max()),
        boxes=len(target),
    )

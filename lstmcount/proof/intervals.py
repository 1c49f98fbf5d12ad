"""Interval arithmetic through an LSTM's cell: boxes of states in, boxes of next states out.

A box is an interval for each of some numbers. Whatever state lies in the box that is pushed in,
its next state lies in the box that comes out. All bounds are computed in float64 and rounded
outward by some units in the last place of the LSTM's dtype, so that they hold for any libm and
for any order of summation.
"""

from typing import Any, NamedTuple

import numpy as np

from ..nn.layer import ULPS
from ..nn.lstm import LSTM, Array, sigmoid


class Box(NamedTuple):
    """Intervals, each bound (..., H)."""

    low: Array
    high: Array

    def rows(self, index: Any) -> "Box":
        """Return the boxes at *index*, as NumPy indexes the leading axes."""
        return Box(self.low[index], self.high[index])

    def join(self, other: "Box") -> "Box":
        """Return the least boxes that hold both."""
        return Box(np.minimum(self.low, other.low), np.maximum(self.high, other.high))

    def meet(self, least: Any, most: Any) -> "Box":
        """Return the parts between *least* and *most*."""
        return Box(np.maximum(self.low, least), np.minimum(self.high, most))


class State(NamedTuple):
    """Boxes of h and of c, each (..., H)."""

    h: Box
    c: Box

    @property
    def ends(self) -> tuple[Array, Array, Array, Array]:
        """The low and high ends of h and c."""
        return (*self.h, *self.c)

    def rows(self, index: Any) -> "State":
        """Return the states at *index*."""
        return State(self.h.rows(index), self.c.rows(index))

    def join(self, other: "State") -> "State":
        """Return the least boxes that hold both."""
        return State(self.h.join(other.h), self.c.join(other.c))

    def widen(self, grown: "State", c_limit: float, with_h: bool) -> "State":
        """Return *grown*, with each end of c (and of h) that has moved put at its limit."""
        h = _widen(self.h, grown.h, 1) if with_h else grown.h
        return State(h, _widen(self.c, grown.c, c_limit))


class Transfer(NamedTuple):
    """What N states become by each of V words."""

    state: State  # (N, V, H)
    increment: Box  # (N, V), what is added to the score's cell
    forget: Array  # (N, V), the least of its forget gate


def start_state(lstm: LSTM) -> State:
    """Return the state before the first word, as boxes of no width (1, H)."""
    h, c = lstm.h_0[None].astype(np.float64), lstm.c_0[None].astype(np.float64)
    return State(Box(h, h), Box(c, c))


def cell_limit(lstm: LSTM) -> float:
    """Return what no cell ever exceeds, however long the text.

    Each word adds at most 1 to a cell's size, for f, i, |g| ≤ 1 also as they are rounded. From
    4 / eps on two numbers of the dtype lie at least 4 apart, so that adding 1 changes nothing.

    >>> from lstmcount.nn.counting_lstm import counting_lstm
    >>> cell_limit(counting_lstm()) == 2.0**54
    True
    """
    return max(float(np.abs(lstm.c_0).max()), 4 / float(np.finfo(lstm.dtype).eps))


def transfer(lstm: LSTM, state: State) -> Transfer:
    """Push *state* (N, H) through the cell with every word.

    >>> from lstmcount.nn.counting_lstm import counting_lstm
    >>> pushed = transfer(counting_lstm(), start_state(counting_lstm()))
    >>> round(float(pushed.state.h.low[0, 1, 1]), 2)  # the flag "good", after "good"
    0.76
    """
    info = np.finfo(lstm.dtype)
    gates = _preactivations(lstm, state.h, info)
    parts = zip(*(np.split(end, 4, -1) for end in gates), strict=True)
    z_i, z_f, z_g, z_o = (Box(low, high) for low, high in parts)
    i, f, g, o = _sigmoid(z_i, info), _sigmoid(z_f, info), _tanh(z_g, info), _sigmoid(z_o, info)
    added = rounded_outward(_times(i, g), info)
    kept = rounded_outward(_times(f, state.c.rows((slice(None), None))), info)
    limit = cell_limit(lstm)
    c = rounded_outward(Box(kept.low + added.low, kept.high + added.high), info)
    c = c.meet(-limit, limit)
    h = rounded_outward(_times(o, _tanh(c, info)), info).meet(-1, 1)
    score = (..., lstm.score_unit)
    return Transfer(State(h, c), added.rows(score), f.low[score])


def rounded_outward(box: Box, info: "np.finfo[Any]") -> Box:
    """Return *box*, larger by some ulps of the dtype and by what underflow can lose."""
    margin, lost = ULPS * float(info.eps), float(info.smallest_normal)
    return Box(
        box.low - (np.abs(box.low) * margin + lost), box.high + (np.abs(box.high) * margin + lost)
    )


def _preactivations(lstm: LSTM, h: Box, info: "np.finfo[Any]") -> Box:
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
    margin = (lstm.hidden_size + lstm.input_size + ULPS) * float(info.eps) * size
    return Box(low - margin, high + margin)


def _sigmoid(z: Box, info: "np.finfo[Any]") -> Box:
    bound = rounded_outward(Box(sigmoid(z.low), sigmoid(z.high)), info).meet(0, 1)
    # Where e^−z is far below half an ulp of 1, 1 + e^−z is exactly 1 in any arithmetic.
    exact = z.low > -np.log(float(info.eps) / ULPS)
    return Box(np.where(exact, 1.0, bound.low), bound.high)


def _tanh(z: Box, info: "np.finfo[Any]") -> Box:
    return rounded_outward(Box(np.tanh(z.low), np.tanh(z.high)), info).meet(-1, 1)


def _times(a: Box, b: Box) -> Box:
    corners = np.array([x * y for x in a for y in b])
    return Box(corners.min(axis=0), corners.max(axis=0))


def _widen(old: Box, grown: Box, limit: float) -> Box:
    return Box(
        np.where(grown.low < old.low, -limit, grown.low),
        np.where(grown.high > old.high, limit, grown.high),
    )

"""Interval arithmetic through an LSTM's cell: boxes of states in, boxes of next states out.

A box is an interval for each of some numbers. Whatever state lies in the box that is pushed in,
its next state lies in the box that comes out. All bounds are computed in float64 and rounded
outward by some units in the last place of the LSTM's dtype, so that they hold for any libm and
for any order of summation.
"""

from math import exp
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

    def outward(self, by: Array) -> "Box":
        """Return the boxes, larger on either side *by* some numbers."""
        return Box(self.low - by, self.high + by)

    def meet(self, least: Any, most: Any) -> "Box":
        """Return the parts between *least* and *most*."""
        return Box(np.maximum(self.low, least), np.minimum(self.high, most))


class State(NamedTuple):
    """Boxes of h and of c, each (..., H)."""

    h: Box
    c: Box


class Gates(NamedTuple):
    """What the gates do to N states by each of V words: boxes (N, V, H)."""

    forget: Box  # f
    added: Box  # i · g
    output: Box  # o


def cell_limit(lstm: LSTM, words: int) -> float:
    """Return what no cell exceeds on any text of up to *words* words.

    Each word adds at most 1 to a cell's size, for f, i, |g| ≤ 1 also as they are rounded, and a
    sum is rounded by at most half an eps of it. From 4 / eps on two numbers of the dtype lie at
    least 4 apart, so that there adding 1 changes nothing.

    >>> from lstmcount.nn.counting_lstm import counting_lstm
    >>> round(cell_limit(counting_lstm(), 1000), 6), cell_limit(counting_lstm(), 2**62) == 2.0**54
    (1000.0, True)
    """
    eps = float(np.finfo(lstm.dtype).eps)
    first = float(np.abs(lstm.c_0).max())
    growth = exp(min(words * eps, 100.0))
    return min(max(first, 4 / eps), (first + words) * growth)


def products(lstm: LSTM, h: Box) -> Box:
    """Return W_hh h (N, 4H) for every h in some boxes (N, H), whatever the order of the additions.

    The boxes have room for the rounding of all sums that the gates make of it. With u half an eps,
    H products are added with an error of at most H · u times the sum of their sizes, here and in
    the LSTM, and the input and the biases add a few more.

    >>> from lstmcount.nn.counting_lstm import counting_lstm
    >>> zero = Box(np.zeros((1, 6)), np.zeros((1, 6)))
    >>> bool(products(counting_lstm(), zero).high.max() < 1e-11)
    True
    """
    w_h = lstm.weight_hh.astype(np.float64).T
    middle, radius = (h.low + h.high) / 2, (h.high - h.low) / 2
    center, spread = middle @ w_h, radius @ np.abs(w_h)
    size = np.abs(middle) @ np.abs(w_h) + spread + np.abs(lstm.weight_ih.astype(np.float64)).max(1)
    size += np.abs(lstm.bias_ih.astype(np.float64)) + np.abs(lstm.bias_hh.astype(np.float64))
    terms = 2 * lstm.hidden_size + lstm.input_size + ULPS
    spread += terms * float(np.finfo(lstm.dtype).eps) * size
    return Box(center - spread, center + spread)


def open_gates(lstm: LSTM, recurrent: Box) -> Gates:
    """Return the gates for all that W_hh h may be, boxes (N, 4H)."""
    info = np.finfo(lstm.dtype)
    inputs = lstm.weight_ih.astype(np.float64).T + lstm.bias_ih + lstm.bias_hh  # (V, 4H)
    low, high = (np.split(end[:, None] + inputs, 4, axis=-1) for end in recurrent)
    z_i, z_f, z_g, z_o = (Box(*ends) for ends in zip(low, high, strict=True))
    added = rounded_outward(times(_sigmoid(z_i, info), _tanh(z_g, info)), info)
    return Gates(_sigmoid(z_f, info), added, _sigmoid(z_o, info))


def next_c(gates: Gates, c: Box) -> Box:
    """Return f · c + i · g (N, V, H) for every c in some boxes (N, H), but for its rounding."""
    kept = times(gates.forget, c.rows((slice(None), None)))
    return Box(kept.low + gates.added.low, kept.high + gates.added.high)


def rounding_of_c(lstm: LSTM, gates: Gates, c: Box) -> Array:
    """Return by how much the rounding of its product and its sum may change f · c + i · g."""
    info = np.finfo(lstm.dtype)
    size = gates.forget.high * np.maximum(np.abs(c.low), np.abs(c.high))[:, None]
    size += np.maximum(np.abs(gates.added.low), np.abs(gates.added.high))
    rounding: Array = 2 * ULPS * float(info.eps) * size + 2 * float(info.smallest_normal)
    return rounding


def next_h(lstm: LSTM, gates: Gates, c: Box) -> Box:
    """Return o · tanh(c) for every next c in some boxes (N, V, H)."""
    info = np.finfo(lstm.dtype)
    return rounded_outward(times(gates.output, _tanh(c, info)), info).meet(-1, 1)


def transfer(lstm: LSTM, gates: Gates, c: Box) -> State:
    """Return what states with these *gates* become by each word (N, V, H); *c* is (N, H).

    >>> from lstmcount.nn.counting_lstm import counting_lstm
    >>> lstm, zero = counting_lstm(), Box(np.zeros((1, 6)), np.zeros((1, 6)))
    >>> after = transfer(lstm, open_gates(lstm, products(lstm, zero)), zero)
    >>> round(float(after.h.low[0, 1, 1]), 2)  # the flag "good", after "good"
    0.76
    """
    next_cells = next_c(gates, c).outward(rounding_of_c(lstm, gates, c))
    return State(next_h(lstm, gates, next_cells), next_cells)


def rounded_outward(box: Box, info: "np.finfo[Any]") -> Box:
    """Return *box*, larger by some ulps of the dtype and by what underflow can lose."""
    margin, lost = ULPS * float(info.eps), float(info.smallest_normal)
    return Box(
        box.low - (np.abs(box.low) * margin + lost), box.high + (np.abs(box.high) * margin + lost)
    )


def times(a: Box, b: Box) -> Box:
    """Return the products of all pairs of numbers in *a* and *b*."""
    corners = [x * y for x in a for y in b]
    return Box(np.minimum.reduce(corners), np.maximum.reduce(corners))


def _sigmoid(z: Box, info: "np.finfo[Any]") -> Box:
    bound = rounded_outward(Box(sigmoid(z.low), sigmoid(z.high)), info).meet(0, 1)
    # Where e^−z is far below half an ulp of 1, 1 + e^−z is exactly 1 in any arithmetic.
    exact = z.low > -np.log(float(info.eps) / ULPS)
    return Box(np.where(exact, 1.0, bound.low), bound.high)


def _tanh(z: Box, info: "np.finfo[Any]") -> Box:
    return rounded_outward(Box(np.tanh(z.low), np.tanh(z.high)), info).meet(-1, 1)

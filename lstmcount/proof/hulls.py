"""Boxes of states that lie near each other, merged into their hulls.

What is kept of h is a box of W_hh h, all that the next step needs of it: the hull of such boxes is
smaller than W_hh times the hull of boxes of h.
"""

import numpy as np

from ..machine.counter_machine import Integers
from ..nn.lstm import LSTM, Array
from .intervals import Box, State, products

BATCH = 1 << 14
"""So many units of boxes are handled at once, in a few megabytes."""

_FINEST, _COARSER = 1e-3, 1.15
"""The first distance at which boxes are merged, and how it grows where there are too many."""


def near(
    places: Array, label: Integers, most: int, distance: float
) -> tuple[Integers, Integers, float]:
    """Return an order of N boxes and where in it each group begins: *most* at most.

    The boxes of a group have the same *label* (N,) and lie in the same cell of a grid over their
    *places* (N, D). It is made coarser than *distance* until there are few enough groups, or one
    for each label; the third result is how coarse. A distance of 0 merges nothing, if that will do.
    A cell is told by a number drawn for it: should two cells have the same, their boxes are merged,
    which is as sound.

    >>> places, label = np.array([[0.0], [0.4], [0.0]]), np.array([1, 1, 2])
    >>> order, first, distance = near(places, label, most=2, distance=0)
    >>> order.tolist(), first.tolist(), 0.4 < distance < 1
    ([0, 1, 2], [0, 2], True)
    """
    if len(label) <= most and not distance:
        return np.arange(len(label)), np.arange(len(label)), distance
    distance = distance or _FINEST
    draw = np.random.default_rng(0).integers(-(1 << 62), 1 << 62, places.shape[1])
    while True:
        cell = np.rint(places / distance).astype(np.int64) @ draw
        order = np.lexsort((cell, label))
        new_label, new_cell = np.diff(label[order]) != 0, np.diff(cell[order]) != 0
        first = np.flatnonzero(np.concatenate([[True], new_label | new_cell]))
        if len(first) <= most or not (new_cell & ~new_label).any():
            return order, first, distance
        distance *= _COARSER


def hulls(lstm: LSTM, state: State, rows: Integers, first: Integers) -> tuple[Box, Box]:
    """Return the hulls of W_hh h (G, 4H) and of c (G, H) of groups of boxes.

    *rows* (N,) says which boxes of *state* these are, and *first* (G,) where in it each group
    begins.

    >>> from lstmcount.nn.counting_lstm import counting_lstm
    >>> boxes = Box(np.zeros((2, 6)), np.array([[1.0] * 6, [2.0] * 6]))
    >>> _, c = hulls(counting_lstm(), State(boxes, boxes), np.array([1, 0]), np.array([0]))
    >>> c.high.tolist()
    [[2.0, 2.0, 2.0, 2.0, 2.0, 2.0]]
    """
    size = max(1, BATCH // lstm.hidden_size)
    recurrent = Box(*np.empty((2, len(first), 4 * lstm.hidden_size)))
    c = Box(*np.empty((2, len(first), lstm.hidden_size)))
    begin = 0
    while begin < len(first):  # a batch of groups at a time
        end = max(begin + 1, int(np.searchsorted(first, first[begin] + size)))
        members = rows[first[begin] : first[end] if end < len(first) else None]
        starts = first[begin:end] - first[begin]
        parts = products(lstm, state.h.rows(members)), state.c.rows(members)
        for whole, part in zip((recurrent, c), parts, strict=True):
            whole.low[begin:end] = np.minimum.reduceat(part.low, starts)
            whole.high[begin:end] = np.maximum.reduceat(part.high, starts)
        begin = end
    return recurrent, c

"""All texts of a length at once: boxes that together hold every state they can lead to.

A box holds the states after some texts of the same length, with the same score by the closed form
and the same last word. Every box is pushed through the cell by every word; then boxes of the same
score and last word whose states are near each other are merged into their hull. So, by induction
over the length, the state after any text is in a box with its score and its last word. If the pad
leaves the counter within 0.5 of the score for every state of every box, all texts of this length
are right.

Nothing is assumed, and any boxes may be merged; the fewer the better, and the nearer to each other.
How near is settled at each length by how many boxes there may be. What is kept of h is a box of
W_hh h, all that the next step needs of it: the hull of such boxes is smaller than W_hh times the
hull of boxes of h.
"""

from collections.abc import Iterator
from time import monotonic
from typing import NamedTuple

import numpy as np

from ..defaults import TOLERANCE
from ..machine.counter_machine import Integers
from ..nn.lstm import LSTM, Array
from ..text.vocabulary import NOT, UH, WORDS
from .finite_closure import CLOSED_FORM
from .intervals import Box, State, products, transfer

MOST_UNITS = 1 << 20
"""More units of boxes than these do not fit in half a gigabyte."""

_BATCH = 1 << 14
"""So many units of boxes are pushed at once, in a few megabytes."""

_COUNTER = 0.5
"""How much a distance of counters weighs beside one of h or of tanh(c)."""

_FINEST, _COARSER = 1e-3, 1.15
"""The first distance at which boxes are merged, and how it grows where there are too many."""


class _Boxes(NamedTuple):
    recurrent: Box  # (N, 4H), of W_hh h
    c: Box  # (N, H)
    score: Integers  # (N,), by the closed form
    last: Integers  # (N,), the last word


def merged_texts(
    lstm: LSTM, up_to: int, most_boxes: int, deadline: float = np.inf
) -> Iterator[int]:
    """Yield 0, 1, 2, …: so far all texts are right. It ends where that is not seen, or *up_to*.

    >>> from lstmcount.nn.counting_lstm import counting_lstm
    >>> list(merged_texts(counting_lstm(), up_to=5, most_boxes=1000))
    [0, 1, 2, 3, 4, 5]
    """
    boxes, distance = _first(lstm), 0.0
    for length in range(up_to + 1):
        pushed = _pushed(lstm, boxes)
        count = pushed.c.rows((slice(None), UH, lstm.score_unit))
        right = (count.high - boxes.score < TOLERANCE) & (boxes.score - count.low < TOLERANCE)
        if not right.all() or monotonic() > deadline:
            return
        yield length
        score, last, state = _appended(boxes, pushed)
        order = first = np.arange(len(score))
        if len(score) > most_boxes or distance:
            places = _places(lstm, score, state)
            label = score * len(WORDS) + last
            order, first, distance = _near(places, label, most_boxes, distance or _FINEST)
        boxes = _hulls(lstm, score, last, state, order, first)


def _first(lstm: LSTM) -> _Boxes:
    h, c = (first[None].astype(np.float64) for first in (lstm.h_0, lstm.c_0))
    return _Boxes(products(lstm, Box(h, h)), Box(c, c), np.zeros(1, np.intp), np.array([UH]))


def _pushed(lstm: LSTM, boxes: _Boxes) -> State:
    """Return what the boxes become by each word (N, V, H), a batch at a time."""
    shape = len(boxes.score), len(WORDS), lstm.hidden_size
    result = State(*(Box(np.empty(shape), np.empty(shape)) for _ in range(2)))
    size = max(1, _BATCH // lstm.hidden_size)
    for first in range(0, len(boxes.score), size):
        rows = slice(first, first + size)
        state = transfer(lstm, boxes.recurrent.rows(rows), boxes.c.rows(rows))
        for whole, part in zip(result, state, strict=True):
            whole.low[rows], whole.high[rows] = part
    return result


def _appended(boxes: _Boxes, pushed: State) -> tuple[Integers, Integers, State]:
    """Return the scores, last words (4N,) and boxes (4N, H) of texts that are a word longer."""
    words = np.arange(len(WORDS))
    added = CLOSED_FORM.increment[(boxes.last == NOT).astype(np.intp)]
    score: Integers = (boxes.score[:, None] + added).ravel()
    h, c = (Box(*(end.reshape(len(score), -1) for end in box)) for box in pushed)
    return score, np.tile(words, len(boxes.score)), State(h, c)


def _places(lstm: LSTM, score: Integers, state: State) -> Array:
    """Return where the middle of each box lies (N, 2H): h, tanh(c), and how far the counter is."""
    h, c = ((box.low + box.high) / 2 for box in state)
    off = c[:, lstm.score_unit] - score
    places = np.concatenate([h, np.tanh(c)], axis=1)
    places[:, lstm.hidden_size + lstm.score_unit] = _COUNTER * off
    return places


def _near(
    places: Array, label: Integers, most: int, distance: float
) -> tuple[Integers, Integers, float]:
    """Return an order of the boxes (N,) and where in it each group begins: *most* at most.

    The boxes of a group have the same *label* (N,) and lie in the same cell of a grid, which is
    made coarser until there are few enough groups, or one for each label. Also its distance. A cell
    is told by a number drawn for it: should two cells have the same, their boxes are merged, which
    is as sound.
    """
    draw = np.random.default_rng(0).integers(-(1 << 62), 1 << 62, places.shape[1])
    while True:
        cell = np.rint(places / distance).astype(np.int64) @ draw
        order = np.lexsort((cell, label))
        new_label, new_cell = np.diff(label[order]) != 0, np.diff(cell[order]) != 0
        first = np.flatnonzero(np.concatenate([[True], new_label | new_cell]))
        if len(first) <= most or not (new_cell & ~new_label).any():
            return order, first, distance
        distance *= _COARSER


def _hulls(
    lstm: LSTM, score: Integers, last: Integers, state: State, order: Integers, first: Integers
) -> _Boxes:
    """Return the hulls of some groups of boxes, a batch of groups at a time."""
    size = max(1, _BATCH // lstm.hidden_size)
    recurrent = Box(*np.empty((2, len(first), 4 * lstm.hidden_size)))
    c = Box(*np.empty((2, len(first), lstm.hidden_size)))
    begin = 0
    while begin < len(first):
        end = max(begin + 1, int(np.searchsorted(first, first[begin] + size)))
        rows = order[first[begin] : first[end] if end < len(first) else None]
        starts = first[begin:end] - first[begin]
        parts = products(lstm, state.h.rows(rows)), state.c.rows(rows)
        for whole, part in zip((recurrent, c), parts, strict=True):
            whole.low[begin:end] = np.minimum.reduceat(part.low, starts)
            whole.high[begin:end] = np.maximum.reduceat(part.high, starts)
        begin = end
    return _Boxes(recurrent, c, score[order[first]], last[order[first]])

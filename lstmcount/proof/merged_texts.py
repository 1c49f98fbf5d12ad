"""All texts of a length at once: boxes that together hold every state they can lead to.

A box holds the states after some texts of the same length, with the same last word, whose scores by
the closed form have the same *label*: the score itself, and from 6 on "6 or more", for the control
hears next to nothing of how much more. Every box is pushed through the cell by every word; then
boxes of the same label and last word whose states are near each other are merged into their hull
(:mod:`.hulls`). So, by induction over the length, the state after any text is in a box with its
label and its last word. If the pad leaves the counter within 0.5 of the score for every state of
every box, all texts of this length are right.

What a box holds of the counter's cell is how far it is off the score, whatever the score is. A word
adds to that i · g, less what the closed form adds, less (1 − f) · c; and c lies as far off a score
that the label allows, which is at most the length. From "6 or more", a word that takes 1 away leads
to 5 or leaves 6 or more, and the box goes either way.

Nothing is assumed, and any boxes may be merged; the fewer the better, and the nearer to each other.
How near is settled at each length by how many boxes there may be.

Tried without gain at the same cost: affine forms, which keep a single box narrow for any number of
words, but not one that is merged with others at each; grids that are finer where the next words
spread states, or where boxes are wide; and stepping again, unmerged, what led to a box that fails.
"""

from collections.abc import Iterator
from time import monotonic
from typing import Any, NamedTuple

import numpy as np

from ..defaults import TOLERANCE
from ..machine.counter_machine import Integers
from ..machine.influence import heard_units
from ..nn.lstm import LSTM, Array
from ..text.vocabulary import NOT, UH, WORDS
from .finite_closure import CLOSED_FORM
from .hulls import BATCH, hulls, near
from .intervals import Box, Gates, State, open_gates, products, rounding_of_c, times, transfer

MOST_UNITS = 1 << 20
"""More units of boxes than these do not fit in half a gigabyte."""

_HEARD_SCORES = 6
"""Scores are told apart up to here, if the control hears the score: tanh(6) is nearly 1."""

_COUNTER = 0.5
"""How much a distance of counters weighs beside one of h or of tanh(c)."""


class Boxes(NamedTuple):
    """N boxes of states after texts of the same length."""

    recurrent: Box  # (N, 4H), of W_hh h
    c: Box  # (N, H); of the counter, how far it is off the score
    label: Integers  # (N,)
    last: Integers  # (N,), the last word

    def rows(self, index: Any) -> "Boxes":
        """Return the boxes at *index*."""
        recurrent, c = self.recurrent.rows(index), self.c.rows(index)
        return Boxes(recurrent, c, self.label[index], self.last[index])


def merged_texts(
    lstm: LSTM, up_to: int, most_boxes: int, deadline: float = np.inf
) -> Iterator[int]:
    """Yield 0, 1, 2, …: so far all texts are right. It ends where that is not seen, or *up_to*.

    >>> from lstmcount.nn.counting_lstm import counting_lstm
    >>> list(merged_texts(counting_lstm(), up_to=5, most_boxes=1000))
    [0, 1, 2, 3, 4, 5]
    """
    by_length = boxes_by_length(lstm, most_boxes)
    for length, (_, pushed) in zip(range(up_to + 1), by_length, strict=False):
        off = pushed.c.rows((slice(None), UH, lstm.score_unit))
        if not (np.maximum(-off.low, off.high) < TOLERANCE).all() or monotonic() > deadline:
            return
        yield length


def boxes_by_length(lstm: LSTM, most: int) -> Iterator[tuple[Boxes, State]]:
    """Yield, for texts of 0, 1, 2, … words, *most* boxes at most, and what each word makes of them.

    These are boxes (N, V, H). They, too, hold of the counter's cell how far it is off.

    >>> from lstmcount.nn.counting_lstm import counting_lstm
    >>> by_length = boxes_by_length(counting_lstm(), most=1000)
    >>> [len(next(by_length)[0].label) for _ in range(4)]
    [1, 4, 16, 64]
    """
    edge = _HEARD_SCORES if heard_units(lstm)[lstm.score_unit] else 0
    boxes, distance, length = _first(lstm), 0.0, 0
    while True:
        pushed = _pushed(lstm, boxes, length, edge)
        yield boxes, pushed
        row, label = _relabelled(boxes, length, edge)
        last = row % len(WORDS)
        state = State(*(Box(*(end.reshape(-1, lstm.hidden_size) for end in b)) for b in pushed))
        places = _places(lstm, state)[row]
        order, first, distance = near(places, label * len(WORDS) + last, most, distance)
        kept = order[first]
        boxes = Boxes(*hulls(lstm, state, row[order], first), label[kept], last[kept])
        length += 1


def _first(lstm: LSTM) -> Boxes:
    h, c = (first[None].astype(np.float64) for first in (lstm.h_0, lstm.c_0))
    return Boxes(products(lstm, Box(h, h)), Box(c, c), np.zeros(1, np.intp), np.array([UH]))


def _pushed(lstm: LSTM, boxes: Boxes, length: int, edge: int) -> State:
    """Return what the boxes become by each word (N, V, H), a batch at a time."""
    shape = len(boxes.label), len(WORDS), lstm.hidden_size
    result = State(*(Box(np.empty(shape), np.empty(shape)) for _ in range(2)))
    size = max(1, BATCH // lstm.hidden_size)
    for first in range(0, len(boxes.label), size):
        rows = slice(first, first + size)
        for whole, part in zip(result, _after(lstm, boxes.rows(rows), length, edge), strict=True):
            whole.low[rows], whole.high[rows] = part
    return result


def _after(lstm: LSTM, boxes: Boxes, length: int, edge: int) -> State:
    """Return what the boxes become by each word (N, V, H), *length* being that of their texts."""
    least = np.where(boxes.label == -edge, -length, boxes.label)
    most = np.where(boxes.label == edge, length, boxes.label)
    cells = Box(boxes.c.low.copy(), boxes.c.high.copy())
    cells.low[:, lstm.score_unit] += least
    cells.high[:, lstm.score_unit] += most
    gates = open_gates(lstm, boxes.recurrent)
    after = transfer(lstm, gates, cells)
    after.c.low[..., lstm.score_unit], after.c.high[..., lstm.score_unit] = _off(
        lstm, boxes, gates, cells
    )
    return after


def _off(lstm: LSTM, boxes: Boxes, gates: Gates, cells: Box) -> Box:
    """Return how far the counter, which is in *cells* (N, H), is off after each word (N, V)."""
    counter = (..., [lstm.score_unit])
    before, kept = (box.rows(counter) for box in (boxes.c, cells))  # (N, 1)
    forget, added, output = (box.rows(counter) for box in gates)  # (N, V, 1)
    leak = times(Box(1 - forget.high, 1 - forget.low), kept.rows((slice(None), None)))
    before = before.rows((slice(None), None))
    sizes = sum(np.maximum(np.abs(box.low), np.abs(box.high)) for box in (before, added, leak))
    rounding = rounding_of_c(lstm, Gates(forget, added, output), kept)
    rounding += 8 * np.finfo(np.float64).eps * (1 + sizes)
    expected = _expected(boxes)[..., None]
    off = Box(
        before.low + added.low - leak.high - expected,
        before.high + added.high - leak.low - expected,
    )
    return off.outward(rounding).rows((..., 0))


def _expected(boxes: Boxes) -> Integers:
    """Return what the closed form adds by each word (N, V)."""
    increments: Integers = CLOSED_FORM.increment[(boxes.last == NOT).astype(np.intp)]
    return increments


def _relabelled(boxes: Boxes, length: int, edge: int) -> tuple[Integers, Integers]:
    """Return which of the boxes that come out (4N,) have which label; some have two."""
    before = np.repeat(boxes.label, len(WORDS))
    label = before + _expected(boxes).ravel()
    stays = (np.abs(before) == edge) & (np.abs(label) < edge) & (length > edge)
    (also,) = np.nonzero(stays)
    row = np.concatenate([np.arange(len(label)), also])
    return row, np.concatenate([label.clip(-edge, edge), before[also]])


def _places(lstm: LSTM, state: State) -> Array:
    """Return where the middle of each box lies (N, 2H): h, tanh(c), and how far the counter is."""
    h, c = ((box.low + box.high) / 2 for box in state)
    places = np.concatenate([h, np.tanh(c)], axis=1)
    places[:, lstm.hidden_size + lstm.score_unit] = _COUNTER * c[:, lstm.score_unit]
    return places

"""Boxes at the nodes of a graph that hold every state that a text of up to N words can lead to.

The ends of h are the same for all n ≤ N words. An end of c may move outward by a *rate* r for each
word: after n words it lies at b + n · r. That is what a cell needs that forgets nothing, or next
to nothing, and that rounding moves by a hair at each word, or a word by 1.

The boxes are an invariant. At node 0 they hold the first state. Suppose that the box of node u
holds the state after n < N words, and let an edge lead from u to v. The gates lie between bounds
that hold for every h in the box of u. So the next c is at most f · (b_u + n · r_u) + i · g, and
since 0 ≤ f ≤ f_max ≤ 1 at most [max of f · b_u] + [max of i · g] + rounding + n · f_max · r_u. It
is checked that the first three come to at most b_v + r_v, and that f_max · r_u ≤ r_v: together, to
at most b_v + (n + 1) · r_v. From below likewise. The next h is o · tanh(c), and it is checked that
this lies in the box of v for every c up to the end that c has after N words. So, by induction,
the state after n words lies in the box of its node.

One thing is assumed: that at each node the counter is off the closed form's score by no more than
the node's *window* allows. Whoever uses the boxes has to show that it is so.
"""

import numpy as np

from ..machine.counter_machine import Integers
from ..nn.lstm import LSTM, Array
from .graphs import Graph
from .intervals import Box, cell_limit, next_c, next_h, open_gates, products, rounding_of_c

_LEAP_AFTER, _LEAP_H_AFTER = 8, 32
"""A node's ends of c and h that move after so many times leap beyond where they must, 2, 4, 8 …
times as far: slow growth ends soon, and h, which follows from c, is not spoilt."""

_DRIFT_AFTER = 16
"""A node's ends of c that have to move after so many times get a rate instead."""


def h_invariant(lstm: LSTM, graph: Graph, window: Box, words: int) -> Box:
    """Return boxes of h (N, H) that hold for all texts of up to *words* words, which is N above.

    *window* (N,) is how far the counter may be off at each node.

    >>> from lstmcount.nn.counting_lstm import counting_lstm
    >>> from lstmcount.proof.graphs import Detail, state_graph
    >>> graph = state_graph(counting_lstm(), Detail(suffix=2), most_nodes=100)
    >>> window = Box(np.full(graph.nodes, -1.5), np.full(graph.nodes, 1.5))
    >>> h = h_invariant(counting_lstm(), graph, window, words=10**6)
    >>> float((h.high - h.low)[:, :5].max()) < 1e-9
    True
    """
    search = _Search(lstm, graph, window, words)
    grown = np.flatnonzero(~graph.fault)
    while len(grown):
        grown = search.push(grown)
    return _box(search.h)


class _Search:
    """Boxes that grow until they are an invariant. All ends are upper ones: of −c and of c."""

    def __init__(self, lstm: LSTM, graph: Graph, window: Box, words: int) -> None:
        self._lstm, self._graph, self._words = lstm, graph, words
        self._limit = cell_limit(lstm, words)
        counter = Box(graph.score.low + window.low, graph.score.high + window.high)
        self._counter = np.array([-counter.low, counter.high]).clip(max=self._limit)
        self.h = np.array([-graph.h, graph.h])  # (2, N, H)
        self._c = np.array([-graph.c, graph.c])  # after 0 words
        self._c[..., lstm.score_unit] = self._counter
        self._moved = np.zeros_like(self._c)  # after N words: N · r
        self._times = np.zeros(graph.nodes, dtype=np.intp)

    def push(self, nodes: Integers) -> Integers:
        """Push the boxes of *nodes* along their edges, and return the nodes that grew by it."""
        target, h, c, moved = self._hulls(nodes)
        c[..., self._lstm.score_unit] = self._counter[:, target]
        h_excess = h - self.h[:, target]
        c_excess = c - (self._c[:, target] + self._moved[:, target] / self._words)
        bounded = self._c[:, target] < self._limit
        moved_excess = np.where(bounded, moved - self._moved[:, target], 0)
        grew = (np.maximum(np.maximum(h_excess, c_excess), moved_excess) > 0).any(axis=(0, 2))
        target = target[grew]
        self._times[target] += 1
        times = self._times[target][:, None]
        leap = 2.0 ** (times - _LEAP_H_AFTER).clip(0, 60)
        self.h[:, target] = np.minimum(1, self.h[:, target] + leap * h_excess[:, grew].clip(0))
        self._moved[:, target] += moved_excess[:, grew].clip(0)
        self._grow_c(target, c_excess[:, grew].clip(0), times)
        leaving: Integers = target[~self._graph.fault[target]]
        return leaving

    def _grow_c(self, nodes: Integers, excess: Array, times: Integers) -> None:
        """Move the ends of c at *nodes* by their *excess*, or let them move so far each word."""
        c, moved, drifts = self._c[:, nodes], self._moved[:, nodes], times > _DRIFT_AFTER
        c += np.where(drifts, 0, 2.0 ** (times - _LEAP_AFTER).clip(0, 60) * excess)
        moved += np.where(drifts & (excess > 0), np.maximum(moved, excess * self._words), 0)
        unbounded = c + moved >= self._limit
        self._c[:, nodes] = np.where(unbounded, self._limit, c)
        self._moved[:, nodes] = np.where(unbounded, 0, moved)

    def _hulls(self, nodes: Integers) -> tuple[Integers, Array, Array, Array]:
        """Return where the edges of *nodes* lead (T,), and what comes there: ends (2, T, H)."""
        graph, lstm, c, moved = self._graph, self._lstm, self._c[:, nodes], self._moved[:, nodes]
        gates = open_gates(lstm, products(lstm, _box(self.h[:, nodes])))
        last = _box(np.minimum(c + moved, self._limit))
        rounding = rounding_of_c(lstm, gates, last)
        last = next_c(gates, last).outward(rounding).meet(-self._limit, self._limit)
        ends = (
            _ends(next_h(lstm, gates, last)),
            _ends(next_c(gates, _box(c)).outward(rounding).meet(-self._limit, self._limit)),
            gates.forget.high * moved[:, :, None],
        )
        edges = np.flatnonzero(np.isin(graph.source, nodes))
        rows = np.searchsorted(nodes, graph.source[edges])
        target, first = np.unique(graph.target[edges], return_index=True)
        h, c, moved = (
            np.maximum.reduceat(end[:, rows, graph.word[edges]], first, axis=1) for end in ends
        )
        return target, h, c, moved


def _box(ends: Array) -> Box:
    return Box(-ends[0], ends[1])


def _ends(box: Box) -> Array:
    return np.array([-box.low, box.high])

"""From boxes at the nodes of a graph: for how many words does the LSTM count right?

The *error* after a text is how far the counter is off the closed form's score. An LSTM may count
a word late, so an error is not yet a fault; it is a fault if after the pad it is 0.5 or more.

A word adds to the error what the LSTM adds, less what the closed form adds, less what the forget
gate takes from the counter, and the rounding of a product and of a sum. Boxes bound all of this
for each edge, from below and from above. So the largest error at a node, of texts of up to n
words, is at most the longest path to it of n edges: U_n+1(v) = max of U_n(v) and of U_n(u) + w
over the edges from u to v. What the forget gate takes grows with the counter, and that with the
number of words, so w grows with n, by at most a *slope* for each word.

Paths are followed for some thousand words. Suppose all U grew by at most d over the last p words.
Longest paths keep order, and paths to nodes that begin d higher end d higher; so they grow by at
most d over the next p words, and slope · p² more since each of the p edges is so much longer.
Over k times p words they grow by at most k · d + slope · p² · k(k + 1) / 2. From below likewise.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from ..defaults import TOLERANCE
from ..nn.lstm import LSTM, Array
from ..text.vocabulary import UH
from .graphs import Graph
from .intervals import Box, Gates

_STRETCHES = ((12, 60), (840, 1680))
"""Periods p, and for how many words paths are followed before the last p are taken as the rule.

The second is divided by the length of every cycle of up to 8 edges, so that its drift is met
exactly; the first is quick, and enough where little drifts.
"""

_ROUNDING = 1e-15
"""What the additions here may lose, all sizes being a few units at most."""


class ErrorBounds(NamedTuple):
    """What is proved on a graph."""

    words: int  # up to how many it counts right; −1 if none
    drift: float  # the most that one word adds wrongly, beyond what the words before it owed
    leak: float  # the most of the counter that one word forgets


def error_bounds(
    lstm: LSTM, graph: Graph, gates: Gates, window: Box, up_to: int, enough: int
) -> ErrorBounds:
    """Return for how many words, *up_to* at most, an LSTM is right that has these *gates*.

    *window* (N,) is how far the counter was assumed to be off at each node; so far as is proved,
    it is less than that. No more work is done than to prove it for *enough* words.
    """
    paths = _Paths(_Edges(lstm, graph, gates, window), float(lstm.c_0[lstm.score_unit]))
    for period, followed in _STRETCHES:
        words = paths.follow(min(up_to, followed))
        if words == followed:
            words = paths.extrapolate(period, up_to)
        if words < followed or words >= enough:
            break
    return ErrorBounds(words, paths.drift, paths.edges.leak)


class _Paths:
    """The longest paths so far, for texts of up to 0, 1, 2, … words."""

    def __init__(self, edges: "_Edges", first: float) -> None:
        self.edges = edges
        most = np.full(edges.nodes, -np.inf)
        most[0] = first
        self._next = np.where(np.isinf(most), np.inf, most), most
        self._bounds: list[tuple[Array, Array]] = []  # of the error at each node
        self._margins: list[float] = []  # how far that is from being wrong

    @property
    def drift(self) -> float:
        """The most that a word adds wrongly, beyond what the words before it owed."""
        return self.edges.drift(*self._bounds[-1]) if self._bounds else 0.0

    def follow(self, up_to: int) -> int:
        """Return for how many words, *up_to* at most, no path goes wrong; −1 for none."""
        while len(self._bounds) <= up_to:
            least, most = self._next
            ends = self.edges.ends(least, most, len(self._bounds))
            margin = self.edges.margin(least, most, ends)
            if not margin > 0:
                break
            self._bounds.append(self._next)
            self._margins.append(margin)
            self._next = self.edges.longest(least, most, ends)
        return len(self._bounds) - 1

    def extrapolate(self, period: int, up_to: int) -> int:
        """Return for how many words no path goes wrong, the last *period* being the rule."""
        margins, words = self._margins[-period:], len(self._bounds) - 1
        (old_least, old_most), (least, most) = self._bounds[-1 - period], self._bounds[-1]
        if np.isinf(old_most).any():
            return words  # there is a node that is reached later, if ever
        growth = float(max((most - old_most).max(), (old_least - least).max()))
        slope = self.edges.slope

        def is_right(k: int, margin: float) -> bool:
            grown = k * growth + slope * period**2 * k * (k + 1) / 2
            return margin - grown - slope * k * period > 0

        periods = _largest(lambda k: is_right(k, margins[-1]), up_to // period + 1)
        further = sum(is_right(periods + 1, margin) for margin in margins)
        return min(up_to, words + periods * period + further)


class _Edges:
    """What each edge adds to the error at most, for texts of up to so many words."""

    def __init__(self, lstm: LSTM, graph: Graph, gates: Gates, window: Box) -> None:
        rows = graph.source, graph.word, lstm.score_unit
        self._graph, self._window, self.nodes = graph, window, graph.nodes
        self._first = np.unique(graph.target, return_index=True)[1]
        self._targets = graph.target[self._first]
        self._pad = graph.word == UH
        added, forget = gates.added.rows(rows), gates.forget.rows(rows)
        self._wrong = Box(added.low - graph.expected, added.high - graph.expected)
        self._taken = Box(forget.low - 1, forget.high - 1)  # of the counter
        info = np.finfo(lstm.dtype)
        exact = forget.low == 1  # then the product is not rounded
        self._rounding = np.where(exact, 0.5, 1.0) * float(info.eps)
        self._lost = np.where(exact, 0.0, float(info.smallest_normal)) + _ROUNDING
        self._score = graph.score.rows(graph.source)
        self._off = window.rows(graph.source)
        self.leak = float(max(0.0, -self._taken.low.min()))
        self.slope = self.leak + float(info.eps)

    def added(self, words: int) -> Box:
        """Return what each edge (E,) adds to the error, from texts of up to *words* words."""
        score = self._score.meet(-words, words)
        counter = Box(score.low + self._off.low, score.high + self._off.high)
        corners = [t * c for t in self._taken for c in counter]
        size = np.maximum(np.abs(counter.low), np.abs(counter.high)) + 2
        rounding = self._rounding * size + self._lost
        return Box(
            self._wrong.low + np.minimum.reduce(corners) - rounding,
            self._wrong.high + np.maximum.reduce(corners) + rounding,
        )

    def ends(self, least: Array, most: Array, words: int) -> Box:
        """Return between what the errors lie where each edge ends."""
        added = self.added(words)
        return Box(least[self._graph.source] + added.low, most[self._graph.source] + added.high)

    def margin(self, least: Array, most: Array, ends: Box) -> float:
        """Return how far all errors are from a fault after the pad, and from leaving the window."""
        if np.isfinite(most[self._graph.fault]).any():
            return -np.inf
        pad = max(ends.high[self._pad].max(), -ends.low[self._pad].min())
        room = min((self._window.high - most).min(), (least - self._window.low).min())
        return float(min(TOLERANCE - pad, room))

    def longest(self, least: Array, most: Array, ends: Box) -> tuple[Array, Array]:
        """Return the bounds at each node for texts of up to one word more."""
        next_least, next_most = least.copy(), most.copy()
        to = self._targets
        next_least[to] = np.minimum(least[to], np.minimum.reduceat(ends.low, self._first))
        next_most[to] = np.maximum(most[to], np.maximum.reduceat(ends.high, self._first))
        return next_least, next_most

    def drift(self, least: Array, most: Array) -> float:
        """Return the most that an edge adds, beyond the difference of the bounds at its ends."""
        source, target = self._graph.source, self._graph.target
        reached = np.isfinite(most[source]) & np.isfinite(most[target])
        source, target, wrong = source[reached], target[reached], self._wrong.rows(reached)
        above = wrong.high + most[source] - most[target]
        below = wrong.low + least[source] - least[target]
        return float(max(above.max(initial=0), -below.min(initial=0)))


def _largest(holds: Callable[[int], bool], most: int) -> int:
    """Return the largest k of up to *most* for which *holds* does; from 0 up to it, all do."""
    low, high = 0, most + 1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if holds(middle) else (low, middle)
    return low

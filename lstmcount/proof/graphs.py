"""Graphs whose nodes hold every text: each word leads along an edge to the next node.

A node stands for texts that end in the same words, whose closed-form scores are the same as far
as the graph tells scores apart, and after which the LSTM is in much the same state. Any graph is
as sound as any other, for what is proved on it speaks of all the states that can be at a node. It
only has to be complete: whatever the text, some path spells it from node 0 on, and the score of
each of its beginnings is one of those that its node there allows. A good graph is small, and the
states at a node lie near each other; so it is made by stepping the LSTM.

A node whose state the pad settles wrongly is a *fault*: no edge leaves it, so the graph speaks only
of texts that are too short to get there.

Scores are told apart from −C to C. At the edge, C means C or more, and from there a word that
takes 1 away may lead to C − 1 or leave C or more: there is an edge for either.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..defaults import TOLERANCE
from ..machine.counter_machine import Integers
from ..nn.lstm import LSTM, Array, one_hot, step
from ..text.vocabulary import NOT, UH, WORDS
from .finite_closure import CLOSED_FORM
from .intervals import Box


class Graph(NamedTuple):
    """N nodes and E edges, which are in the order of their targets."""

    source: Integers  # (E,)
    word: Integers  # (E,)
    target: Integers  # (E,)
    expected: Integers  # (E,), what the closed form adds
    score: Box  # (N,), the closed form's scores that a node allows
    h: Array  # (N, H), of one of its states; at node 0 of the first
    c: Array  # (N, H), likewise, with the counter as if its score were the one nearest to 0
    off: Array  # (N,), by how much the counter is then off
    fault: NDArray[np.bool_]  # (N,)
    suspect: tuple[int, ...] | None  # a shortest text that leads to a fault: wrong, most likely

    @property
    def nodes(self) -> int:
        """N."""
        return len(self.off)


class Detail(NamedTuple):
    """How finely texts are told apart."""

    suffix: int  # by how many of their last words, at least 1
    scores: int = 0  # by their scores from −scores to scores
    distance: float = np.inf  # by states that lie so far apart, in h and tanh(c)


def state_graph(lstm: LSTM, detail: Detail, most_nodes: int) -> Graph | None:
    """Return a graph of *lstm*, or None if it has over *most_nodes* nodes or node 0 is a fault.

    Breadth-first search from the empty text: of each node one state is stepped by every word, and
    what it becomes is a new node unless it lies near one that is there.

    >>> from lstmcount.nn.counting_lstm import counting_lstm
    >>> details = Detail(suffix=2), Detail(suffix=2, scores=1), Detail(suffix=1, distance=0.1)
    >>> [state_graph(counting_lstm(), detail, most_nodes=100).nodes for detail in details]
    [21, 53, 7]
    """
    search = _Search(lstm, detail)
    number = 0
    while number < len(search.nodes) <= most_nodes:
        search.expand(number)
        number += 1
    return search.graph() if 1 < len(search.nodes) <= most_nodes else None


class _Node(NamedTuple):
    """A node's label, and one of its states, with the counter as if its score were the label's."""

    suffix: tuple[int, ...]
    score: int
    h: Array
    c: Array


class _Search:
    """The nodes and edges found so far."""

    def __init__(self, lstm: LSTM, detail: Detail) -> None:
        self._lstm, self._detail = lstm, detail
        self._inputs = one_hot(lstm, range(len(WORDS)))
        self._seen: dict[tuple[tuple[int, ...], int], tuple[list[int], list[Array]]] = {}
        self._edges: list[tuple[int, int, int]] = []  # target, source, word
        self._texts: list[tuple[int, ...]] = []  # of each node, one of the shortest
        self._faults: list[int] = []
        self.nodes: list[_Node] = []
        self._number(_Node((), 0, lstm.h_0, lstm.c_0), ())

    def expand(self, number: int) -> None:
        """Step a node by every word, if it is no fault."""
        node = self.nodes[number]
        after = step(self._lstm, self._inputs, node.h, node.c)
        if not abs(float(after.c[UH, self._lstm.score_unit]) - node.score) < TOLERANCE:
            self._faults.append(number)
            return
        for word in range(len(WORDS)):
            suffix = (*node.suffix, word)[-self._detail.suffix :]
            score = node.score + self._expected(node, word)
            for label in self._labels(node.score, score):
                c = after.c[word].copy()
                c[self._lstm.score_unit] += label - score
                successor = _Node(suffix, label, after.h[word], c)
                target = self._number(successor, (*self._texts[number], word))
                self._edges.append((target, number, word))

    def graph(self) -> Graph:
        """Return the graph, complete once every node has been expanded."""
        target, source, word = np.array(sorted(self._edges)).T
        expected = [self._expected(self.nodes[k], w) for k, w in zip(source, word, strict=True)]
        score = np.array([node.score for node in self.nodes], dtype=np.float64)
        h, c = (np.array([node[k] for node in self.nodes], dtype=np.float64) for k in (2, 3))
        most = self._detail.scores
        allowed = Box(
            np.where(score == -most, -np.inf, score), np.where(score == most, np.inf, score)
        )
        off = c[:, self._lstm.score_unit] - score
        fault = np.zeros(len(self.nodes), dtype=np.bool_)
        fault[self._faults] = True
        suspect = self._texts[self._faults[0]] if self._faults else None
        return Graph(source, word, target, np.array(expected), allowed, h, c, off, fault, suspect)

    def _labels(self, before: int, score: int) -> set[int]:
        """Return how a score may be labelled that was *before* a word and is *score* after it.

        Where *before* is at the edge it may have been 1 more, or much more, than it says.
        """
        most = self._detail.scores
        beyond = score + (before >= most) - (before <= -most)
        return {max(-most, min(most, label)) for label in (score, beyond)}

    def _number(self, node: _Node, text: tuple[int, ...]) -> int:
        """Return the number of the nearest node that is like *node*, or that of a new one."""
        numbers, places = self._seen.setdefault((node.suffix, node.score), ([], []))
        place = self._place(node)
        if numbers:
            distances = np.abs(np.array(places) - place).max(axis=1)
            if distances.min() <= self._detail.distance:
                return numbers[int(distances.argmin())]
        numbers.append(len(self.nodes))
        places.append(place)
        self.nodes.append(node)
        self._texts.append(text)
        return numbers[-1]

    def _place(self, node: _Node) -> Array:
        """Return where a node lies: h, tanh(c) and, for the score, how far the counter is off."""
        cells = np.tanh(node.c)
        cells[self._lstm.score_unit] = node.c[self._lstm.score_unit] - node.score
        h = node.h.copy()
        if self._detail.scores == 0:
            h[self._lstm.score_unit] = 0
        return np.concatenate([h, cells])

    def _expected(self, node: _Node, word: int) -> int:
        return int(CLOSED_FORM.increment[int(node.suffix[-1:] == (NOT,)), word])

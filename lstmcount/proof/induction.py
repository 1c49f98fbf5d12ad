"""Proofs for texts of any length, on graphs from the coarsest to finer ones.

For each graph it is assumed that the counter is never further off than a window around what it is
off in the state that made the node. Under this assumption boxes hold for texts of up to N words
(:mod:`.invariant`), and from the boxes it is computed for how many words, N at most, the counter
stays within the window and right (:mod:`.error_bounds`). So the assumption holds at first, and if
it has held so far, for the next word too.
"""

from collections.abc import Iterator

import numpy as np

from ..machine.influence import heard_units
from ..nn.lstm import LSTM
from .error_bounds import error_bounds
from .graphs import Detail, Graph, state_graph
from .intervals import Box, open_gates, products
from .invariant import h_invariant
from .verdicts import Proof

MOST_NODES = 2000

_SCORE_UNHEARD = [Detail(1, distance=0.1), Detail(2, distance=0.1), Detail(3, distance=0.01)]
_SCORE_HEARD = [
    Detail(1, scores=10, distance=0.1),
    Detail(2, scores=10, distance=0.03),
    Detail(3, scores=3, distance=0.01),
]
"""Where the control hears the score, scores are told apart, so that it is known what it hears."""

_SHORTER = 16
"""So many times fewer words are tried where nothing is proved for more."""


def coarse_graphs(lstm: LSTM) -> Iterator[Graph]:
    """Yield the graph of the last two words, which is enough where states are forgotten soon."""
    return _graphs(lstm, [Detail(2)])


def finer_graphs(lstm: LSTM) -> Iterator[Graph]:
    """Yield finer and finer graphs, those of them that are small."""
    return _graphs(lstm, _SCORE_HEARD if heard_units(lstm)[lstm.score_unit] else _SCORE_UNHEARD)


def _graphs(lstm: LSTM, details: list[Detail]) -> Iterator[Graph]:
    for detail in details:
        graph = state_graph(lstm, detail, MOST_NODES)
        if graph is not None:
            yield graph


def graph_proofs(lstm: LSTM, graph: Graph, up_to: int, proved: int) -> Iterator[Proof]:
    """Yield what can be proved on *graph*, if for more than *proved* words.

    Boxes that hold for more words are larger. So first it is tried for as many as rounding allows,
    then for *up_to*, and then for fewer.

    >>> from lstmcount.nn.counting_lstm import counting_lstm
    >>> graph = next(coarse_graphs(counting_lstm()))
    >>> [proof.proved_up_to > 10**7 for proof in graph_proofs(counting_lstm(), graph, 10**6, 0)]
    [True]
    """
    # The errors of n sums, each rounded by up to half an eps of n, come to 0.5 by here.
    words = most = int(np.sqrt(2 / float(np.finfo(lstm.dtype).eps)))
    while words > max(proved, 0) and proved < up_to:
        proof = _proof(lstm, graph, words, up_to)
        if proof.proved_up_to > proved:
            proved = proof.proved_up_to
            yield proof
        words = min(up_to, most - 1) if words == most else words // _SHORTER


def _proof(lstm: LSTM, graph: Graph, words: int, enough: int) -> Proof:
    slack = 1.0 if np.isinf(graph.score.low).all() else 0.3
    window = Box(graph.off - slack, graph.off + slack)
    h = h_invariant(lstm, graph, window, words)
    bounds = error_bounds(lstm, graph, open_gates(lstm, products(lstm, h)), window, words, enough)
    return Proof("intervals", bounds.words, graph.nodes, bounds.drift, bounds.leak)

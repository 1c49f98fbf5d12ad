"""Graphs are complete, whatever their detail, and boxes on them hold the states of every text."""

import numpy as np
import pytest

from lstmcount.closed_form import closed_form_score
from lstmcount.nn.lstm import LSTM, trace
from lstmcount.proof.graphs import Detail, Graph, state_graph
from lstmcount.proof.induction import graph_proofs
from lstmcount.proof.intervals import Box
from lstmcount.proof.invariant import h_invariant
from tests.helpers.designs import with_ceiling, with_offset, with_parity, with_password
from tests.helpers.variants import random_variant, scaled

DETAILS = [
    Detail(1),
    Detail(2, scores=1),
    Detail(1, scores=2, distance=0.1),
    Detail(2, scores=3, distance=0.5),
    Detail(3, distance=0.01),
]


def nodes_after(graph: Graph, text: list[int]) -> list[int]:
    """The nodes to which *text* can lead, each beginning at a node that allows its score."""
    nodes = {0}
    for n, word in enumerate(text, 1):
        edges = np.isin(graph.source, list(nodes)) & (graph.word == word)
        score = closed_form_score(text[:n])
        nodes = {
            int(k)
            for k in graph.target[edges]
            if graph.score.low[k] <= score <= graph.score.high[k]
        }
    return sorted(nodes)


@pytest.mark.parametrize("detail", DETAILS)
def test_every_text_leads_to_a_node_that_allows_its_score_and_holds_its_state(
    detail: Detail,
) -> None:
    rng = np.random.default_rng(4)
    lstms: list[LSTM] = [scaled(with_parity(), 0.2), *(random_variant(rng) for _ in range(2))]
    for lstm in lstms:
        graph = state_graph(lstm, detail, 3000)
        if graph is None or graph.fault.any():
            continue
        window = Box(graph.off - 5.0, graph.off + 5.0)
        h = h_invariant(lstm, graph, window, words=60)
        for _ in range(4):
            text = rng.integers(0, 4, 40).tolist()
            for n, step in enumerate(trace(lstm, text), 1):
                off = step.c[lstm.score_unit] - closed_form_score(text[:n])
                nodes = nodes_after(graph, text[:n])
                assert nodes
                inside = (h.low[nodes] <= step.h).all(1) & (step.h <= h.high[nodes]).all(1)
                assumed = np.abs(graph.off[nodes] - off) <= 5
                assert inside[assumed].any() or not assumed.any()
                if not assumed.all():
                    break  # of what comes after nothing is said


def test_a_score_at_the_edge_may_stay_there_whatever_is_taken_away() -> None:
    graph = state_graph(with_ceiling(9), Detail(1, scores=2), 1000)
    assert graph is not None
    edge = [k for k in range(graph.nodes) if graph.score.low[k] == 2]
    takes = np.isin(graph.source, edge) & (graph.expected == -1)
    reached = {float(graph.score.low[k]) for k in graph.target[takes]}
    assert reached == {1.0, 2.0}


def test_a_graph_shows_the_password_and_ends_there() -> None:
    password = (1, 2, 0, 3, 1, 2, 2, 0, 1)
    graph = state_graph(scaled(with_password(password), 0.4), Detail(1, distance=0.1), 1000)
    assert graph is not None
    # The counter no longer counts what comes after it; a word that counts shows it.
    assert graph.suspect is not None
    assert graph.suspect[: len(password)] == password or len(graph.suspect) == len(password)
    assert not np.isin(graph.source, np.flatnonzero(graph.fault)).any()


def test_a_fault_that_is_far_away_ends_the_proof_just_before_it() -> None:
    password = (1, 2, 0, 3, 1, 2, 2, 0, 1, 1) * 7  # longer than paths are followed at first
    lstm = scaled(with_password(password), 0.3)
    graph = state_graph(lstm, Detail(1, distance=0.1), 1000)
    assert graph is not None
    *_, proof = graph_proofs(lstm, graph, up_to=1000, proved=8)
    assert proof.proved_up_to == len(password) - 1


def test_there_is_no_graph_of_too_many_nodes_or_where_the_empty_text_is_wrong() -> None:
    assert state_graph(with_parity(), Detail(3), most_nodes=50) is None
    assert state_graph(with_offset(0.6), Detail(3), most_nodes=50) is None

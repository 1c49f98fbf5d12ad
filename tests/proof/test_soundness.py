"""An attack on every claim of every method: no text within what is proved may be counted wrong.

The claims are those of each method by itself, not only the best. The texts are tried by the cell:
all short ones, long ones by chance, each word and each pair repeated, and what a search finds.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from lstmcount.closed_form import closed_form_score
from lstmcount.machine.influence import cone_of_influence
from lstmcount.nn.counting_lstm import counting_lstm
from lstmcount.nn.final_cells import final_cells
from lstmcount.nn.lstm import LSTM
from lstmcount.proof.beam_search import beam_search
from lstmcount.proof.induction import coarse_graphs, finer_graphs, graph_proofs
from lstmcount.proof.merged_texts import merged_texts
from lstmcount.proof.verify import proofs
from lstmcount.text.vocabulary import UH
from tests.helpers.designs import trained, with_ceiling, with_offset, with_parity, with_password
from tests.helpers.scale import SCALE, scaled_down
from tests.helpers.variants import random_variant, scaled, single_weight_mutants

DTYPES = ("float64", "float32", "float16")
LONG = 300


def claims(lstm: LSTM) -> Iterator[tuple[str, int]]:
    """For how many words each method proves *lstm* right."""
    cone = cone_of_influence(lstm)
    for make in (coarse_graphs, finer_graphs):
        for graph in make(cone):
            for proof in graph_proofs(cone, graph, up_to=10**5, proved=-1):
                yield f"{graph.nodes} nodes", proof.proved_up_to
    for most in (20, 100):
        yield f"{most} boxes", max(merged_texts(cone, 9, most), default=-1)
    for verdict in proofs(lstm, 200, seconds=0.1):
        yield verdict.proof.method, verdict.proof.proved_up_to


def texts(lstm: LSTM, longest: int, rng: np.random.Generator) -> list[tuple[int, ...]]:
    """Texts of up to *longest* words on which an LSTM may fail."""
    chosen = [text for n in range(min(longest, 4) + 1) for text in product(range(4), repeat=n)]
    lengths = rng.integers(0, longest + 1, 40)
    chosen += [tuple(rng.integers(0, 4, length).tolist()) for length in lengths]
    loops = [loop for n in (1, 2) for loop in product(range(4), repeat=n)]
    chosen += [(loop * longest)[:longest] for loop in loops]
    worst = beam_search(lstm, min(longest, 30))
    return chosen if worst is None else [*chosen, worst]


def assert_no_claim_is_false(lstm: LSTM, name: str, rng: np.random.Generator) -> int:
    """Return the most that was proved."""
    made = list(claims(lstm))
    proved = max(words for _, words in made)
    tried = texts(lstm, min(max(proved, 0), LONG), rng)
    scores = final_cells(lstm, [[*text, UH] for text in tried])[:, lstm.score_unit]
    expected = [closed_form_score(text) for text in tried]
    wrong = [
        len(t) for t, s, e in zip(tried, scores, expected, strict=True) if not abs(s - e) < 0.5
    ]
    shortest = min(wrong, default=10**9)
    assert [claim for claim in made if claim[1] >= shortest] == [], (name, shortest)
    return proved


def designs() -> dict[str, LSTM]:
    password = (1, 2, 0, 3, 1, 2, 2, 0, 1)
    return {
        "offset": with_offset(0.49),
        "password": scaled(with_password(password), 0.4),
        "parity": scaled(with_parity(), 0.3),
        "ceiling": with_ceiling(4),
        "ceiling, weaker": scaled(with_ceiling(2), 0.4),
        "leaky": scaled(counting_lstm(), 0.12),
    }


@pytest.mark.parametrize("name", designs())
@pytest.mark.parametrize(
    "dtype", [DTYPES[0], *(pytest.param(dtype, marks=pytest.mark.slow) for dtype in DTYPES[1:])]
)
def test_no_claim_about_a_design_is_false(name: str, dtype: str) -> None:
    lstm = designs()[name].astype(dtype)
    assert_no_claim_is_false(lstm, name, np.random.default_rng(0))


@pytest.mark.parametrize("files", [3, pytest.param(scaled_down(300), marks=pytest.mark.slow)])
def test_no_claim_about_a_random_lstm_is_false(files: int) -> None:
    rng = np.random.default_rng(21)
    proved = [
        assert_no_claim_is_false(random_variant(rng).astype(DTYPES[k % 3]), str(k), rng)
        for k in range(files)
    ]
    assert files < 10 or max(proved) > 10  # or the test would say little


@pytest.mark.parametrize("files", [2, pytest.param(scaled_down(60), marks=pytest.mark.slow)])
def test_no_claim_about_a_trained_lstm_is_false(files: int) -> None:
    rng = np.random.default_rng(22)
    for k in range(files):
        assert_no_claim_is_false(trained(rng).astype(DTYPES[k % 3]), str(k), rng)


STEP = round(1 / min(1, SCALE))  # of the mutants, every so many


@pytest.mark.parametrize("step", [40, pytest.param(STEP, marks=pytest.mark.slow)])
def test_no_claim_about_a_mutant_is_false(step: int) -> None:
    rng = np.random.default_rng(23)
    for k, (name, lstm) in enumerate(single_weight_mutants()):
        if k % step == 0:
            assert_no_claim_is_false(scaled(lstm, 0.3).astype(DTYPES[k % 3]), name, rng)


def test_no_claim_is_made_where_the_empty_text_is_wrong() -> None:
    lstm = with_offset(0.6)
    assert list(coarse_graphs(lstm)) == []
    assert list(merged_texts(lstm, 3, 100)) == []


@pytest.mark.parametrize(("dtype", "bits"), [("float64", 53), ("float32", 24), ("float16", 11)])
def test_no_claim_goes_beyond_what_the_arithmetic_counts(dtype: str, bits: int) -> None:
    lstm = scaled(counting_lstm(), 0.9).astype(dtype)
    for graph in coarse_graphs(lstm):
        for proof in graph_proofs(lstm, graph, 10**17, proved=-1):
            assert 0 < proof.proved_up_to <= 2**bits


def test_a_unit_that_is_left_out_is_one_that_the_score_never_hears_of() -> None:
    rng = np.random.default_rng(3)
    for _ in range(20):
        lstm = random_variant(rng)
        weights = {"weight_hh": lstm.weight_hh * (rng.random(lstm.weight_hh.shape) < 0.3)}
        lstm = replace(lstm, **weights)
        cone = cone_of_influence(lstm)
        tokens = [rng.integers(0, 4, 20).tolist() for _ in range(10)]
        np.testing.assert_allclose(
            final_cells(cone, tokens)[:, cone.score_unit],
            final_cells(lstm, tokens)[:, lstm.score_unit],
            rtol=0,
            atol=1e-9,
        )

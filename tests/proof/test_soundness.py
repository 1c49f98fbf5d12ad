"""No claim of any method is false of designs, of random and trained LSTMs, and of mutants.

The texts are stepped by the cell; tests/nn/test_torch.py steps them by PyTorch.
"""

from dataclasses import replace

import numpy as np
import pytest

from lstmcount.machine.influence import cone_of_influence
from lstmcount.nn.counting_lstm import counting_lstm
from lstmcount.nn.final_cells import final_cells
from lstmcount.proof.induction import coarse_graphs, graph_proofs
from lstmcount.proof.merged_texts import merged_texts
from tests.helpers.attack import assert_no_claim_is_false
from tests.helpers.designs import (
    all_designs,
    trained,
    with_offset,
)
from tests.helpers.scale import SCALE, scaled_down
from tests.helpers.variants import random_variant, scaled, single_weight_mutants

DTYPES = ("float64", "float32", "float16")


@pytest.mark.parametrize("name", all_designs())
@pytest.mark.parametrize(
    "dtype", [DTYPES[0], *(pytest.param(dtype, marks=pytest.mark.slow) for dtype in DTYPES[1:])]
)
def test_no_claim_about_a_design_is_false(name: str, dtype: str) -> None:
    lstm = all_designs()[name].astype(dtype)
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

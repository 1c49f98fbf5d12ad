"""Proofs by intervals for LSTMs that are no machines."""

from dataclasses import replace

import numpy as np
import pytest

from lstmcount.nn.counting_lstm import Gate, Unit, counting_lstm
from lstmcount.proof.verify import verify
from tests.helpers.variants import with_more_units


@pytest.mark.parametrize(("more", "weakly"), [(0, 0.5), (3, 0.5), (58, 0.01)])
def test_other_designs_are_proved_by_intervals(more: int, weakly: float) -> None:
    lstm = with_more_units(counting_lstm(), more, weakly, np.random.default_rng(more))
    verdict = verify(lstm)
    assert (verdict.verdict, verdict.proof.method) == ("proved", "intervals")


@pytest.mark.parametrize("gate", Gate)
@pytest.mark.parametrize("weight", [-100, 100])
def test_a_strong_weight_on_a_closed_output_gate_changes_no_proof(
    gate: Gate, weight: float
) -> None:
    for unit in Unit:
        weight_hh = counting_lstm().weight_hh.copy()
        weight_hh[gate * len(Unit) + unit, Unit.SCORE] = weight
        assert verify(replace(counting_lstm(), weight_hh=weight_hh)).verdict == "proved"

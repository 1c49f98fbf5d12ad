"""Stepping only the counter of a repeated text gives the very bits of stepping the whole cell."""

from dataclasses import replace
from itertools import islice

import numpy as np
import pytest

from lstmcount.nn.counting_lstm import Gate, Unit, counting_lstm
from lstmcount.nn.final_cells import final_cells
from lstmcount.nn.lstm import LSTM
from lstmcount.proof.repeated_texts import (
    LOOPS,
    PATIENCE,
    find_repeated_failure,
    scores_of_repeats,
)
from lstmcount.proof.verify import verify
from lstmcount.text.vocabulary import UH
from tests.helpers.variants import random_variant, scaled, with_more_units


def a_flag_that_forgets_nothing() -> LSTM:
    bias_hh = counting_lstm().bias_hh.copy()
    bias_hh[Gate.F * len(Unit) + Unit.NOT] *= -1
    return replace(counting_lstm(), bias_hh=bias_hh)


RNG = np.random.default_rng(3)
LSTMS = {
    "built-in": counting_lstm(),
    "scaled": scaled(counting_lstm(), 0.1),
    "float16": scaled(counting_lstm(), 0.3).astype("float16"),
    "float32": scaled(counting_lstm(), 0.2).astype("float32"),
    "idle units": with_more_units(scaled(counting_lstm(), 0.2), 9, 0.0, RNG),
    "reads its counter": with_more_units(scaled(counting_lstm(), 0.2), 2, 0.5, RNG),
    "forgets nothing": a_flag_that_forgets_nothing(),
    "negative start": replace(counting_lstm(), c_0=np.array([9, -9, 0, 0, 0, -30.0])),
} | {f"random {k}": random_variant(RNG) for k in range(12)}


@pytest.mark.parametrize(
    ("name", "most"),
    [
        *((name, 100 if name.startswith("random") else 600) for name in LSTMS),
        *(pytest.param(name, 600, marks=pytest.mark.slow) for name in LSTMS),
    ],
)
def test_repeats_have_the_bits_of_the_whole_cell(name: str, most: int) -> None:
    lstm = LSTMS[name]
    scores = [list(islice(scores_of_repeats(lstm, loop), most)) for loop in LOOPS]
    for times in (1, 2, 3, 50, most):
        cells = final_cells(lstm, [[*loop * times, UH] for loop in LOOPS])[:, lstm.score_unit]
        assert [score[times - 1] for score in scores] == cells.tolist()


def test_the_search_ends_however_far_it_is_asked_to_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lstmcount.proof.repeated_texts.MOST", 5000, raising=False)
    assert find_repeated_failure(counting_lstm(), 10**16) is None
    assert verify(counting_lstm(), 10**16).verdict == "unknown"


@pytest.mark.parametrize(
    ("factor", "longer"), [(0.18, 3), pytest.param(0.22, 20, marks=pytest.mark.slow)]
)
def test_a_text_far_beyond_the_patience_is_found_and_the_cell_gets_it_wrong(
    factor: float, longer: int
) -> None:
    lstm = scaled(counting_lstm(), factor)
    wrong = find_repeated_failure(lstm, 1_000_000)
    assert wrong is not None
    assert wrong.pump is not None
    assert wrong.pump.times > longer * PATIENCE
    assert final_cells(lstm, [[*wrong.text, UH]])[0, lstm.score_unit] == wrong.score


def test_gates_that_never_recur_are_not_followed_for_ever() -> None:
    lstm = with_more_units(counting_lstm(), 40, 0.0, np.random.default_rng(1))
    weight_hh = lstm.weight_hh.copy()
    weight_hh[-1, :40] = 1.0  # the score's output gate
    weight_hh[40:46, :40] = 1.0  # what the counter's own units hear
    lstm = type(lstm)(**{**vars(lstm), "weight_hh": weight_hh})
    assert len(list(scores_of_repeats(lstm, (1,)))) == PATIENCE

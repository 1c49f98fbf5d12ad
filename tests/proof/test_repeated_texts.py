"""Stepping only the counter gives the very bits of stepping the whole cell."""

from dataclasses import replace
from itertools import islice

import numpy as np
import pytest

from lstmcount.nn.counting_lstm import Gate, Unit, counting_lstm
from lstmcount.nn.lstm import LSTM, final_cells
from lstmcount.proof.repeated_texts import LOOPS, PATIENCE, find_repeated_failure, scores_of_repeats
from lstmcount.proof.verify import verify
from lstmcount.text.vocabulary import UH

from .variants import random_variant, scaled, with_more_units

TIMES = 600


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


@pytest.mark.parametrize("name", LSTMS)
def test_repeats_have_the_bits_of_the_whole_cell(name: str) -> None:
    lstm = LSTMS[name]
    scores = [list(islice(scores_of_repeats(lstm, loop), TIMES)) for loop in LOOPS]
    for times in (1, 2, 3, 50, TIMES):
        cells = final_cells(lstm, [[*loop * times, UH] for loop in LOOPS])[:, lstm.score_unit]
        assert [score[times - 1] for score in scores] == cells.tolist()


def test_the_search_ends_however_far_it_is_asked_to_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lstmcount.proof.repeated_texts.MOST", 5000, raising=False)
    assert find_repeated_failure(counting_lstm(), 10**16) is None
    assert verify(counting_lstm(), 10**16).verdict == "unknown"


def test_a_text_far_beyond_the_patience_is_found_and_the_cell_gets_it_wrong() -> None:
    lstm = scaled(counting_lstm(), 0.22)
    pump = find_repeated_failure(lstm, 1_000_000)
    assert pump is not None
    assert pump.times > 20 * PATIENCE
    text = [*pump.loop * pump.times, UH]
    assert final_cells(lstm, [text])[0, lstm.score_unit] == pump.score

"""What is compiled to a pair counter scores as the LSTM does, and the rest is not compiled."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from lstmcount.machine.compilation import compile_lstm
from lstmcount.nn.counting_lstm import Gate, Unit, counting_lstm
from lstmcount.nn.final_cells import final_cells
from lstmcount.nn.lstm import LSTM
from lstmcount.text.vocabulary import UH
from tests.helpers.variants import single_weight_mutants


@pytest.mark.parametrize("longest", [4, pytest.param(5, marks=pytest.mark.slow)])
def test_a_compiled_mutant_scores_as_its_cell_does(longest: int) -> None:
    texts = [list(text) for n in range(longest + 1) for text in product(range(4), repeat=n)]
    padded = [[*text, UH] for text in texts]
    found = 0
    for name, lstm in [("built-in", counting_lstm()), *single_weight_mutants()]:
        counter = compile_lstm(lstm)
        if counter:
            found += 1
            cells = final_cells(lstm, padded)[:, lstm.score_unit]
            assert [counter.score(counter.segment(text)) for text in texts] == np.rint(
                cells
            ).tolist(), name
            assert np.abs(cells - np.rint(cells)).max() < 1e-9
    assert found > 50  # or the test would say little


def wrong_after_two_nots() -> LSTM:
    """A `not` after a `not` raises no flag, so `not not bad` counts −1."""
    weight_hh = counting_lstm().weight_hh.copy()
    weight_hh[Gate.O * len(Unit) + Unit.NOT, Unit.NOT] = -200
    return replace(counting_lstm(), weight_hh=weight_hh)


def test_a_machine_that_looks_further_back_is_not_compiled() -> None:
    assert compile_lstm(wrong_after_two_nots()) is None

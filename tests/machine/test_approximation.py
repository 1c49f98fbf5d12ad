"""Near states taken for one make a machine that is told apart from the LSTM where it differs."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from lstmcount.machine.approximation import approximate
from lstmcount.machine.extraction import NoMachineError, extract
from lstmcount.nn.counting_lstm import counting_lstm
from lstmcount.nn.final_cells import final_cells
from lstmcount.nn.lstm import LSTM
from lstmcount.nn.weight_files import load_lstm
from lstmcount.text.vocabulary import UH
from tests.helpers.variants import random_variant, scaled


def test_a_distance_too_small_to_join_anything_gives_the_very_machine() -> None:
    exact, found = extract(counting_lstm()).machine, approximate(counting_lstm(), 1e-300).machine
    assert (found.transition == exact.transition).all()
    assert (found.increment == exact.increment).all()


@pytest.mark.parametrize(
    "lstm",
    [scaled(counting_lstm(), 0.1), load_lstm("samples/trained.json")],
    ids=["leaky", "trained"],
)
def test_an_lstm_that_is_no_machine_is_nearly_the_one_of_four_states(lstm: LSTM) -> None:
    with pytest.raises(NoMachineError):
        extract(lstm)
    found, exact = approximate(lstm, 0.3), extract(counting_lstm()).machine.minimal()
    assert (found.machine.minimal().transition == exact.transition).all()
    assert (found.machine.minimal().increment == exact.increment).all()
    assert found.short.agreeing == found.short.texts == (4**7 - 1) // 3
    assert 0 < found.rounding < 0.1


def test_texts_on_which_the_machine_is_wrong_are_counted() -> None:
    rng = np.random.default_rng(4)
    seen = set()
    for lstm in (counting_lstm(), *(random_variant(rng) for _ in range(5))):
        found = approximate(lstm, 0.5)
        texts = [[*text, UH] for n in range(7) for text in product(range(4), repeat=n)]
        scores = final_cells(lstm, texts)[:, lstm.score_unit]
        counts = np.array([found.machine.run(text)[1] for text in texts])
        assert found.short.agreeing == (np.abs(scores - counts) < 0.5).sum()
        seen.add(found.short.agreeing == found.short.texts)
    assert seen == {False, True}


def test_a_start_that_is_not_whole_is_rounded_and_told() -> None:
    lstm = counting_lstm()
    start = np.where(np.arange(6) == lstm.score_unit, 2.25, lstm.c_0)
    found = approximate(replace(lstm, c_0=start), 0.3)
    assert (found.machine.initial_count, found.rounding) == (2, 0.25)


def test_what_hears_of_no_unit_is_a_machine_of_one_state() -> None:
    lstm = replace(counting_lstm(), weight_hh=np.zeros((24, 6)))
    assert approximate(lstm, 0.3).machine.states == 1


def test_counts_that_are_too_large_are_refused() -> None:
    lstm = counting_lstm()
    start = np.where(np.arange(6) == lstm.score_unit, 1e300, lstm.c_0)
    with pytest.raises(NoMachineError, match="it begins with or adds 1e\\+300, too large to count"):
        approximate(replace(lstm, c_0=start), 0.3)

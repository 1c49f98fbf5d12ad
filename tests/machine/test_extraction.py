"""The counter machine of an LSTM, or why there is none."""

import tracemalloc
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstmcount.machine.extraction import NoMachineError, extract
from lstmcount.nn.counting_lstm import Gate, Unit, counting_lstm
from lstmcount.nn.lstm import trace
from lstmcount.text.vocabulary import UH, Vocabulary
from tests.helpers.cases import CASES
from tests.helpers.variants import (
    with_more_units,
)

BUILT_IN = extract(counting_lstm())


@pytest.mark.parametrize(("dtype", "states"), [("float64", 9), ("float32", 9), ("float16", 7)])
def test_the_built_in_lstm_is_a_machine_of_few_states(dtype: str, states: int) -> None:
    machine = extract(counting_lstm().astype(dtype)).machine
    assert (machine.states, machine.minimal().states) == (states, 4)
    assert set(machine.increment.flat) == {-1, 0, 1}


def test_the_rounding_error_is_no_more_than_another_order_of_addition_would_leave() -> None:
    assert 0 <= BUILT_IN.rounding_error < 1e-63


@pytest.mark.parametrize(("text", "scores"), CASES)
def test_the_machine_scores_the_cases(text: str, scores: list[int]) -> None:
    tokens = [*Vocabulary().tokens(text), UH]
    for machine in (BUILT_IN.machine, BUILT_IN.machine.minimal()):
        assert [machine.run(tokens[:n])[1] for n in range(1, len(tokens) + 1)] == scores


@given(st.lists(st.integers(0, 3), max_size=60))
def test_the_machine_steps_as_the_cell_does(tokens: list[int]) -> None:
    lstm = counting_lstm()
    state, count = BUILT_IN.machine.run([*tokens, UH])
    last = list(trace(lstm, [*tokens, UH]))[-1]
    flags = slice(0, Unit.SCORE)
    assert last.h[flags].tobytes() == BUILT_IN.h[state, flags].tobytes()
    assert last.c[flags].tobytes() == BUILT_IN.c[state, flags].tobytes()
    assert last.c[Unit.SCORE] == pytest.approx(count, abs=1e-60)


def test_a_wrong_lstm_gives_its_own_machine() -> None:
    weight_hh = counting_lstm().weight_hh.copy()
    weight_hh[Gate.G * len(Unit) + Unit.SCORE, Unit.NOT_BAD] *= -1
    wrong = replace(counting_lstm(), weight_hh=weight_hh)
    assert extract(wrong).machine.run(Vocabulary().tokens("not bad uh"))[1] == -1


def test_a_machine_keeps_a_started_counter() -> None:
    c_0 = np.array([0, 0, 0, 0, 0, 7.0])
    machine = extract(replace(counting_lstm(), c_0=c_0)).machine
    assert machine.run([1, UH])[1] == machine.minimal().run([1, UH])[1] == 8


def changed(name: str, row: int, column: int, value: float) -> object:
    array = getattr(counting_lstm(), name).copy()
    array.reshape(24, -1)[row, column] = value
    return replace(counting_lstm(), **{name: array})


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("weight_hh", 18, 5, 0.1), "its control reads the counter: gate o of unit 'bad'"),
        (("bias_hh", 11, 0, 20), "its counter leaks: a forget gate of 0.99999999793884631, not exactly 1"),
        (("bias_hh", 17, 0, 0.5), "it adds 0.462117, which is not a whole number"),
    ],
)  # fmt: skip
def test_what_is_no_machine_is_refused_with_the_reason(
    change: tuple[str, int, int, float], message: str
) -> None:
    with pytest.raises(NoMachineError) as error:
        extract(changed(*change))  # type: ignore[arg-type]
    assert str(error.value) == message


def test_too_many_states_end_the_search() -> None:
    with pytest.raises(NoMachineError, match="more than 8 control states"):
        extract(counting_lstm(), max_states=8)


def test_a_search_of_many_units_stays_in_bounded_memory() -> None:
    lstm = with_more_units(counting_lstm(), 94, 0.0, np.random.default_rng(0))
    rows = lstm.weight_hh.reshape(4, 100, 100)
    rows[:, :94, -1] = 0
    rows[3, :94, :94] = np.random.default_rng(1).normal(size=(94, 94))
    rows[3, 94, :94] = 1e-6  # and the control hears of them all
    tracemalloc.start()
    with pytest.raises(NoMachineError, match="more than 4096 control states"):
        extract(lstm)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 64 << 20


def test_the_score_may_read_its_own_output_gate() -> None:
    assert extract(changed("weight_hh", 23, 5, 3.0)).machine.states == 9  # type: ignore[arg-type]


def test_every_state_is_reached_by_the_text_that_stands_for_it() -> None:
    texts = BUILT_IN.machine.shortest_texts()
    assert [BUILT_IN.machine.run(list(text))[0] for text in texts] == list(range(9))
    assert [len(text) for text in texts] == [0, 1, 1, 1, 1, 2, 2, 2, 2]

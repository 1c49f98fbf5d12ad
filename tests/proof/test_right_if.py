"""When would a wrong LSTM be right? The true reading is named, and nothing that was not proved."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations
from time import process_time

import numpy as np
import pytest

from lstmcount.nn.counting_lstm import counting_lstm
from lstmcount.nn.lstm import LSTM, trace
from lstmcount.proof.readings import GATES, Reading, all_matrices
from lstmcount.proof.right_if import right_if
from lstmcount.proof.verify import verify
from lstmcount.text.vocabulary import BAD, UH, WORDS
from tests.helpers.variants import scaled, with_four_units

BUILT_IN = counting_lstm()
PARAMETERS = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")


def with_gates(lstm: LSTM, order: tuple[str, ...]) -> LSTM:
    """Stack the gates of *lstm* in another order, block by block."""
    blocks = {name: np.split(getattr(lstm, name), 4) for name in PARAMETERS}
    turned = {
        name: np.concatenate([own[GATES.index(gate)] for gate in order])
        for name, own in blocks.items()
    }
    return replace(lstm, **turned)


def with_words(lstm: LSTM, order: tuple[str, ...]) -> LSTM:
    return replace(lstm, weight_ih=np.stack([lstm.weight_ih.T[WORDS.index(w)] for w in order], 1))


def wrong_ones() -> Iterator[tuple[LSTM, Reading]]:
    """Every wrong order of gates and of words, every other unit, transposed matrices, starts."""
    for order in permutations(GATES):
        yield with_gates(BUILT_IN, order), Reading(gates=order)
    for words in permutations(WORDS):
        yield with_words(BUILT_IN, words), Reading(words=words)
    for unit in range(5):
        yield replace(BUILT_IN, score_unit=unit), Reading(score_unit=5)
    w_ih, w_hh = BUILT_IN.weight_ih, BUILT_IN.weight_hh
    blocks = np.concatenate([block.T for block in np.split(w_hh, 4)])
    yield (
        replace(BUILT_IN, weight_hh=blocks),
        Reading(matrices="weight_hh_l0 transposed gate by gate"),
    )
    written = w_ih.T.reshape(24, 4), w_hh.T.reshape(24, 6)
    yield replace(BUILT_IN, weight_ih=written[0]), Reading(matrices="weight_ih_l0 column by column")
    yield replace(BUILT_IN, weight_hh=written[1]), Reading(matrices="weight_hh_l0 column by column")
    both = replace(BUILT_IN, weight_ih=written[0], weight_hh=written[1])
    yield both, Reading(matrices="weight_ih_l0 and weight_hh_l0 column by column")
    by_unit = {n: np.stack(np.split(getattr(BUILT_IN, n), 4), 1) for n in PARAMETERS}
    by_unit = {n: a.reshape(getattr(BUILT_IN, n).shape) for n, a in by_unit.items()}
    yield replace(BUILT_IN, **by_unit), Reading(matrices="rows unit by unit")
    yield replace(BUILT_IN, c_0=np.full(6, 2.0)), Reading(c_0=0.0)
    yield replace(BUILT_IN, c_0=np.eye(6)[5]), Reading(start="zero")


WRONG = [(lstm, reading) for lstm, reading in wrong_ones() if reading.gates != GATES]
WRONG = [(lstm, reading) for lstm, reading in WRONG if reading.words != WORDS]


@pytest.mark.parametrize(("lstm", "reading"), WRONG, ids=[str(r.as_dict()) for _, r in WRONG])
def test_the_true_reading_is_named(lstm: LSTM, reading: Reading) -> None:
    begin = process_time()
    found = right_if(lstm)
    assert process_time() - begin < 5
    assert reading in found
    assert all(one.changes == 1 and verify(one.of(lstm)) for one in found)


def test_there_are_as_many_wrong_orders_as_there_are() -> None:
    assert [sum(getattr(r, n) is not None for _, r in WRONG) for n in ("gates", "words")] == [
        23,
        23,
    ]


@pytest.mark.parametrize(
    ("lstm", "reading"),
    [
        (replace(with_gates(BUILT_IN, GATES[::-1]), score_unit=1), Reading(gates=GATES[::-1], score_unit=5)),
        (with_words(with_gates(BUILT_IN, GATES[::-1]), WORDS[::-1]), Reading(gates=GATES[::-1], words=WORDS[::-1])),
        (replace(BUILT_IN, score_unit=0, c_0=np.full(6, -3.0)), Reading(score_unit=5, c_0=0.0)),
    ],
)  # fmt: skip
def test_two_changes_are_found_where_one_does_not_do(lstm: LSTM, reading: Reading) -> None:
    found = right_if(lstm)
    assert reading in found
    assert {one.changes for one in found} == {2}


def test_a_start_that_was_forgotten_is_found() -> None:
    after = list(trace(BUILT_IN, [UH, BAD]))[-1]
    wrong = replace(BUILT_IN, h_0=after.h, c_0=np.append(after.c[:5], 0.0))
    assert verify(wrong).counterexample == ()
    assert Reading(start="after uh") in right_if(wrong)


def test_nothing_is_named_that_is_not_proved() -> None:
    weight_hh = BUILT_IN.weight_hh.copy()
    weight_hh[2 * 6 + 5, 3] *= -1
    for lstm in (replace(BUILT_IN, weight_hh=weight_hh), scaled(BUILT_IN, 0.1)):
        assert right_if(lstm) == []


def test_without_time_nothing_is_named() -> None:
    assert right_if(replace(BUILT_IN, score_unit=0), seconds=0) == []


def test_square_matrices_of_the_inputs_may_be_transposed_too() -> None:
    lstm = with_four_units()
    assert len(all_matrices(lstm)) == len(all_matrices(BUILT_IN)) + 2
    blocks = np.concatenate([block.T for block in np.split(lstm.weight_ih, 4)])
    reading = Reading(matrices="weight_ih_l0 transposed gate by gate")
    assert reading in right_if(replace(lstm, weight_ih=blocks))

"""How far the LSTM is from the RNN that it contains: nowhere more than the bound."""

import math
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from lstmcount.nn.rnn import EXACT_FROM, SimpleRNN, random_rnn, states
from lstmcount.nn.rnn_gap import SWEEP, compare, gaps
from tests.helpers.variants import (
    random_simple_rnn,
    random_tokens,
)


@pytest.mark.parametrize("how_many", [30, pytest.param(200, marks=pytest.mark.slow)])
def test_random_rnns_and_their_lstms_are_equal_to_the_last_bit(how_many: int) -> None:
    rng = np.random.default_rng(2)
    for _ in range(how_many):
        rnn = random_simple_rnn(rng)
        steps = list(gaps(rnn, random_tokens(rng, rnn, 100)))
        assert {(step.gap, step.bound) for step in steps} == {(0.0, 0.0)}


@pytest.mark.parametrize("dtype", EXACT_FROM)
@pytest.mark.parametrize("largest", [0.3, 2, 10])
def test_no_gap_is_above_its_bound(dtype: str, largest: float) -> None:
    rng = np.random.default_rng(6)
    visible = 0
    for c_0 in [0.0] * 20 + rng.uniform(0, EXACT_FROM[dtype], 60).tolist():
        rnn = random_simple_rnn(rng, largest).astype(dtype)
        steps = list(gaps(rnn, random_tokens(rng, rnn, 30), c_0))
        assert all(0 <= step.gap <= step.bound <= 1 for step in steps)
        visible += c_0 == 0 and steps[0].gap > 0.01
    assert visible == 20


def test_no_gap_is_above_its_bound_where_rounding_is_all_there_is() -> None:
    rng = np.random.default_rng(7)
    last_bits = 0
    for c_0 in np.linspace(17, 19, 40).tolist():
        rnn = random_simple_rnn(rng)
        for step in gaps(rnn, random_tokens(rng, rnn, 40), c_0):
            assert step.gap <= step.bound
            last_bits += 0 < step.gap < 1e-15
    assert last_bits > 50


@pytest.mark.parametrize("dtype", EXACT_FROM)
def test_units_that_read_no_other_stay_within_what_the_factor_takes(dtype: str) -> None:
    bias = np.linspace(-12, 12, 200)
    rnn = SimpleRNN(np.zeros((200, 1)), np.zeros((200, 200)), 0 * bias, bias, 0 * bias)
    rnn = rnn.astype(dtype)
    reached = 0
    for c_0 in np.linspace(0, EXACT_FROM[dtype], 40).astype(dtype).tolist():
        (step,) = gaps(rnn, [0], c_0)
        assert step.gap <= step.bound == 1 - float(np.tanh(np.asarray([c_0 + 1], dtype))[0])
        reached += step.gap == step.bound
    assert reached > 10


def one_unit(weight: float, bias: float, h_0: float = 0) -> SimpleRNN:
    zero = np.zeros(1)
    return SimpleRNN(zero[None], np.array([[weight]]), zero, np.array([bias]), np.array([h_0]))


def test_the_bound_is_reached_by_a_unit_that_is_on() -> None:
    (step,) = gaps(one_unit(0, 50), [0], c_0=0)
    assert step.gap == step.bound == 1 - np.tanh(1.0)


def test_a_gap_travels_through_the_recurrent_weights() -> None:
    # At h = 1/2 the slope is 1/4, so that a weight of 4 hands on the whole gap.
    steps = list(gaps(one_unit(4, -2, h_0=0.5), [0] * 5, c_0=3))
    lost = [1 - math.tanh(3 + t) for t in range(1, 6)]
    assert all(step.gap > own for step, own in zip(steps[1:], lost[1:], strict=True))
    for (before, after), own in zip(pairwise(steps), lost[1:], strict=True):
        assert after.bound == pytest.approx(before.bound + own, abs=1e-12)


def test_the_bound_never_exceeds_one_and_needs_no_gap_where_nothing_is_read() -> None:
    assert [step.bound for step in gaps(one_unit(1e6, 0), [0] * 3, c_0=0)][1:] == [1, 1]
    *_, last = gaps(one_unit(0, 0), [0] * 30, c_0=0)
    assert (last.gap, last.bound) == (0, 0)


@pytest.mark.parametrize(("dtype", "c_0"), EXACT_FROM.items())
def test_the_gap_is_0_from_the_c_0_of_each_arithmetic_on(dtype: str, c_0: float) -> None:
    rng = np.random.default_rng(8)
    for _ in range(30):
        rnn = random_simple_rnn(rng).astype(dtype)
        tokens = random_tokens(rng, rnn, 60)
        assert {(step.gap, step.bound) for step in gaps(rnn, tokens, c_0)} == {(0.0, 0.0)}
        assert {part.dtype for part in states(rnn, tokens)} == {np.dtype(dtype)}
    rnn = replace(rnn, bias_hh=rnn.bias_hh + 100)  # every unit is on, where a gap shows first
    assert next(gaps(rnn, [0], c_0 - 1.5)).gap > 0


def test_the_gap_falls_with_e_to_the_minus_two_c_0() -> None:
    found = compare(random_rnn(np.random.default_rng(0), 3, 4), [0, 2, 1] * 5, c_0=1)
    assert [one.c_0 for one in found.sweep] == list(SWEEP)
    assert found.largest == found.sweep[1]
    assert found.largest.max_gap == max(step.gap for step in found.trace)
    of_ten = [one.max_gap * math.exp(2 * one.c_0) for one in found.sweep[2:5]]
    assert max(of_ten) < 1.1 * min(of_ten)
    assert found.sweep[-1][1:] == (0, 0)

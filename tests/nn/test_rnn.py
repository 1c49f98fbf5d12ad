"""The sigmoid RNN and the LSTM that contains it: equal, or no further apart than the bound."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from lstmcount.errors import WeightsError
from lstmcount.nn.layer import matvec, sigmoid
from lstmcount.nn.lstm import one_hot, trace
from lstmcount.nn.rnn import EXACT_FROM, SimpleRNN, containing_lstm, random_rnn, states
from lstmcount.nn.rnn_gap import SWEEP, compare, gaps

from .variants import random_simple_rnn, random_tokens

SMALL = {"weight_ih": (2, 3), "weight_hh": (2, 2), "bias_ih": (2,), "bias_hh": (2,), "h_0": (2,)}


def test_the_rnn_follows_its_equation() -> None:
    rng = np.random.default_rng(1)
    rnn = SimpleRNN(**{name: rng.uniform(-3, 3, shape) for name, shape in SMALL.items()})
    h = rnn.h_0.tolist()
    tokens = [0, 2, 1, 1]
    for token, state in zip(tokens, states(rnn, tokens), strict=True):
        z = [
            rnn.weight_ih[k, token] + rnn.bias_ih[k] + rnn.bias_hh[k]
            + rnn.weight_hh[k, 0] * h[0] + rnn.weight_hh[k, 1] * h[1]
            for k in range(2)
        ]  # fmt: skip
        h = [1 / (1 + math.exp(-x)) for x in z]
        np.testing.assert_allclose(state, h, rtol=0, atol=1e-14)


def test_the_lstm_holds_three_gates_open_and_counts_from_c_0() -> None:
    rnn = random_rnn(np.random.default_rng(1), 3, 5)
    for t, step in enumerate(trace(containing_lstm(rnn, 2.5), [0, 2, 1, 1] * 10), 1):
        assert step.i.tolist() == step.f.tolist() == step.g.tolist() == [1.0] * 5
        assert step.c.tolist() == [2.5 + t] * 5


def test_two_hundred_rnns_and_their_lstms_are_equal_to_the_last_bit() -> None:
    rng = np.random.default_rng(2)
    for _ in range(200):
        rnn = random_simple_rnn(rng)
        steps = list(gaps(rnn, random_tokens(rng, rnn, 100)))
        assert {(step.gap, step.bound) for step in steps} == {(0.0, 0.0)}


@pytest.mark.slow
def test_two_hundred_rnns_and_their_lstms_stay_equal_for_ten_thousand_steps() -> None:
    rng = np.random.default_rng(3)
    for _ in range(200):
        rnn = random_simple_rnn(rng)
        tokens = random_tokens(rng, rnn, 10_000)
        steps = trace(containing_lstm(rnn), tokens)
        for h, step in zip(states(rnn, tokens), steps, strict=True):
            assert h.tobytes() == step.h.tobytes()


def added_backwards(rnn: SimpleRNN, tokens: Sequence[int]) -> Iterator[np.ndarray]:
    h = rnn.h_0
    for x in one_hot(rnn, tokens):
        z = matvec(rnn.weight_hh[:, ::-1], h[::-1]) + rnn.bias_hh
        h = sigmoid(matvec(rnn.weight_ih, x) + rnn.bias_ih + z)
        yield h


def test_with_another_order_of_additions_most_rnns_part() -> None:
    rng = np.random.default_rng(4)
    parted = far = 0
    for _ in range(60):
        rnn = random_simple_rnn(rng)
        tokens = random_tokens(rng, rnn, 300)
        steps = zip(trace(containing_lstm(rnn), tokens), added_backwards(rnn, tokens), strict=True)
        gap = max(np.abs(step.h - other).max() for step, other in steps)
        parted, far = parted + (gap > 0), far + (gap > 0.1)
    assert parted > 40
    assert far > 5


def test_how_a_matrix_lies_in_memory_changes_no_bit() -> None:
    rng = np.random.default_rng(5)
    rnn = replace(random_rnn(rng, 9, 30), h_0=rng.random(30))
    names = ("weight_ih", "weight_hh")
    other = replace(rnn, **{name: np.asfortranarray(getattr(rnn, name)) for name in names})
    tokens = random_tokens(rng, rnn, 50)
    pairs = zip(states(rnn, tokens), states(other, tokens), strict=True)
    assert all(a.tobytes() == b.tobytes() for a, b in pairs)


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
def test_what_each_arithmetic_needs_of_c_0(dtype: str, c_0: float) -> None:
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


def test_weights_too_large_for_the_arithmetic_are_refused() -> None:
    with pytest.raises(WeightsError, match="too large for float16"):
        one_unit(1e5, 0).astype("float16")
    with pytest.raises(WeightsError, match="too large for float64"):
        containing_lstm(one_unit(1, 0), math.inf)

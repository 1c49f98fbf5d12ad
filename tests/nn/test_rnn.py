"""The sigmoid RNN and the LSTM that contains it: equal, or no further apart than the bound."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import pytest

from lstmcount.errors import WeightsError
from lstmcount.nn.layer import matvec, sigmoid
from lstmcount.nn.lstm import one_hot, trace
from lstmcount.nn.rnn import SimpleRNN, containing_lstm, random_rnn, states
from tests.helpers.variants import (
    random_simple_rnn,
    random_tokens,
)

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


def test_most_rnns_part_from_their_lstms_with_another_order_of_additions() -> None:
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


def test_the_memory_layout_of_a_matrix_changes_no_bit() -> None:
    rng = np.random.default_rng(5)
    rnn = replace(random_rnn(rng, 9, 30), h_0=rng.random(30))
    names = ("weight_ih", "weight_hh")
    other = replace(rnn, **{name: np.asfortranarray(getattr(rnn, name)) for name in names})
    tokens = random_tokens(rng, rnn, 50)
    pairs = zip(states(rnn, tokens), states(other, tokens), strict=True)
    assert all(a.tobytes() == b.tobytes() for a, b in pairs)


def one_unit(weight: float, bias: float, h_0: float = 0) -> SimpleRNN:
    zero = np.zeros(1)
    return SimpleRNN(zero[None], np.array([[weight]]), zero, np.array([bias]), np.array([h_0]))


def test_weights_too_large_for_the_arithmetic_are_refused() -> None:
    with pytest.raises(WeightsError, match="too large for float16"):
        one_unit(1e5, 0).astype("float16")
    with pytest.raises(WeightsError, match="too large for float64"):
        containing_lstm(one_unit(1, 0), math.inf)

"""The recurrent layer: products, bounds of magnitudes, and what is too large for a dtype."""

from dataclasses import replace

import numpy as np
import pytest

from lstmcount.errors import WeightsError
from lstmcount.nn.counting_lstm import counting_lstm
from lstmcount.nn.layer import Layer, one_hot
from lstmcount.nn.lstm import sigmoid


def drawn(rng: np.random.Generator, size: float = 1.0) -> Layer:
    return Layer(
        weight_ih=size * rng.normal(size=(6, 4)),
        weight_hh=size * rng.normal(size=(6, 3)),
        bias_ih=size * rng.normal(size=6),
        bias_hh=size * rng.normal(size=6),
        h_0=np.zeros(3),
    )


def test_the_magnitude_bound_is_the_sum_of_all_terms_magnitudes() -> None:
    rng = np.random.default_rng(1)
    layer, h_size = drawn(rng), rng.random(3)
    by_hand = [
        sum(abs(w) for w in layer.weight_ih[row])
        + sum(abs(w) * s for w, s in zip(layer.weight_hh[row], h_size, strict=True))
        + abs(layer.bias_ih[row])
        + abs(layer.bias_hh[row])
        for row in range(6)
    ]
    np.testing.assert_allclose(layer.magnitude_bound(h_size), by_hand, rtol=1e-14)


def test_preactivations_that_overflow_are_refused() -> (
    None
):  # and without a warning, which is an error here
    with pytest.raises(WeightsError, match="too large for float64"):
        drawn(np.random.default_rng(2), size=5e307)


def test_a_start_that_overflows_is_refused() -> None:
    lstm = replace(counting_lstm(), h_0=np.full(6, 1e6))
    with pytest.raises(WeightsError, match="too large for float16"):
        lstm.astype("float16")


def test_no_words_make_no_inputs() -> None:
    assert one_hot(counting_lstm(), []).shape == (0, 4)


@pytest.mark.parametrize("dtype", ["float64", "float32", "float16"])
def test_the_sigmoid_neither_overflows_nor_changes_the_dtype(dtype: str) -> None:
    largest = np.finfo(dtype).max
    x = np.array([-largest, -710, -40, 0, 40, 710, largest], dtype=dtype)
    with np.errstate(all="raise", under="ignore"):
        y = sigmoid(x)
    assert y.dtype == dtype
    assert y[[0, 3, 4, 5, 6]].tolist() == [0, 0.5, 1, 1, 1]
    assert np.all(np.diff(y) >= 0)

from dataclasses import replace

import numpy as np
import pytest

from lstmcount.errors import WeightsError
from lstmcount.nn.counting_lstm import counting_lstm
from lstmcount.nn.layer import Layer, one_hot
from lstmcount.nn.lstm import batch_size, final_cells

from .variants import with_more_units


def drawn(rng: np.random.Generator, size: float = 1.0) -> Layer:
    return Layer(
        weight_ih=size * rng.normal(size=(6, 4)),
        weight_hh=size * rng.normal(size=(6, 3)),
        bias_ih=size * rng.normal(size=6),
        bias_hh=size * rng.normal(size=6),
        h_0=np.zeros(3),
    )


def test_sizes_are_the_sums_of_all_terms_sizes() -> None:
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


def test_sums_that_overflow_are_refused() -> None:  # and without a warning, which is an error here
    with pytest.raises(WeightsError, match="too large for float64"):
        drawn(np.random.default_rng(2), size=5e307)


def test_a_start_that_overflows_is_refused() -> None:
    lstm = replace(counting_lstm(), h_0=np.full(6, 1e6))
    with pytest.raises(WeightsError, match="too large for float16"):
        lstm.astype("float16")


def test_no_words_are_no_inputs() -> None:
    assert one_hot(counting_lstm(), []).shape == (0, 4)


def test_no_texts_have_no_cells() -> None:
    assert final_cells(counting_lstm(), []).shape == (0, 6)


def test_at_least_one_state_is_stepped_at_once() -> None:
    large = with_more_units(counting_lstm(), 600, 0.0, np.random.default_rng(3))
    assert batch_size(large) == 1

"""The LSTM cell follows its equations, alone and in a batch."""

import math
from dataclasses import replace
from threading import Thread

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstmcount.errors import WeightsError
from lstmcount.nn.counting_lstm import counting_lstm
from lstmcount.nn.final_cells import final_cells
from lstmcount.nn.lstm import LSTM, batch_size, trace
from lstmcount.text.vocabulary import UH
from tests.helpers.variants import with_more_units


def test_no_texts_have_no_cells() -> None:
    assert final_cells(counting_lstm(), []).shape == (0, 6)


def test_at_least_one_state_is_in_a_batch() -> None:
    large = with_more_units(counting_lstm(), 600, 0.0, np.random.default_rng(3))
    assert batch_size(large) == 1


LSTM64 = counting_lstm()
TOKENS = st.lists(st.integers(0, 3), max_size=200)


@given(st.lists(TOKENS, min_size=1, max_size=5))
def test_a_batch_gives_the_bits_of_each_text_alone(texts: list[list[int]]) -> None:
    padded = [[*text, UH] for text in texts]
    for text, cells in zip(padded, final_cells(LSTM64, padded), strict=True):
        assert list(trace(LSTM64, text))[-1].c.tobytes() == cells.tobytes()


@pytest.mark.parametrize("room", [True, False])
def test_groups_of_texts_that_threads_share_have_the_bits_of_each_text_alone(
    room: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_thread(_: Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr("lstmcount.nn.final_cells._PREACTIVATIONS", 10 * 24)  # groups of 10 texts
    if not room:
        monkeypatch.setattr(Thread, "start", no_thread)
    rng = np.random.default_rng(0)
    texts = [rng.integers(0, 4, rng.integers(1, 30)).tolist() for _ in range(95)]
    for text, cells in zip(texts, final_cells(LSTM64, texts), strict=True):
        assert list(trace(LSTM64, text))[-1].c.tobytes() == cells.tobytes()


def by_hand(lstm: LSTM, tokens: list[int]) -> list[float]:
    """The specification's equations, one number at a time: the last c, then the last h."""

    def sigma(x: float) -> float:
        return 1 / (1 + math.exp(-x))

    size = lstm.hidden_size
    h, c = lstm.h_0.tolist(), lstm.c_0.tolist()
    for token in tokens:
        z = [
            lstm.weight_ih[r, token] + lstm.bias_ih[r] + lstm.bias_hh[r]
            + sum(lstm.weight_hh[r, k] * h[k] for k in range(size))
            for r in range(4 * size)
        ]  # fmt: skip
        i, f, g, o = (z[n * size : (n + 1) * size] for n in range(4))
        c = [sigma(f[k]) * c[k] + sigma(i[k]) * math.tanh(g[k]) for k in range(size)]
        h = [sigma(o[k]) * math.tanh(c[k]) for k in range(size)]
    return c + h


@pytest.mark.parametrize("size", [1, 2, 5])
def test_any_weights_and_any_start_follow_the_equations(size: int) -> None:
    rng = np.random.default_rng(size)
    shapes = {"weight_ih": (4 * size, 4), "weight_hh": (4 * size, size), "h_0": size, "c_0": size}
    shapes |= {"bias_ih": 4 * size, "bias_hh": 4 * size}
    drawn = {name: rng.uniform(-3, 3, shape) for name, shape in shapes.items()}
    lstm = replace(counting_lstm(), **drawn, score_unit=0, unit_names=tuple("abcde"[:size]))
    for tokens in ([0], [2, 1], [3, 0, 2, 2, 1, 1, 0, 3]):
        expected = by_hand(lstm, tokens)
        last = list(trace(lstm, tokens))[-1]
        np.testing.assert_allclose([*last.c, *last.h], expected, rtol=0, atol=1e-12)
        assert final_cells(lstm, [tokens])[0].tobytes() == last.c.tobytes()


def test_weights_too_large_for_the_arithmetic_are_refused() -> None:
    large = replace(LSTM64, bias_hh=LSTM64.bias_hh * 1e3)
    with pytest.raises(WeightsError, match="too large for float16"):
        large.astype("float16")


def test_a_start_too_large_for_a_dtype_is_refused_without_a_warning() -> None:
    lstm = replace(counting_lstm(), h_0=np.full(6, 1e30))
    with pytest.raises(WeightsError, match="the weights are too large for float16"):
        lstm.astype("float16")


@pytest.mark.parametrize("dtype", ["float64", "float32", "float16"])
@pytest.mark.parametrize("units", [1, 3, 9, 40])
def test_batches_of_any_lstm_have_the_bits_of_its_steps(units: int, dtype: str) -> None:
    rng = np.random.default_rng(units)
    shapes = {
        "weight_ih": (4 * units, 5),
        "weight_hh": (4 * units, units),
        "h_0": units,
        "c_0": units,
    }
    shapes |= {"bias_ih": 4 * units, "bias_hh": 4 * units}
    for share in (0.0, 0.5, 0.97):  # of numbers that are 0, of either sign
        drawn = {}
        for name, shape in shapes.items():
            numbers = rng.normal(size=shape)
            drawn[name] = np.where(rng.random(shape) < share, numbers * 0, numbers)
        names = tuple(f"unit {k}" for k in range(units))
        lstm = replace(counting_lstm(), **drawn, score_unit=0, unit_names=names).astype(dtype)
        texts = [rng.integers(0, 5, rng.integers(1, 30)).tolist() for _ in range(40)]
        for text, cells in zip(texts, final_cells(lstm, texts), strict=True):
            assert list(trace(lstm, text))[-1].c.tobytes() == cells.tobytes()

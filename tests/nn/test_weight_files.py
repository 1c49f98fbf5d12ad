"""Files of weights: every bit reads back, and what is no such LSTM or RNN is refused."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from lstmcount.errors import WeightsError
from lstmcount.nn.counting_lstm import counting_lstm
from lstmcount.nn.weight_files import load_lstm, load_rnn, save_lstm, state_dict
from tests.helpers.variants import (
    random_simple_rnn,
)
from tests.helpers.weight_files import ARRAY_NAMES, rnn_arrays, write_arrays

GOOD_RNN = {
    "weight_ih_l0": np.ones((2, 3)),
    "weight_hh_l0": np.ones((2, 2)),
    "bias_ih_l0": np.ones(2),
    "bias_hh_l0": np.ones(2),
}


@pytest.mark.parametrize("suffix", [".npz", ".json"])
def test_an_rnn_reads_back_with_every_bit(tmp_path: Path, suffix: str) -> None:
    expected = rnn_arrays(random_simple_rnn(np.random.default_rng(1)))
    rnn = load_rnn(write_arrays(tmp_path / f"a{suffix}", expected))
    assert {k: v.tobytes() for k, v in rnn_arrays(rnn).items()} == {
        k: v.tobytes() for k, v in expected.items()
    }
    del expected["h_0"]
    assert not load_rnn(write_arrays(tmp_path / f"b{suffix}", expected)).h_0.any()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"bias_hh_l0": None}, "no bias_hh_l0"),
        ({"c_0": np.zeros(2)}, f"unexpected 'c_0', expected {ARRAY_NAMES}"),
        ({"score_unit": np.array(0)}, f"unexpected 'score_unit', expected {ARRAY_NAMES}"),
        ({"weight_ih_l0_reverse": np.zeros(3)}, "'weight_ih_l0_reverse': an RNN that is bidirectional is not run here"),
        ({"weight_ih_l1": np.zeros(3)}, "'weight_ih_l1': an RNN that is of several layers is not run here"),
        ({"weight_ih_l0": np.ones((8, 3))}, "weight_ih_l0 has shape (8, 3), expected (2, 3)"),
        ({"weight_ih_l0": np.ones((2, 0))}, "weight_ih_l0 is empty, expected the shape (H, V)"),
        ({"weight_hh_l0": np.ones(())}, "weight_hh_l0 is empty, expected the shape (H, H)"),
        ({"weight_hh_l0": np.ones((8, 2))}, "weight_hh_l0 has shape (8, 2), expected (2, 2)"),
        ({"weight_ih_l0": np.ones((2, 1025))}, "more than 1024 inputs or hidden units"),
        ({"h_0": np.ones(3)}, "h_0 has shape (3,), expected (2,)"),
        ({"bias_hh_l0": np.ones(2, bool)}, "bias_hh_l0 has dtype bool, expected float64, float32 or float16"),
        ({"bias_ih_l0": np.full(2, np.inf)}, "bias_ih_l0 holds a value that is not finite"),
        ({"bias_ih_l0": np.full(2, 1e308), "bias_hh_l0": np.full(2, 1e308)}, "the weights are too large for float64"),
        ({"weight_ih_l0": np.ones((2, 100_000))}, "weight_ih_l0 is larger than 1 MiB"),
        ({"bias_hh_l0": np.array([None])}, "bias_hh_l0 holds Python objects, expected numbers"),
    ],
)  # fmt: skip
def test_what_is_no_rnn_is_refused(tmp_path: Path, change: dict, message: str) -> None:
    arrays = {k: v for k, v in (GOOD_RNN | change).items() if v is not None}
    path = write_arrays(tmp_path / "a.npz", arrays)
    with pytest.raises(WeightsError) as error:
        load_rnn(path)
    assert str(error.value) == f"{path}: {message}"


GOOD = state_dict(counting_lstm())
ARRAY_NAMES = "weight_ih_l0, weight_hh_l0, bias_ih_l0, bias_hh_l0"


@pytest.mark.parametrize("suffix", [".npz", ".json"])
def test_an_lstm_reads_back_with_every_bit(tmp_path: Path, suffix: str) -> None:
    rng = np.random.default_rng(1)
    lstm = replace(counting_lstm(), h_0=rng.random(6), c_0=rng.random(6), score_unit=2)
    save_lstm(lstm, tmp_path / f"a{suffix}")
    again = state_dict(load_lstm(tmp_path / f"a{suffix}"))
    assert {k: v.tobytes() for k, v in again.items()} == {
        k: v.tobytes() for k, v in state_dict(lstm).items()
    }


def test_the_defaults_of_an_lstm_are_not_written(tmp_path: Path) -> None:
    save_lstm(counting_lstm(), tmp_path / "a.json")
    assert ", ".join(json.loads((tmp_path / "a.json").read_text())) == ARRAY_NAMES


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"bias_hh_l0": None}, "no bias_hh_l0"),
        ({"other": np.zeros(3)}, f"unexpected 'other', expected {ARRAY_NAMES}"),
        ({"weight_ih_l0_reverse": np.zeros(3)}, "'weight_ih_l0_reverse': an LSTM that is bidirectional is not run here"),
        ({"weight_ih_l1": np.zeros(3)}, "'weight_ih_l1': an LSTM that is of several layers is not run here"),
        ({"weight_hr_l0": np.zeros(3)}, "'weight_hr_l0': an LSTM that is projected is not run here"),
        ({"bias_hh_l0": np.zeros(23)}, "bias_hh_l0 has shape (23,), expected (24,)"),
        ({"weight_hh_l0": np.zeros(())}, "weight_hh_l0 is empty, expected the shape (4H, H)"),
        ({"bias_hh_l0": np.zeros(24, int)}, "bias_hh_l0 has dtype int64, expected float64, float32 or float16"),
        ({"bias_hh_l0": np.full(24, np.nan)}, "bias_hh_l0 holds a value that is not finite"),
        ({"score_unit": np.array(6)}, "score_unit: expected a whole number from 0 to 5"),
        ({"score_unit": np.array(1.0)}, "score_unit: expected a whole number from 0 to 5"),
        ({"weight_ih_l0": np.zeros((24, 8000))}, "weight_ih_l0 is larger than 1 MiB"),
        ({"bias_hh_l0": np.array([None])}, "bias_hh_l0 holds Python objects, expected numbers"),
    ],
)  # fmt: skip
def test_what_is_no_lstm_is_refused(tmp_path: Path, change: dict, message: str) -> None:
    arrays = {k: v for k, v in (GOOD | change).items() if v is not None}
    path = tmp_path / "a.npz"
    with path.open("wb") as file:
        np.savez_compressed(file, **arrays)
    with pytest.raises(WeightsError) as error:
        load_lstm(path)
    assert str(error.value) == f"{path}: {message}"

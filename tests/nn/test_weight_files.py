"""Files of weights: every bit reads back, and what is no such LSTM or RNN is refused."""

import json
from dataclasses import replace
from pathlib import Path
from time import process_time

import numpy as np
import pytest

from lstmcount.errors import WeightsError
from lstmcount.nn.counting_lstm import counting_lstm
from lstmcount.nn.lstm import LSTM
from lstmcount.nn.rnn import containing_lstm, random_rnn
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
        ({"bias_hh_l0": None}, "no bias_hh_l0; where there is one bias only, save zeros as this one"),
        ({"fc.weight": np.zeros(3)}, "'fc.weight' is no part of the RNN: no other layer is run here; save torch.save(rnn.state_dict(), 'rnn.pt')"),
        ({"weight_ih": np.zeros(3)}, "'weight_ih' is of a torch.nn.RNNCell; its names want _l0 behind them: {f'{k}_l0': v for k, v in cell.state_dict().items()}"),
        ({"weight_ih_l0": np.ones((3, 2))}, "weight_ih_l0 has shape (3, 2), expected (2, 3); it looks transposed, so save weight_ih_l0.T"),
        ({"c_0": np.zeros(2)}, f"unexpected 'c_0', expected {ARRAY_NAMES}"),
        ({"score_unit": np.array(0)}, f"unexpected 'score_unit', expected {ARRAY_NAMES}"),
        ({"weight_ih_l0_reverse": np.zeros(3)}, "'weight_ih_l0_reverse': an RNN that is bidirectional is not run here"),
        ({"weight_ih_l1": np.zeros(3)}, "'weight_ih_l1': an RNN that is of several layers is not run here"),
        ({"weight_ih_l0": np.ones((8, 3))}, "weight_ih_l0 has shape (8, 3), expected (2, 3)"),
        ({"weight_ih_l0": np.ones((2, 0))}, "weight_ih_l0 has shape (2, 0), expected (2, V)"),
        ({"weight_hh_l0": np.ones(())}, "weight_hh_l0 has shape (), expected (H, H)"),
        ({"weight_hh_l0": np.ones((8, 2))}, "weight_hh_l0 has shape (8, 2), expected (2, 2)"),
        ({"weight_ih_l0": np.ones((2, 1025))}, "more than 1024 inputs or hidden units"),
        ({"h_0": np.ones(3)}, "h_0 has shape (3,), expected (2,)"),
        ({"bias_hh_l0": np.ones(2, bool)}, "bias_hh_l0 has dtype bool, expected floats or whole numbers of at most 64 bits"),
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


@pytest.mark.parametrize("suffix", [".npz", ".json", ".safetensors", ".NPZ"])
def test_an_lstm_reads_back_with_every_bit(tmp_path: Path, suffix: str) -> None:
    rng = np.random.default_rng(1)
    lstm = replace(counting_lstm(), h_0=rng.random(6), c_0=rng.random(6), score_unit=2)
    save_lstm(lstm, tmp_path / f"a{suffix}")
    again = state_dict(load_lstm(tmp_path / f"a{suffix}"))
    assert {k: v.tobytes() for k, v in again.items()} == {
        k: v.tobytes() for k, v in state_dict(lstm).items()
    }


@pytest.mark.parametrize("suffix", [".npz", ".json", ".safetensors"])
def test_what_an_rnn_was_made_into_reads_back_whatever_its_inputs(
    tmp_path: Path, suffix: str
) -> None:
    path, lstm = (
        tmp_path / f"a{suffix}",
        containing_lstm(random_rnn(np.random.default_rng(1), 3, 4)),
    )
    save_lstm(lstm, path)
    again = load_lstm(path, input_size=None)
    assert (again.input_size, again.hidden_size) == (3, 4)
    assert again.weight_ih.tobytes() == lstm.weight_ih.tobytes()
    with pytest.raises(
        WeightsError, match=r"shape \(16, 3\), expected \(16, 4\): a column each for"
    ):
        load_lstm(path)


def test_a_start_may_have_the_axes_that_pytorch_gives_it(tmp_path: Path) -> None:
    start = np.arange(6.0)
    for shape in ((6,), (1, 6), (1, 1, 6)):
        path = write_arrays(tmp_path / "a.json", GOOD | {"c_0": start.reshape(shape)})
        assert load_lstm(path).c_0.tolist() == start.tolist()


def test_whole_numbers_are_read(tmp_path: Path) -> None:
    for dtype in (np.int8, np.uint64, np.int64, np.float16):
        arrays = {name: np.abs(array).astype(dtype) for name, array in GOOD.items()}
        lstm = load_lstm(write_arrays(tmp_path / "a.npz", arrays))
        assert lstm.dtype == np.float64
        assert lstm.weight_hh.max() == 100


@pytest.mark.parametrize("prefix", ["lstm.", "module.lstm.", "_orig_mod.", "a.b.c."])
def test_prefixes_and_missing_biases_are_read(tmp_path: Path, prefix: str) -> None:
    arrays = {prefix + name: array for name, array in GOOD.items() if name.startswith("weight")}
    for extra in ("", prefix, prefix.partition(".")[0] + "."):
        start = {f"{extra}c_0": np.ones(6), f"{extra}score_unit": np.array(2)}
        lstm = load_lstm(write_arrays(tmp_path / "a.npz", arrays | start))
        assert lstm.weight_hh.tobytes() == GOOD["weight_hh_l0"].tobytes()
        assert not lstm.bias_ih.any()
        assert not lstm.bias_hh.any()
        assert (lstm.c_0.tolist(), lstm.score_unit) == ([1] * 6, 2)


def test_a_file_of_very_many_layers_is_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    names = [f'"{k}.{name}": 0' for k in range(10_000) for name in ("weight_ih_l0", "h_0")]
    path.write_text("{" + ", ".join(names) + "}")
    begin = process_time()
    with pytest.raises(WeightsError, match="holds 10000 layers; save the state_dict of one"):
        load_lstm(path)
    assert process_time() - begin < 1


def test_a_mapping_of_arrays_or_lists_makes_an_lstm() -> None:
    lists = {name: array.tolist() for name, array in GOOD.items()}
    assert LSTM.from_state_dict(lists).weight_ih.tobytes() == GOOD["weight_ih_l0"].tobytes()
    with pytest.raises(WeightsError, match=r"^h_0 is no array of numbers$"):
        LSTM.from_state_dict(lists | {"h_0": [1, [2]]})
    with pytest.raises(WeightsError, match=r"^no bias_hh_l0; where there is one bias only"):
        LSTM.from_state_dict({name: GOOD[name] for name in list(GOOD)[:3]})


def test_the_defaults_of_an_lstm_are_not_written(tmp_path: Path) -> None:
    save_lstm(counting_lstm(), tmp_path / "a.json")
    assert ", ".join(json.loads((tmp_path / "a.json").read_text())) == ARRAY_NAMES


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"bias_hh_l0": None}, "no bias_hh_l0; where there is one bias only, save zeros as this one"),
        ({"weight_hh_l0": None}, "no weight_hh_l0"),
        ({"weight_ih_l0": None, "weight_hh_l0": None, "bias_ih_l0": None, "bias_hh_l0": None}, f"no {ARRAY_NAMES}"),
        ({"other": np.zeros(3)}, f"unexpected 'other', expected {ARRAY_NAMES}"),
        ({"weight_ih_l0_reverse": np.zeros(3)}, "'weight_ih_l0_reverse': an LSTM that is bidirectional is not run here"),
        ({"weight_ih_l1": np.zeros(3)}, "'weight_ih_l1': an LSTM that is of several layers is not run here"),
        ({"weight_hr_l0": np.zeros(3)}, "'weight_hr_l0': an LSTM that is projected is not run here"),
        ({"bias_hh_l0": np.zeros(23)}, "bias_hh_l0 has shape (23,), expected (24,)"),
        ({"bias_hh_l0": np.zeros((2, 12))}, "bias_hh_l0 has shape (2, 12), expected (24,)"),
        ({"weight_hh_l0": np.zeros(())}, "weight_hh_l0 has shape (), expected (4H, H)"),
        ({"weight_ih_l0": GOOD["weight_ih_l0"].T}, "weight_ih_l0 has shape (4, 24), expected (24, 4); it looks transposed, so save weight_ih_l0.T"),
        ({"weight_hh_l0": GOOD["weight_hh_l0"].T}, "weight_hh_l0 has shape (6, 24), expected (24, 6); it looks transposed, so save weight_hh_l0.T"),
        ({"weight_ih_l0": np.zeros((24, 3))}, "weight_ih_l0 has shape (24, 3), expected (24, 4): a column each for bad, good, not, uh"),
        ({"h_0": np.zeros((2, 6))}, "h_0 has shape (2, 6), expected (6,)"),
        ({"bias_hh_l0": np.zeros(24, bool)}, "bias_hh_l0 has dtype bool, expected floats or whole numbers of at most 64 bits"),
        ({"bias_hh_l0": np.zeros(24, complex)}, "bias_hh_l0 has dtype complex128, expected floats or whole numbers of at most 64 bits"),
        ({"fc.weight": np.zeros(6)}, "'fc.weight' is no part of the LSTM: its inputs are one-hot, the score is read off one cell, and no other layer is run here; save torch.save(lstm.state_dict(), 'lstm.pt')"),
        ({"bias_hh_l0": np.full(24, np.nan)}, "bias_hh_l0 holds a value that is not finite"),
        ({"score_unit": np.array(6)}, "score_unit: expected a whole number from 0 to 5"),
        ({"score_unit": np.array([1, 2])}, "score_unit: expected a whole number from 0 to 5"),
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


def test_a_json_file_may_name_the_units(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    save_lstm(counting_lstm(), path)
    arrays = json.loads(path.read_text())
    names = ["a\x00", "\u202e", "</script>", "", "\ud800", "x" * 1000]
    path.write_text(json.dumps(arrays | {"unit_names": names}))
    assert load_lstm(path).unit_names == tuple(names)
    assert (
        load_lstm(path).from_state_dict(arrays | {"unit_names": list("abcdef")}).unit_names[5]
        == "f"
    )
    for wrong in (None, "abcdef", ["a"] * 5, [1] * 6, ["a"] * 5 + [1], [["a"]] * 6, {}):
        path.write_text(json.dumps(arrays | {"unit_names": wrong}))
        with pytest.raises(WeightsError, match="unit_names: expected a list of 6 strings"):
            load_lstm(path)

import io
import json
import struct
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from lstmcount.errors import WeightsError
from lstmcount.nn.array_files import MAX_BYTES
from lstmcount.nn.counting_lstm import counting_lstm
from lstmcount.nn.weight_files import load_lstm, save_lstm, state_dict

GOOD = state_dict(counting_lstm())
NAMES = "weight_ih_l0, weight_hh_l0, bias_ih_l0, bias_hh_l0"


def npz(path: Path, **arrays: object) -> Path:
    with path.open("wb") as file:
        np.savez(file, **arrays)  # type: ignore[arg-type]
    return path


@pytest.mark.parametrize("suffix", [".npz", ".json"])
def test_a_round_trip_keeps_every_bit(tmp_path: Path, suffix: str) -> None:
    rng = np.random.default_rng(1)
    lstm = replace(counting_lstm(), h_0=rng.random(6), c_0=rng.random(6), score_unit=2)
    save_lstm(lstm, tmp_path / f"a{suffix}")
    again = state_dict(load_lstm(tmp_path / f"a{suffix}"))
    assert {k: v.tobytes() for k, v in again.items()} == {
        k: v.tobytes() for k, v in state_dict(lstm).items()
    }


def test_defaults_are_not_written(tmp_path: Path) -> None:
    save_lstm(counting_lstm(), tmp_path / "a.json")
    assert ", ".join(json.loads((tmp_path / "a.json").read_text())) == NAMES


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"bias_hh_l0": None}, "no bias_hh_l0"),
        ({"other": np.zeros(3)}, f"unexpected 'other', expected {NAMES}"),
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


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.npz", b"PK", f"damaged, expected a .npz file with {NAMES}"),
        ("a.json", b"[1]", f"expected an object with {NAMES}"),
        ("a.json", b'{"bias_hh_l0": NaN}', "NaN is no number"),
        ("a.json", b"[" * 100_000, f"damaged, expected a .json file with {NAMES}"),
        ("a.json", b" " * (MAX_BYTES + 1), "larger than 1 MiB, expected the weights of a small LSTM"),
        ("a.txt", b"", "expected a name that ends in .npz or .json"),
    ],
)  # fmt: skip
def test_damaged_files_are_refused(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(WeightsError) as error:
        load_lstm(path)
    assert str(error.value) == f"{path}: {message}"


def test_a_header_that_asks_for_much_memory_is_refused(tmp_path: Path) -> None:
    member = io.BytesIO()
    np.lib.format.write_array_header_1_0(
        member, {"descr": "<f8", "fortran_order": False, "shape": (10**12,)}
    )
    path = tmp_path / "a.npz"
    with zipfile.ZipFile(path, "w") as archive:
        for name in GOOD:
            archive.writestr(f"{name}.npy", member.getvalue())
    with pytest.raises(WeightsError, match="weight_ih_l0 is not as long as its header says"):
        load_lstm(path)


def test_what_python_2_wrote_is_read_without_a_warning(tmp_path: Path) -> None:
    path = tmp_path / "a.npz"
    with zipfile.ZipFile(path, "w") as archive:
        for name, array in GOOD.items():
            shape = "".join(f"{size}L, " for size in array.shape)
            header = f"{{'descr': '<f8', 'fortran_order': False, 'shape': ({shape})}}".ljust(117)
            data = b"\x93NUMPY\x01\x00" + struct.pack("<H", 118) + header.encode() + b"\n"
            archive.writestr(f"{name}.npy", data + array.tobytes())
    loaded = state_dict(load_lstm(path))
    assert all((loaded[name] == array).all() for name, array in GOOD.items())


def test_a_start_too_large_for_a_dtype_is_refused_without_a_warning() -> None:
    lstm = replace(counting_lstm(), h_0=np.full(6, 1e30))
    with pytest.raises(WeightsError, match="the weights are too large for float16"):
        lstm.astype("float16")

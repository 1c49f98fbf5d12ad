"""Files of arrays: whole and sound, or refused in one line."""

import io
import json
import pickle
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from lstmcount.errors import WeightsError
from lstmcount.nn.bounded import MAX_BYTES
from lstmcount.nn.counting_lstm import counting_lstm
from lstmcount.nn.rnn import random_rnn
from lstmcount.nn.safetensors_files import safetensors_bytes
from lstmcount.nn.tensor_pickle import SAVE
from lstmcount.nn.weight_files import load_lstm, load_rnn, state_dict
from tests.helpers.weight_files import ARRAY_NAMES, rnn_arrays, write_arrays


def refusal(path: Path) -> str:
    try:
        load_rnn(path)
    except WeightsError as error:
        return str(error)
    return ""


def test_a_mutated_file_is_read_or_refused(tmp_path: Path) -> None:
    rng = np.random.default_rng(2)
    rnn, messages = rnn_arrays(random_rnn(rng, 3, 2)), []
    for suffix in (".npz", ".json"):
        whole = write_arrays(tmp_path / f"a{suffix}", rnn).read_bytes()
        for _ in range(300):
            mutated = bytearray(whole)
            for place in rng.integers(0, len(whole), 3):
                mutated[place] = rng.integers(256)
            (tmp_path / f"b{suffix}").write_bytes(mutated)
            messages.append(refusal(tmp_path / f"b{suffix}"))
    assert all(message.isprintable() for message in messages)
    assert sum(message != "" for message in messages) > 300


GOOD = state_dict(counting_lstm())


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.npz", b"PK", f"damaged, expected a .npz file with {ARRAY_NAMES}"),
        ("a.npz", b"", f"damaged, expected a .npz file with {ARRAY_NAMES}"),
        ("a.pt", b"PK", f"damaged, expected a .pt file with {ARRAY_NAMES}"),
        ("a.dat", b"PK", f"damaged, expected a weight file with {ARRAY_NAMES}"),
        ("a.json", b" " * (MAX_BYTES + 1), "larger than 1 MiB, expected the weights of a small layer"),
        ("a.txt", b"good", "no .npz, .json, .safetensors, .pt, .pth file"),
        ("a.npz", b"\x93NUMPY\x01", "is a single array; save all of them: numpy.savez('lstm.npz', **arrays)"),
        ("a.h5", b"\x89HDF\r\n", "is HDF5, as Keras saves it; save its arrays: numpy.savez('lstm.npz', **arrays)"),
        ("a.npz", b"PK\x05\x06" + bytes(18), f"no {ARRAY_NAMES}"),
        ("a.npz", b"\x1f\x8b\x08", "is compressed by gzip; decompress it first"),
    ],
)  # fmt: skip
def test_what_is_no_weight_file_is_named_for_what_it_is(
    tmp_path: Path, name: str, data: bytes, message: str
) -> None:
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


def test_other_versions_of_numpys_format_and_names_that_stand_twice_are_refused(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.json"
    path.write_text('{"score_unit": 1, "score_unit": 2}')
    with pytest.raises(WeightsError):
        load_lstm(path)
    arrays = ", ".join(f'"{k}": {v.tolist()}' for k, v in state_dict(counting_lstm()).items())
    path.write_text(f'{{{arrays}, "score_unit": 1, "score_unit": 2}}')
    with pytest.raises(WeightsError, match="'score_unit' stands twice"):
        load_lstm(path)
    npz = tmp_path / "a.npz"
    with zipfile.ZipFile(npz, "w") as archive:
        for name, array in state_dict(counting_lstm()).items():
            with archive.open(f"{name}.npy", "w") as member:
                np.lib.format.write_array(member, array, version=(2, 0))
    with pytest.raises(WeightsError, match="weight_ih_l0 is not in version"):
        load_lstm(npz)


def test_an_archive_of_something_else_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.keras"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("metadata.json", "{}")
    with pytest.raises(
        WeightsError, match=r"is a zip archive that holds metadata\.json, no arrays"
    ):
        load_lstm(path)


def test_a_member_that_python_cannot_bound_is_not_decompressed(tmp_path: Path) -> None:
    path = tmp_path / "a.npz"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_BZIP2) as archive:
        for name in GOOD:
            archive.writestr(f"{name}.npy", bytes(1 << 20))
    with pytest.raises(
        WeightsError, match=r"weight_ih_l0\.npy is compressed otherwise than by defl"
    ):
        load_lstm(path)


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("dtype", "F8_E4M3", "weight_ih_l0 has dtype F8_E4M3, expected numbers"),
        ("shape", [24, 3], "weight_ih_l0 is not as long as its header says"),
        ("shape", [24, 5], f"damaged, expected a .safetensors file with {ARRAY_NAMES}"),
        ("shape", [1 << 40, 1 << 40], f"damaged, expected a .safetensors file with {ARRAY_NAMES}"),
        ("data_offsets", [0, 1 << 40], "weight_ih_l0 is not as long as its header says"),
    ],
)
def test_a_safetensors_file_is_what_its_header_says(
    tmp_path: Path, name: str, value: object, message: str
) -> None:
    data = safetensors_bytes(GOOD)
    length = int.from_bytes(data[:8], "little")
    header = json.loads(data[8 : 8 + length])
    header["weight_ih_l0"][name] = value
    text = json.dumps(header).encode()
    path = tmp_path / "a.safetensors"
    path.write_bytes(len(text).to_bytes(8, "little") + text + data[8 + length :])
    with pytest.raises(WeightsError) as error:
        load_lstm(path)
    assert str(error.value) == f"{path}: {message}"


@pytest.mark.parametrize(
    ("write", "message"),
    [
        (lambda a: a.writestr("a/data.pkl", pickle.dumps([1], 2)), f"holds a list, expected a state_dict; {SAVE}"),
        (lambda a: a.writestr("a/data.pkl", pickle.dumps({1: 2}, 2)), f"holds a dict, expected a state_dict; {SAVE}"),
        (lambda a: a.writestr("a/data.pkl", bytes(1 << 17)), f"holds far more than the tensors of a small layer; {SAVE}"),
        (lambda a: a.writestr("a/data.pkl", pickle.dumps({"weight_ih_l0": 1, "weight_hh_l0": "b"}, 2)), "weight_hh_l0 is no tensor"),
        (lambda a: a.writestr("a/data.pkl", pickle.dumps({"weight_ih_l0": 1, "weight_hh_l0": 2}, 2)), "weight_hh_l0 has shape (), expected (4H, H)"),
    ],
)  # fmt: skip
def test_an_archive_like_pytorchs_that_holds_no_state_dict(
    tmp_path: Path, write: Callable[[zipfile.ZipFile], None], message: str
) -> None:
    path = tmp_path / "a.pt"
    with zipfile.ZipFile(path, "w") as archive:
        write(archive)
    with pytest.raises(WeightsError) as error:
        load_lstm(path)
    assert str(error.value) == f"{path}: {message}"

"""Files of arrays: whole and sound, or refused in one line."""

import io
import struct
import zipfile
from pathlib import Path

import numpy as np
import pytest

from lstmcount.errors import WeightsError
from lstmcount.nn.array_files import MAX_BYTES
from lstmcount.nn.counting_lstm import counting_lstm
from lstmcount.nn.rnn import random_rnn
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
        ("a.json", b"[1]", f"expected an object with {ARRAY_NAMES}"),
        ("a.json", b'{"bias_hh_l0": NaN}', "NaN is no number"),
        ("a.json", b"[" * 100_000, f"damaged, expected a .json file with {ARRAY_NAMES}"),
        ("a.json", b" " * (MAX_BYTES + 1), "larger than 1 MiB, expected the weights of a small LSTM"),
        ("a.txt", b"", "expected a name that ends in .npz or .json"),
    ],
)  # fmt: skip
def test_a_damaged_lstm_file_is_refused(
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
    with pytest.raises(WeightsError, match="a name stands twice"):
        load_lstm(path)
    npz = tmp_path / "a.npz"
    with zipfile.ZipFile(npz, "w") as archive:
        for name, array in state_dict(counting_lstm()).items():
            with archive.open(f"{name}.npy", "w") as member:
                np.lib.format.write_array(member, array, version=(2, 0))
    with pytest.raises(WeightsError, match="weight_ih_l0 is not in version"):
        load_lstm(npz)

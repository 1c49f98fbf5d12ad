"""Pickles are read as data: what they ask for is refused by name and never run."""

import os
import pickle
import tracemalloc
import zipfile
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from time import process_time
from typing import Any

import pytest

from lstmcount.errors import WeightsError
from lstmcount.nn.tensor_pickle import read_tensors
from lstmcount.nn.weight_files import load_lstm


class Calls:
    """What a pickle makes of it is the result of a call."""

    def __init__(self, function: Callable[..., Any], *arguments: object) -> None:
        self.call = function, arguments

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[object, ...]]:
        return self.call


def forbidden(folder: Path) -> dict[str, tuple[object, str]]:
    """Values whose pickles would leave a file in *folder*, and the name to be refused."""
    command = f"touch {folder / 'ran'}"
    code = f"__import__('os').system({command!r})"
    system = Calls(os.system, command)
    return {
        "plain": (system, "posix.system"),
        "eval": (Calls(eval, code), "builtins.eval"),
        "exec": (Calls(exec, code), "builtins.exec"),
        "nested": ({"weight_ih_l0": [{"a": (system,)}]}, "posix.system"),
        "twice, by memo": ([system, system], "posix.system"),
        "as an argument": (OrderedDict(a=Calls(getattr, system, "x")), "builtins.getattr"),
        "a class": ({"weight_ih_l0": Path(folder)}, f"{type(Path()).__module__}.PosixPath"),
        "only named": ({"weight_ih_l0": os.system}, "posix.system"),
    }


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
@pytest.mark.parametrize("case", forbidden(Path()))
def test_a_forbidden_name_is_refused_and_never_run(
    tmp_path: Path, case: str, protocol: int
) -> None:
    value, name = forbidden(tmp_path)[case]
    name = name.replace("builtins", "__builtin__") if protocol <= 2 else name
    assert_refused(pickle.dumps(value, protocol), name, tmp_path)


@pytest.mark.parametrize(
    ("instructions", "name"),
    [
        (b"(S'touch ran'\nios\nsystem\n.", "os.system"),
        (b"cos\nsystem\n(S'touch ran'\ntR.", "os.system"),
        (b"\x80\x04\x8c\x02osq\x000\x8c\x06systemq\x010h\x00h\x01\x93.", "os.system"),
        (b"(cos\nsystem\nS'touch ran'\no.", "os.system"),
        (b"(N1(K\x01l0(d0N2cos\nsystem\n.", "os.system"),
        (b"\x80\x02ctorch\nload\n.", "torch.load"),
        (b"\x80\x02ccollections\nOrderedDict.fromkeys\n.", "collections.OrderedDict.fromkeys"),
        (b"\x80\x02c\x1b[31m\nx\n.", r"\\x1b[31m.x"),
    ],
)
def test_whatever_asks_for_a_name_is_refused(
    tmp_path: Path, instructions: bytes, name: str
) -> None:
    assert_refused(instructions, name, tmp_path)


def assert_refused(data: bytes, name: str, folder: Path) -> None:
    path = folder / "a.pt"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a/data.pkl", data)
    with pytest.raises(WeightsError) as error:
        load_lstm(path)
    assert str(error.value) == (
        f"{path}: asks for '{name}' beside tensors, and nothing is run; "
        "save the state_dict alone: torch.save(model.state_dict(), 'lstm.pt')"
    )
    assert not (folder / "ran").exists()


@pytest.mark.parametrize(
    ("value", "instruction"),
    [({1, 2}, "EMPTY_SET"), (b"bytes", "SHORT_BINBYTES"), (bytearray(b"a"), "BYTEARRAY8")],
)
def test_other_instructions_are_refused_by_name(value: object, instruction: str) -> None:
    with pytest.raises(WeightsError, match=f"its pickle uses {instruction}, of which tensors"):
        read_tensors(pickle.dumps(value, 5))


VALUE = {
    "epoch": 3,
    "long": 1 << 40,
    "loss": 0.25,
    "flags": [True, False, None],
    "one": [1],
    "tuples": [(), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4)],
    "lists": [[], [70000, -1]],
    "ordered": OrderedDict(a=1),
    "again": (1, 2, 3, 4),
}


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_plain_values_are_read_as_pickle_reads_them(protocol: int) -> None:
    data = pickle.dumps(VALUE, protocol)
    assert read_tensors(data) == VALUE == pickle.loads(data)
    long = list(range(300))  # a memo of more than 256 entries
    assert read_tensors(b"(K\x01(1N20\x8a\x01\x05U\x01aT\x01\x00\x00\x00bt.") == (
        1,
        None,
        5,
        "a",
        "b",
    )
    data = pickle.dumps([[k] for k in long] * 2, protocol)
    assert read_tensors(data) == pickle.loads(data)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b".",
        b"\x80\x02]",
        b"\x80\x02t.",
        b"\x80\x02h\x01.",
        b"\x80\x02K\x01Q.",
        b"\x80\x02X\x05\x00\x00\x00otherK\x01K\x02\x87Q.",
        b"\x80\x02ccollections\nOrderedDict\nK\x01\x85R.",
        b"\x80\x02ctorch._utils\n_rebuild_tensor_v2\n(K\x01K\x00K\x01\x85K\x01\x85tR.",
        b"\x80\x02ctorch\nFloatStorage\n)R.",
        b"\x80\x02ctorch._utils\n_rebuild_parameter\n)R.",
        b"\x80\x02N0N0\x85.",
    ],
)
def test_damaged_pickles_are_damaged_files(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.pt"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a/data.pkl", data)
    with pytest.raises(WeightsError, match=r"damaged, expected a \.pt file with weight_ih_l0"):
        load_lstm(path)


def test_attributes_are_set_on_nothing_but_dictionaries() -> None:
    with pytest.raises(WeightsError, match="sets the attributes of what is no dictionary"):
        read_tensors(b"\x80\x02K\x01}b.")


MANY = 60_000
GROWING = {
    "marks": b"\x80\x02" + b"N" * (MANY // 2) + b"(1" * (MANY // 4) + b".",
    "copies": b"\x80\x02]" + b"2" * MANY + b".",
    "nested": b"\x80\x02" + b"]" * (MANY // 2) + b"a" * (MANY // 2 - 1) + b".",
    "tuples": b"\x80\x02N" + b"\x85" * MANY + b".",
    "in itself": b"\x80\x02]" + b"2a" * (MANY // 2) + b".",
    "a far memo": b"\x80\x02Nr\xff\xff\xff\x7f.",
    "a long number": b"I" + b"9" * MANY + b"\n.",
    "bytes that are not there": b"\x80\x02\x8b\xff\xff\xff\x7f.",
}


@pytest.mark.parametrize("case", GROWING)
def test_no_pickle_takes_long_or_much_memory(tmp_path: Path, case: str) -> None:
    path = tmp_path / "a.pt"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a/data.pkl", GROWING[case])
    tracemalloc.start()
    begin = process_time()
    with pytest.raises(WeightsError):
        load_lstm(path)
    assert process_time() - begin < 1
    assert tracemalloc.get_traced_memory()[1] < 10_000_000
    tracemalloc.stop()

"""Damaged weight files and lexicons: read, or refused in one line, quickly and in little memory."""

import io
import random
import tracemalloc
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

import numpy as np
import pytest

from lstmcount.errors import LstmcountError
from lstmcount.nn.counting_lstm import counting_lstm
from lstmcount.nn.lstm import LSTM
from lstmcount.nn.rnn import SimpleRNN, random_rnn
from lstmcount.nn.weight_files import load_lstm, load_rnn, save_lstm
from lstmcount.text.lexicon import load_lexicon
from tests.helpers.program import ROOT
from tests.nn.fixtures import make

from . import cases
from .running import lstmcount

pytestmark = pytest.mark.fuzz

MOST_SECONDS, MOST_BYTES = 0.05, 10_000_000
TOKENS = [
    b"NaN",
    b"1e999",
    b"[",
    b"]",
    b"{}",
    b'"',
    b",",
    b"null",
    b"\xff",
    b"\t",
    b"\n",
    b"-" * 99,
]
TOKENS += [
    b"weight_ih_l0",
    b"weight_hr_l0",
    b"PK\x01\x02",
    b"\x93NUMPY",
    b"'descr'",
    b"O8",
    b"9" * 400,
    b"cposix\nsystem\n(S'touch ran'\ntR",
    b"(S'touch ran'\niposix\nsystem\n",
    b"\x8c\x05posix\x8c\x06system\x93",
    b"r\xff\xff\xff\x7f",
    b"\x8d\xff\xff\xff\xff\xff\x00\x00\x00",
    b"BF16",
    b"data_offsets",
]


def mutated(data: bytes, draw: random.Random) -> bytes:
    for _ in range(draw.choice([1, 1, 2, 5, 20])):
        at = draw.randrange(len(data) + 1)
        kind = draw.randrange(5)
        if kind == 0:
            data = data[:at]
        elif kind == 1:
            data = data[:at] + draw.choice(TOKENS) + data[at + draw.choice([0, 1, 8]) :]
        elif kind == 2:
            data = data[:at] + draw.randbytes(draw.randrange(1, 9)) + data[at + draw.randrange(9) :]
        elif kind == 3:
            end = at + draw.randrange(200)
            data = data[:end] + data[at:end] * draw.randrange(1, 5) + data[end:]
        elif data:
            k = at % len(data)
            data = data[:k] + bytes([data[k] ^ 1 << draw.randrange(8)]) + data[k + 1 :]
    return data


class Original(NamedTuple):
    """A whole file, what damages it, and what reads it."""

    suffix: str
    data: bytes
    load: Callable[[str], object]
    damage: Callable[[bytes, random.Random], bytes] = mutated


def in_a_member(data: bytes, draw: random.Random) -> bytes:
    """Damage one member of an archive, whose checksums are right again."""
    damaged = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(damaged, "w") as new:
        names = old.namelist()
        chosen = draw.choice([name for name in names if name.endswith("data.pkl")] + names)
        for name in names:
            member = old.read(name)
            new.writestr(name, mutated(member, draw) if name == chosen else member)
    return damaged.getvalue()


def in_the_header(data: bytes, draw: random.Random) -> bytes:
    """Damage the header of a .safetensors file, whose length is right again."""
    end = 8 + int.from_bytes(data[:8], "little")
    header = mutated(data[8:end], draw)
    return len(header).to_bytes(8, "little") + header + data[end:]


def lists_and_arrays(folder: Path) -> list[Original]:
    lstm, rnn = counting_lstm(), random_rnn(np.random.default_rng(0), 3, 2)
    for suffix in (".npz", ".json"):
        save_lstm(lstm, folder / f"lstm{suffix}")
    arrays = {f"{name}_l0": getattr(rnn, name) for name in ("weight_ih", "weight_hh")}
    arrays |= {f"{name}_l0": getattr(rnn, name) for name in ("bias_ih", "bias_hh")}
    np.savez_compressed(folder / "rnn.npz", **arrays)
    lexicon = (ROOT / "samples/english-negations.tsv").read_bytes()
    return [
        *(Original(s, (folder / f"lstm{s}").read_bytes(), load_lstm) for s in (".npz", ".json")),
        Original(".npz", (folder / "rnn.npz").read_bytes(), load_rnn),
        Original(".tsv", lexicon, load_lexicon),
    ]


def tensors(folder: Path) -> list[Original]:
    originals = []
    for path in (path for path in sorted(make.HERE.iterdir()) if path.is_file()):
        data, is_zip = path.read_bytes(), zipfile.is_zipfile(path)
        if is_zip or path.suffix == ".safetensors":
            deep = in_a_member if is_zip else in_the_header
            ways = (mutated, deep, deep)
            originals += [Original(path.suffix, data, load_lstm, damage) for damage in ways]
    return originals


KINDS = {"files": lists_and_arrays, "tensors": tensors}


@pytest.mark.parametrize("kind", KINDS)
def test_a_damaged_file_is_read_or_refused_in_one_line(
    tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # where a pickle that is run would leave a file
    files, slow = KINDS[kind](tmp_path), []
    for number, draw in cases(50_000, kind):
        original = draw.choice(files)
        path = tmp_path / f"a{original.suffix}"
        path.write_bytes(original.damage(original.data, draw))
        measured = number % 50 == 0
        if measured:
            tracemalloc.start()
        begin = perf_counter()
        assert_read_or_refused(original.load, path, number)
        taken = perf_counter() - begin
        if measured:
            assert tracemalloc.get_traced_memory()[1] < MOST_BYTES, number
            tracemalloc.stop()
        elif taken > MOST_SECONDS:
            slow.append((number, taken))
    assert not (tmp_path / "ran").exists()
    # Another process may take the processor away once in a while; a slow file is slow again.
    assert not [n for n, _ in slow if again(files, tmp_path, kind, n) > MOST_SECONDS]


def assert_read_or_refused(load: Callable[[str], object], path: Path, number: int) -> None:
    try:
        found = load(str(path))
    except LstmcountError as error:
        message = str(error)
    else:
        assert_sound(found)
        return
    assert message.isprintable(), number
    assert str(path) in message, number


def again(files: list[Original], folder: Path, kind: str, number: int) -> float:
    """Load the file of a case again, and return the seconds."""
    draw = next(draw for n, draw in cases(50_000, kind) if n == number)
    original = draw.choice(files)
    path = folder / f"a{original.suffix}"
    path.write_bytes(original.damage(original.data, draw))
    begin = perf_counter()
    with suppress(LstmcountError):
        original.load(str(path))
    return perf_counter() - begin


def assert_sound(found: object) -> None:
    """What was read is whole: every number finite, every shape as it should be."""
    if isinstance(found, LSTM | SimpleRNN):
        gates = 4 if isinstance(found, LSTM) else 1
        assert found.weight_ih.shape == (gates * found.hidden_size, found.input_size)
        assert all(np.isfinite(getattr(found, n)).all() for n in ("weight_ih", "weight_hh", "h_0"))
    else:
        assert set(found.tokens.values()) <= {0, 1, 2, 3}  # type: ignore[attr-defined]


def test_a_damaged_file_gets_one_line_from_the_command_line(tmp_path: Path) -> None:
    files = lists_and_arrays(tmp_path) + tensors(tmp_path)
    for number, draw in cases(2_000, "files at the command line"):
        original = draw.choice(files)
        path = tmp_path / f"a{original.suffix}"
        path.write_bytes(original.damage(original.data, draw))
        command = {load_rnn: ["rnn", "--steps", "2"], load_lstm: ["score", "--weights"]}
        arguments = command.get(original.load, ["score", "--lexicon"])
        done = lstmcount(*arguments, str(path), stdin=b"good\n")
        assert done.code in (0, 2), (number, done)
        assert len(done.err.splitlines()) <= 1, (number, done)
        assert (done.code == 2) <= (str(path) in done.err), (number, done)

"""``rnn``: json, the file that it writes, and its messages."""

import json
from pathlib import Path

import numpy as np
import pytest

from lstmcount.nn.bounded import MAX_BYTES
from lstmcount.nn.rnn import containing_lstm
from lstmcount.nn.rnn_gap import SWEEP, compare
from lstmcount.nn.weight_files import state_dict
from tests.helpers.in_process import lstmcount
from tests.helpers.variants import (
    random_simple_rnn,
)
from tests.helpers.weight_files import ARRAY_NAMES, rnn_arrays, write_arrays


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.npz", b"PK", f"damaged, expected a .npz file with {ARRAY_NAMES}"),
        ("a.json", b"[1]", f"expected an object with {ARRAY_NAMES}"),
        ("a.json", b'{"bias_hh_l0": Infinity}', "Infinity is no number"),
        ("a.json", b'{"h_0": [1], "h_0": [1]}', "'h_0' stands twice"),
        ("a.json", b" " * (MAX_BYTES + 1), "larger than 1 MiB, expected the weights of a small layer"),
        ("a.pt", b"", f"damaged, expected a .pt file with {ARRAY_NAMES}"),
    ],
)  # fmt: skip
def test_a_damaged_file_is_refused_in_one_line(
    tmp_path: Path, name: str, data: bytes, message: str
) -> None:
    (tmp_path / name).write_bytes(data)
    done = lstmcount("rnn", str(tmp_path / name))
    assert done == (2, "", f"lstmcount: {tmp_path / name}: {message}\n")


def test_json_is_what_the_library_computes(tmp_path: Path) -> None:
    rnn = random_simple_rnn(np.random.default_rng(3))
    path = write_arrays(tmp_path / "a.npz", rnn_arrays(rnn))
    options = ["--steps", "7", "--seed", "5", "--c0", "0.5", "--format", "json"]
    found = json.loads(lstmcount("rnn", str(path), *options).out)
    tokens = np.random.default_rng(5).integers(0, rnn.input_size, 7).tolist()
    expected = compare(rnn, tokens, 0.5)
    assert list(found) == ["c0", "steps", "max_gap", "max_bound", "trace", "sweep"]
    assert (found["c0"], found["steps"]) == (0.5, 7)
    assert found["max_gap"] == max(step["gap"] for step in found["trace"]) > 0
    assert found["max_bound"] == max(step["bound"] for step in found["trace"])
    for got, step in zip(found["trace"], expected.trace, strict=True):
        assert list(got) == ["rnn", "lstm", "gap", "bound"]
        assert np.array(got["rnn"]).tobytes() == step.rnn.tobytes()
        assert np.array(got["lstm"]).tobytes() == step.lstm.tobytes()
        assert (got["gap"], got["bound"]) == (step.gap, step.bound)
    assert [one["c0"] for one in found["sweep"]] == list(SWEEP)
    assert [one["max_gap"] for one in found["sweep"]] == [one.max_gap for one in expected.sweep]


def test_a_seed_draws_the_weights_and_the_inputs() -> None:
    first, again, other = (
        lstmcount(*f"rnn --inputs 5 --hidden 2 --seed {seed} --format json".split()).out
        for seed in (1, 1, 2)
    )
    assert first == again != other
    assert [len(step["rnn"]) for step in json.loads(first)["trace"]] == [2] * 10


@pytest.mark.parametrize("suffix", [".npz", ".json"])
def test_the_lstm_is_written_with_its_start(tmp_path: Path, suffix: str) -> None:
    rnn = random_simple_rnn(np.random.default_rng(4))
    source, target = write_arrays(tmp_path / "a.npz", rnn_arrays(rnn)), tmp_path / f"b{suffix}"
    assert lstmcount("rnn", str(source), "--c0", "7", "-o", str(target)) == (0, "", "")
    found = dict(np.load(target)) if suffix == ".npz" else json.loads(target.read_text())
    expected = state_dict(containing_lstm(rnn, 7))
    assert list(found) == [*ARRAY_NAMES.split(", "), "h_0", "c_0"]
    assert {k: np.array(v).tobytes() for k, v in found.items()} == {
        k: v.tobytes() for k, v in expected.items()
    }


def test_a_written_lstm_counts_only_with_four_inputs(tmp_path: Path) -> None:
    path = tmp_path / "a.npz"
    lstmcount("rnn", "--inputs", "4", "-o", str(path))
    again = lstmcount("weights", str(path), "--format", "json").out
    assert json.loads(again)["c_0"] == [20] * 4
    lstmcount("rnn", "--inputs", "3", "-o", str(path))
    shape = "weight_ih_l0 has shape (16, 3), expected (16, 4): a column each for bad, good, not, uh"
    assert lstmcount("verify", str(path)).err == f"lstmcount: {path}: {shape}\n"


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        ("/no/such.npz", 2, "/no/such.npz: No such file or directory"),
        ("samples/right.json", 2, "samples/right.json: weight_ih_l0 has shape (24, 4), expected (6, 4)"),
        ("a.npz --hidden 3", 2, "RNN_WEIGHTS and --inputs or --hidden cannot be given together; see 'lstmcount rnn --help'"),
        ("--c0 nan", 2, "Invalid value for '--c0': expected a finite number; see 'lstmcount rnn --help'"),
        ("--c0 -1", 2, "Invalid value for '--c0': -1.0 is not in the range x>=0; see 'lstmcount rnn --help'"),
        ("--steps 0", 2, "Invalid value for '--steps': 0 is not in the range 1<=x<=100000; see 'lstmcount rnn --help'"),
        ("-o a.txt", 2, "a.txt: expected a name in .npz, .json or .safetensors"),
        ("-o /no/such/a.npz", 74, "/no/such/a.npz: No such file or directory"),
    ],
)  # fmt: skip
def test_an_error_is_one_line(arguments: str, code: int, message: str) -> None:
    assert lstmcount("rnn", *arguments.split()) == (code, "", f"lstmcount: {message}\n")

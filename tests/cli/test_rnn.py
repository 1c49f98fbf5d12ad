"""The ``rnn`` command and the files that it reads and writes."""

import json
import math
from pathlib import Path

import numpy as np
import pytest

from lstmcount.errors import WeightsError
from lstmcount.nn.array_files import MAX_BYTES
from lstmcount.nn.rnn import SimpleRNN, containing_lstm
from lstmcount.nn.rnn_gap import SWEEP, compare
from lstmcount.nn.weight_files import load_rnn, state_dict

from .transcripts import run
from .variants import random_simple_rnn

NAMES = "weight_ih_l0, weight_hh_l0, bias_ih_l0, bias_hh_l0"
GOOD = {
    "weight_ih_l0": np.ones((2, 3)),
    "weight_hh_l0": np.ones((2, 2)),
    "bias_ih_l0": np.ones(2),
    "bias_hh_l0": np.ones(2),
}


def arrays_of(rnn: SimpleRNN) -> dict[str, np.ndarray]:
    names = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
    return {f"{name}_l0": getattr(rnn, name) for name in names} | {"h_0": rnn.h_0}


def written(path: Path, arrays: dict[str, np.ndarray]) -> Path:
    if path.suffix == ".npz":
        with path.open("wb") as file:
            np.savez_compressed(file, **arrays)
    else:
        path.write_text(json.dumps({name: array.tolist() for name, array in arrays.items()}))
    return path


@pytest.mark.parametrize("suffix", [".npz", ".json"])
def test_an_rnn_is_read_with_every_bit(tmp_path: Path, suffix: str) -> None:
    expected = arrays_of(random_simple_rnn(np.random.default_rng(1)))
    rnn = load_rnn(written(tmp_path / f"a{suffix}", expected))
    assert {k: v.tobytes() for k, v in arrays_of(rnn).items()} == {
        k: v.tobytes() for k, v in expected.items()
    }
    del expected["h_0"]
    assert not load_rnn(written(tmp_path / f"b{suffix}", expected)).h_0.any()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"bias_hh_l0": None}, "no bias_hh_l0"),
        ({"c_0": np.zeros(2)}, f"unexpected 'c_0', expected {NAMES}"),
        ({"score_unit": np.array(0)}, f"unexpected 'score_unit', expected {NAMES}"),
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
    arrays = {k: v for k, v in (GOOD | change).items() if v is not None}
    path = written(tmp_path / "a.npz", arrays)
    with pytest.raises(WeightsError) as error:
        load_rnn(path)
    assert str(error.value) == f"{path}: {message}"


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.npz", b"PK", f"damaged, expected a .npz file with {NAMES}"),
        ("a.json", b"[1]", f"expected an object with {NAMES}"),
        ("a.json", b'{"bias_hh_l0": Infinity}', "Infinity is no number"),
        ("a.json", b'{"h_0": [1], "h_0": [1]}', f"no {NAMES}"),
        ("a.json", b" " * (MAX_BYTES + 1), "larger than 1 MiB, expected the weights of a small RNN"),
        ("a.pt", b"", "expected a name that ends in .npz or .json"),
    ],
)  # fmt: skip
def test_damaged_files_are_one_line(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    (tmp_path / name).write_bytes(data)
    out = run('lstmcount rnn "$1"; echo $?', tmp_path / name)
    assert out == f"lstmcount: {tmp_path / name}: {message}\n2\n"


def refusal(path: Path) -> str:
    try:
        load_rnn(path)
    except WeightsError as error:
        return str(error)
    return ""


def test_no_mutation_of_a_file_does_more_than_be_refused(tmp_path: Path) -> None:
    rng = np.random.default_rng(2)
    messages = []
    for suffix in (".npz", ".json"):
        whole = written(tmp_path / f"a{suffix}", GOOD).read_bytes()
        for _ in range(300):
            mutated = bytearray(whole)
            for place in rng.integers(0, len(whole), 3):
                mutated[place] = rng.integers(256)
            (tmp_path / f"b{suffix}").write_bytes(mutated)
            messages.append(refusal(tmp_path / f"b{suffix}"))
    assert all(message.isprintable() for message in messages)
    assert sum(message != "" for message in messages) > 300


def test_json_is_what_the_library_computes(tmp_path: Path) -> None:
    rnn = random_simple_rnn(np.random.default_rng(3))
    path = written(tmp_path / "a.npz", arrays_of(rnn))
    found = json.loads(run('lstmcount rnn "$1" --steps 7 --seed 5 --c0 0.5 --format json', path))
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
        run(f"lstmcount rnn --inputs 5 --hidden 2 --seed {seed} --format json")
        for seed in (1, 1, 2)
    )
    assert first == again != other
    assert [len(step["rnn"]) for step in json.loads(first)["trace"]] == [2] * 10


@pytest.mark.parametrize(
    ("columns", "hidden", "shown"), [(80, 4, 4), (80, 32, 4), (160, 32, 11), (60, 1, 1)]
)
def test_every_value_of_the_table_is_on_the_screen(columns: int, hidden: int, shown: int) -> None:
    options = f"--hidden {hidden} --c0 0 --steps 12"
    out = run(f"COLUMNS={columns} lstmcount rnn {options}")
    found = json.loads(run(f"lstmcount rnn {options} --format json"))
    lines = out.splitlines()
    assert max(map(len, lines)) <= columns
    rows = [line.split() for line in lines if line.strip()[:1].isdigit() and "units" not in line]
    steps, sweep = rows[:12], rows[12:]
    for number, (row, step) in enumerate(zip(steps, found["trace"], strict=True), 1):
        states = [f"{value:.3f}" for part in ("rnn", "lstm") for value in step[part][:shown]]
        assert row == [str(number), *states, f"{step['gap']:.2g}", f"{step['bound']:.2g}"]
    for row, one in zip(sweep, found["sweep"], strict=True):
        assert row[:2] == [f"{one['c0']:g}", f"{one['max_gap']:.2g}"]
    assert [row[-1] for row in sweep][-1:] == ["0"]
    assert (f"{shown} of the {hidden} units" in out) == (shown < hidden)


def test_the_bars_fall_until_the_gap_is_exactly_0() -> None:
    rows = run("lstmcount rnn").splitlines()[-7:-1]
    bars = [row.count("█") for row in rows]
    assert bars == sorted(bars, reverse=True)
    assert bars[0] - bars[3] == pytest.approx(10 / math.log(10), abs=1)
    assert rows[-1].rstrip().endswith("exactly 0")


def test_a_narrow_terminal_gets_plain_lines() -> None:
    out = run("COLUMNS=40 lstmcount rnn --steps 2")
    assert "2 gap 0 bound 0\n" in out
    assert out.endswith("c₀ = 20 largest gap 0\n")
    assert max(map(len, out.splitlines())) <= 40


def test_the_headline_says_how_far_apart_they_are() -> None:
    assert "c₀ = 20\nequal to the last bit at every step\n" in run("lstmcount rnn")
    found = json.loads(run("lstmcount rnn --c0 2.5 --format json"))
    expected = f"up to {found['max_gap']:.2g} apart, bound {found['max_bound']:.2g}"
    assert f"c₀ = 2.5\n{expected}\n" in run("lstmcount rnn --c0 2.5")


@pytest.mark.parametrize("suffix", [".npz", ".json"])
def test_the_lstm_is_written_with_its_start(tmp_path: Path, suffix: str) -> None:
    rnn = random_simple_rnn(np.random.default_rng(4))
    source, target = written(tmp_path / "a.npz", arrays_of(rnn)), tmp_path / f"b{suffix}"
    assert run('lstmcount rnn "$1" --c0 7 -o "$2"', source, target) == ""
    found = dict(np.load(target)) if suffix == ".npz" else json.loads(target.read_text())
    expected = state_dict(containing_lstm(rnn, 7))
    assert list(found) == [*NAMES.split(", "), "h_0", "c_0"]
    assert {k: np.array(v).tobytes() for k, v in found.items()} == {
        k: v.tobytes() for k, v in expected.items()
    }


def test_what_was_written_reads_back_only_with_four_inputs(tmp_path: Path) -> None:
    path = tmp_path / "a.npz"
    run('lstmcount rnn --inputs 4 -o "$1"', path)
    assert json.loads(run('lstmcount weights "$1" --format json', path))["c_0"] == [20] * 4
    run('lstmcount rnn --inputs 3 -o "$1"', path)
    message = f"lstmcount: {path}: weight_ih_l0 has shape (16, 3), expected (16, 4)\n"
    assert run('lstmcount weights "$1"', path) == message


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        ("/no/such.npz", 2, "/no/such.npz: No such file or directory"),
        ("samples/right.json", 2, "samples/right.json: weight_ih_l0 has shape (24, 4), expected (6, 4)"),
        ("a.npz --hidden 3", 2, "RNN_WEIGHTS and --inputs or --hidden cannot be given together; see 'lstmcount rnn --help'"),
        ("--c0 nan", 2, "Invalid value for '--c0': expected a finite number; see 'lstmcount rnn --help'"),
        ("--c0 -1", 2, "Invalid value for '--c0': -1.0 is not in the range x>=0; see 'lstmcount rnn --help'"),
        ("--steps 0", 2, "Invalid value for '--steps': 0 is not in the range 1<=x<=100000; see 'lstmcount rnn --help'"),
        ("-o a.txt", 2, "a.txt: expected a name that ends in .npz or .json"),
        ("-o /no/such/a.npz", 74, "/no/such/a.npz: No such file or directory"),
        ("> /dev/full", 74, "standard output: No space left on device"),
        ("--format json > /dev/full", 74, "standard output: No space left on device"),
    ],
)  # fmt: skip
def test_errors_are_one_line(arguments: str, code: int, message: str) -> None:
    assert run(f"lstmcount rnn {arguments}; echo $?") == f"lstmcount: {message}\n{code}\n"

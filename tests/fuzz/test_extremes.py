"""Weights as extreme as a file can hold, in every command: an answer, or one line."""

import random
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest

from lstmcount.nn.counting_lstm import counting_lstm
from lstmcount.nn.rnn import random_rnn
from lstmcount.nn.weight_files import state_dict

from . import cases
from .running import assert_one_line_at_most, lstmcount

pytestmark = pytest.mark.fuzz

EXTREMES = [
    0.0,
    -0.0,
    5e-324,
    1e-308,
    1e-16,
    0.5,
    1e4,
    65504,
    2.0**53,
    2.0**63,
    1e30,
    3e38,
    1e300,
    1.79e308,
]
WITH_LSTM = [
    "score --weights",
    "score --total --weights",
    "trace --format csv -t good --weights",
    "trace --values -t good --weights",
    "verify --up-to 1000",
    "verify --format json --up-to 9",
    "machine",
    "machine --minimal --format json",
    "machine --format dot",
    "machine --approximate 0.3 --format json",
    "weights",
    "weights --format json",
]
WITH_RNN = ["rnn", "rnn --format json", "rnn --c0 1e308", "rnn --c0 0 --steps 3"]
DTYPES = ["float64", "float32", "float16"]


def extreme(arrays: Mapping[str, np.ndarray], draw: random.Random) -> dict[str, np.ndarray]:
    """Some numbers, or rows of them, or all of an array, as extreme as can be."""
    found = {name: np.array(array, dtype=float) for name, array in arrays.items()}
    for _ in range(draw.choice([1, 1, 2, 5])):
        array = found[draw.choice(list(found))]
        value = draw.choice(EXTREMES) * draw.choice([1, -1])
        at = draw.choice(
            [
                ...,
                draw.randrange(len(array)),
                np.unravel_index(draw.randrange(array.size), array.shape),
            ]
        )
        array[at] = array[at] * value if draw.random() < 0.3 and abs(value) < 1e4 else value
    return found


def test_extreme_weights_in_every_command(tmp_path: Path) -> None:
    rnn, path = random_rnn(np.random.default_rng(0), 3, 2), tmp_path / "a.npz"
    lstm = state_dict(counting_lstm()) | {"h_0": np.zeros(6), "c_0": np.zeros(6)}
    layer = {f"{n}_l0": getattr(rnn, n) for n in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")}
    for number, draw in cases(20_000, "extremes"):
        is_rnn = draw.random() < 0.2
        np.savez(path, **extreme(layer if is_rnn else lstm, draw))
        command = draw.choice(WITH_RNN if is_rnn else WITH_LSTM).split()
        if command[0] in ("score", "trace", "verify", "machine"):
            command[1:1] = ["--dtype", draw.choice(DTYPES)]
        done = lstmcount(*command, str(path), stdin=b"good\nnot bad uh\n")
        assert_one_line_at_most(done.code, done.err, (number, command))

"""Files of weights, written without the code under test."""

import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from lstmcount.nn.rnn import SimpleRNN

ARRAY_NAMES = "weight_ih_l0, weight_hh_l0, bias_ih_l0, bias_hh_l0"


def rnn_arrays(rnn: SimpleRNN) -> dict[str, np.ndarray]:
    """Return the arrays of a file of *rnn*, with its h_0."""
    names = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
    return {f"{name}_l0": getattr(rnn, name) for name in names} | {"h_0": rnn.h_0}


def write_arrays(path: Path, arrays: Mapping[str, np.ndarray]) -> Path:
    """Write *arrays* as the suffix of *path* says, and return it."""
    if path.suffix == ".npz":
        with path.open("wb") as file:
            np.savez_compressed(file, **arrays)
    else:
        path.write_text(json.dumps({name: array.tolist() for name, array in arrays.items()}))
    return path

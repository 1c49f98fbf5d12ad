"""Reading and writing LSTMs, and reading simple RNNs, in files with PyTorch's names."""

import io
import json
import os
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..atomic import replace_file
from ..defaults import MAX_SIZE
from ..errors import WeightsError
from ..text.vocabulary import WORDS
from .array_files import PARAMETERS, Arrays, Kind, checked, known_suffix, load
from .lstm import LSTM
from .rnn import SimpleRNN

_LSTM = Kind("LSTM", optional=("h_0", "c_0", "score_unit"), integers=("score_unit",))
_RNN = Kind("RNN", optional=("h_0",))


def load_lstm(path: str | os.PathLike[str]) -> LSTM:
    """Return the LSTM of a ``.npz`` or ``.json`` file, in float64.

    The four parameters have the names and shapes of ``torch.nn.LSTM(4, H)``; ``h_0`` and ``c_0``
    (H,) and ``score_unit`` may stand beside them. Raises :class:`WeightsError` for anything
    else, and :class:`OSError` where the file cannot be read.

    >>> load_lstm("tests/no-such-file.npz")
    Traceback (most recent call last):
    FileNotFoundError: [Errno 2] No such file or directory: 'tests/no-such-file.npz'
    """
    return load(path, _LSTM, _lstm)


def load_rnn(path: str | os.PathLike[str]) -> SimpleRNN:
    """Return the sigmoid RNN of a ``.npz`` or ``.json`` file, in float64.

    The four parameters have the names and shapes of ``torch.nn.RNN(V, H)``; ``h_0`` (H,) may
    stand beside them. Raises :class:`WeightsError` for anything else, and :class:`OSError`.

    >>> load_rnn("tests/no-such-file.npz")
    Traceback (most recent call last):
    FileNotFoundError: [Errno 2] No such file or directory: 'tests/no-such-file.npz'
    """
    return load(path, _RNN, _rnn)


def save_lstm(lstm: LSTM, path: str | os.PathLike[str]) -> None:
    """Write *lstm* as ``.npz`` or ``.json``, by suffix; the file is either old or whole.

    ``h_0``, ``c_0`` and ``score_unit`` are written only where they are not the default, so that
    ``load_state_dict`` takes the file as it is. Raises :class:`WeightsError` for another suffix.

    >>> from lstmcount.nn.counting_lstm import counting_lstm
    >>> save_lstm(counting_lstm(), "weights.txt")
    Traceback (most recent call last):
    lstmcount.errors.WeightsError: weights.txt: expected a name that ends in .npz or .json
    """
    path = Path(path)
    arrays: dict[str, Any] = state_dict(lstm)
    if known_suffix(path) == ".npz":
        buffer = io.BytesIO()
        np.savez(buffer, **arrays)
        data = buffer.getvalue()
    else:
        lines = (f"{json.dumps(k)}: {json.dumps(v.tolist())}" for k, v in arrays.items())
        data = ("{\n" + ",\n".join(lines) + "\n}\n").encode()
    replace_file(path, data)


def state_dict(lstm: LSTM) -> dict[str, NDArray[Any]]:
    """Return the arrays of *lstm* under the names of PyTorch's ``state_dict``.

    >>> from lstmcount.nn.counting_lstm import counting_lstm
    >>> list(state_dict(counting_lstm()))
    ['weight_ih_l0', 'weight_hh_l0', 'bias_ih_l0', 'bias_hh_l0']
    """
    arrays = {name: getattr(lstm, name.removesuffix("_l0")) for name in PARAMETERS}
    for name in ("h_0", "c_0"):
        if getattr(lstm, name).any():
            arrays[name] = getattr(lstm, name)
    if lstm.score_unit != lstm.hidden_size - 1:
        arrays["score_unit"] = np.array(int(lstm.score_unit))
    return arrays


def _lstm(arrays: Arrays) -> LSTM:
    hidden_size = _columns(arrays, "weight_hh_l0", "(4H, H)")
    unit = _score_unit(arrays.get("score_unit", np.array(hidden_size - 1)), hidden_size)
    start = np.zeros(hidden_size)
    return LSTM(
        weight_ih=checked(arrays, "weight_ih_l0", (4 * hidden_size, len(WORDS))),
        weight_hh=checked(arrays, "weight_hh_l0", (4 * hidden_size, hidden_size)),
        bias_ih=checked(arrays, "bias_ih_l0", (4 * hidden_size,)),
        bias_hh=checked(arrays, "bias_hh_l0", (4 * hidden_size,)),
        h_0=checked({"h_0": start, **arrays}, "h_0", (hidden_size,)),
        c_0=checked({"c_0": start, **arrays}, "c_0", (hidden_size,)),
        score_unit=unit,
        unit_names=tuple("score" if k == unit else f"unit {k}" for k in range(hidden_size)),
    )


def _rnn(arrays: Arrays) -> SimpleRNN:
    hidden_size = _columns(arrays, "weight_hh_l0", "(H, H)")
    input_size = _columns(arrays, "weight_ih_l0", "(H, V)")
    if max(hidden_size, input_size) > MAX_SIZE:
        raise WeightsError(f"more than {MAX_SIZE} inputs or hidden units")
    return SimpleRNN(
        weight_ih=checked(arrays, "weight_ih_l0", (hidden_size, input_size)),
        weight_hh=checked(arrays, "weight_hh_l0", (hidden_size, hidden_size)),
        bias_ih=checked(arrays, "bias_ih_l0", (hidden_size,)),
        bias_hh=checked(arrays, "bias_hh_l0", (hidden_size,)),
        h_0=checked({"h_0": np.zeros(hidden_size), **arrays}, "h_0", (hidden_size,)),
    )


def _columns(arrays: Arrays, name: str, shape: str) -> int:
    columns: int = max((0, *arrays[name].shape[-1:]))
    if columns == 0:
        raise WeightsError(f"{name} is empty, expected the shape {shape}")
    return columns


def _score_unit(array: NDArray[Any], hidden_size: int) -> int:
    if array.shape != () or array.dtype.kind not in "iu" or not 0 <= array < hidden_size:
        raise WeightsError(f"score_unit: expected a whole number from 0 to {hidden_size - 1}")
    return int(array)

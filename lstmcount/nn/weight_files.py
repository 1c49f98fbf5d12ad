"""Reading and writing LSTMs, and reading simple RNNs, in files with PyTorch's names."""

import io
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..atomic import replace_file
from ..errors import WeightsError
from ..text.escaping import printable
from ..text.vocabulary import WORDS
from .array_files import load
from .json_files import json_bytes
from .lstm import LSTM
from .parameter_names import PARAMETERS
from .rnn import SimpleRNN
from .safetensors_files import safetensors_bytes
from .state_dict import lstm_fields, rnn_fields


def load_lstm(path: str | os.PathLike[str], input_size: int | None = len(WORDS)) -> LSTM:
    """Return the LSTM of a weight file, in float64.

    The file is ``.npz``, ``.json``, ``.safetensors``, or a state_dict saved by PyTorch. The four
    parameters have the names and shapes of ``torch.nn.LSTM(input_size, H)``, under a prefix or
    none; ``h_0`` and ``c_0`` (H,) and ``score_unit`` may stand beside them. An *input_size* of
    None takes any. Raises :class:`WeightsError` for anything else, and :class:`OSError` where the
    file cannot be read.

    >>> load_lstm("tests/no-such-file.npz")
    Traceback (most recent call last):
    FileNotFoundError: [Errno 2] No such file or directory: 'tests/no-such-file.npz'
    """
    return load(path, lambda arrays: LSTM(**lstm_fields(arrays, input_size)))


def load_rnn(path: str | os.PathLike[str]) -> SimpleRNN:
    """Return the sigmoid RNN of a weight file, in float64.

    The four parameters have the names and shapes of ``torch.nn.RNN(V, H)``, under a prefix or
    none; ``h_0`` (H,) may stand beside them. Raises :class:`WeightsError` for anything else, and
    :class:`OSError` where the file cannot be read.

    >>> load_rnn("tests/no-such-file.npz")
    Traceback (most recent call last):
    FileNotFoundError: [Errno 2] No such file or directory: 'tests/no-such-file.npz'
    """
    return load(path, lambda arrays: SimpleRNN(**rnn_fields(arrays)))


def save_lstm(lstm: LSTM, path: str | os.PathLike[str]) -> None:
    """Write *lstm* as ``.npz``, ``.json`` or ``.safetensors``, by suffix, whole or not at all.

    ``h_0``, ``c_0`` and ``score_unit`` are written only where they are not the default, so that
    ``load_state_dict`` takes the file as it is. Raises :class:`WeightsError` for another suffix.

    >>> from lstmcount.nn.counting_lstm import counting_lstm
    >>> save_lstm(counting_lstm(), "weights.txt")
    Traceback (most recent call last):
    lstmcount.errors.WeightsError: weights.txt: expected a name in .npz, .json or .safetensors
    """
    path = Path(path)
    suffix = (path.suffix or path.name).lower()  # of a name that is nothing but a suffix
    if suffix not in _BYTES:
        *others, last = _BYTES
        expected = f"{', '.join(others)} or {last}"
        raise WeightsError(f"{printable(str(path))}: expected a name in {expected}")
    replace_file(path, _BYTES[suffix](state_dict(lstm)))


def _npz_bytes(arrays: Mapping[str, Any]) -> bytes:
    buffer = io.BytesIO()
    np.savez(buffer, **arrays)
    return buffer.getvalue()


_BYTES = {".npz": _npz_bytes, ".json": json_bytes, ".safetensors": safetensors_bytes}


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

"""Reading and writing LSTMs as ``.npz`` or ``.json`` files with PyTorch's names.

A file is a stranger's: nothing in it is executed, no more of it is read than an LSTM can need,
whatever its directory claims, and all that is not exactly an LSTM is refused in one line.
"""

import io
import json
import math
import os
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .errors import WeightsError
from .lstm import LSTM, Array
from .output_files import replace_file
from .printable import printable
from .vocabulary import WORDS

MAX_BYTES = 1 << 20

_PARAMETERS = ("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0")
_OPTIONAL = ("h_0", "c_0", "score_unit")
_FOREIGN = {"_reverse": "bidirectional", "_l1": "of several layers", "weight_hr": "projected"}


def load_lstm(path: str | os.PathLike[str]) -> LSTM:
    """Return the LSTM of a ``.npz`` or ``.json`` file, in float64.

    The four parameters have the names and shapes of ``torch.nn.LSTM(4, H)``; ``h_0`` and ``c_0``
    (H,) and ``score_unit`` may stand beside them. Raises :class:`WeightsError` for anything
    else, and :class:`OSError` where the file cannot be read.

    >>> load_lstm("tests/no-such-file.npz")
    Traceback (most recent call last):
    FileNotFoundError: [Errno 2] No such file or directory: 'tests/no-such-file.npz'
    """
    path = Path(path)
    name = printable(str(path))
    read = _reader(path)
    with path.open("rb") as file:
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise WeightsError(f"{name}: larger than 1 MiB, expected the weights of a small LSTM")
    try:
        return _lstm(read(data))
    except WeightsError as error:
        raise WeightsError(f"{name}: {error}") from None
    except Exception:  # damaged files raise a dozen kinds of exception in zipfile, numpy and json
        raise WeightsError(
            f"{name}: damaged, expected a {path.suffix} file with {', '.join(_PARAMETERS)}"
        ) from None


def save_lstm(lstm: LSTM, path: str | os.PathLike[str]) -> None:
    """Write *lstm* as ``.npz`` or ``.json``, by suffix; the file is either old or whole.

    ``h_0``, ``c_0`` and ``score_unit`` are written only where they are not the default, so that
    ``load_state_dict`` takes the file as it is. Raises :class:`WeightsError` for another suffix.

    >>> from lstmcount.weights import counting_lstm
    >>> save_lstm(counting_lstm(), "weights.txt")
    Traceback (most recent call last):
    lstmcount.errors.WeightsError: weights.txt: expected a name that ends in .npz or .json
    """
    path = Path(path)
    _reader(path)
    arrays = state_dict(lstm)
    if path.suffix == ".npz":
        buffer = io.BytesIO()
        np.savez(buffer, allow_pickle=False, **arrays)
        data = buffer.getvalue()
    else:
        lines = (f"{json.dumps(k)}: {json.dumps(v.tolist())}" for k, v in arrays.items())
        data = ("{\n" + ",\n".join(lines) + "\n}\n").encode()
    replace_file(path, data)


def state_dict(lstm: LSTM) -> dict[str, NDArray[Any]]:
    """Return the arrays of *lstm* under the names of PyTorch's ``state_dict``.

    >>> from lstmcount.weights import counting_lstm
    >>> list(state_dict(counting_lstm()))
    ['weight_ih_l0', 'weight_hh_l0', 'bias_ih_l0', 'bias_hh_l0']
    """
    arrays = {name: getattr(lstm, name.removesuffix("_l0")) for name in _PARAMETERS}
    for name in ("h_0", "c_0"):
        if getattr(lstm, name).any():
            arrays[name] = getattr(lstm, name)
    if lstm.score_unit != lstm.hidden_size - 1:
        arrays["score_unit"] = np.array(int(lstm.score_unit))
    return arrays


def _reader(path: Path) -> Callable[[bytes], Mapping[str, NDArray[Any]]]:
    readers = {".npz": _read_npz, ".json": _read_json}
    if path.suffix not in readers:
        raise WeightsError(f"{printable(str(path))}: expected a name that ends in .npz or .json")
    return readers[path.suffix]


def _read_npz(data: bytes) -> Mapping[str, NDArray[Any]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {info.filename.removesuffix(".npy"): info for info in archive.infolist()}
        _check_names(members)
        return {name: _read_npy(name, archive, info) for name, info in members.items()}


def _read_npy(name: str, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> NDArray[Any]:
    with archive.open(info) as member:
        data = member.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise WeightsError(f"{name} is larger than 1 MiB")
    # The header is read first: NumPy would set aside whatever memory it asks for.
    header = io.BytesIO(data)
    version = np.lib.format.read_magic(header)
    if version != (1, 0):
        raise WeightsError(f"{name} is not in version 1.0 of NumPy's format")
    shape, _, dtype = np.lib.format.read_array_header_1_0(header)
    if dtype.hasobject:
        raise WeightsError(f"{name} holds Python objects, expected numbers")
    if math.prod(shape) * dtype.itemsize != len(data) - header.tell():
        raise WeightsError(f"{name} is not as long as its header says")
    array: NDArray[Any] = np.load(io.BytesIO(data), allow_pickle=False)
    return array


def _read_json(data: bytes) -> Mapping[str, NDArray[Any]]:
    def no_constant(text: str) -> None:
        raise WeightsError(f"{text} is no number")

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        _check_names(dict(pairs))
        if len(dict(pairs)) != len(pairs):
            raise WeightsError("a name stands twice")
        return dict(pairs)

    values = json.loads(data, parse_constant=no_constant, object_pairs_hook=once)
    if not isinstance(values, dict):
        raise WeightsError(f"expected an object with {', '.join(_PARAMETERS)}")
    return {name: _numbers(name, value) for name, value in values.items()}


def _numbers(name: str, value: Any) -> NDArray[Any]:
    array = np.array(value)
    if name != "score_unit" and array.dtype.kind == "i":
        array = array.astype(np.float64)
    return array


def _check_names(names: Mapping[str, object]) -> None:
    for name in names:
        kind = next((kind for part, kind in _FOREIGN.items() if part in name), None)
        if kind:
            raise WeightsError(f"{printable(name)!r}: an LSTM that is {kind} is not run here")
        if name not in _PARAMETERS + _OPTIONAL:
            raise WeightsError(
                f"unexpected {printable(name)[:80]!r}, expected {', '.join(_PARAMETERS)}"
            )
    missing = [name for name in _PARAMETERS if name not in names]
    if missing:
        raise WeightsError(f"no {', '.join(missing)}")


def _lstm(arrays: Mapping[str, NDArray[Any]]) -> LSTM:
    hidden_size = max((0, *arrays["weight_hh_l0"].shape[-1:]))
    if hidden_size == 0:
        raise WeightsError("weight_hh_l0 is empty, expected the shape (4H, H)")
    unit = _score_unit(arrays.get("score_unit", np.array(hidden_size - 1)), hidden_size)
    start = np.zeros(hidden_size)
    return LSTM(
        weight_ih=_checked(arrays, "weight_ih_l0", (4 * hidden_size, len(WORDS))),
        weight_hh=_checked(arrays, "weight_hh_l0", (4 * hidden_size, hidden_size)),
        bias_ih=_checked(arrays, "bias_ih_l0", (4 * hidden_size,)),
        bias_hh=_checked(arrays, "bias_hh_l0", (4 * hidden_size,)),
        h_0=_checked({"h_0": start, **arrays}, "h_0", (hidden_size,)),
        c_0=_checked({"c_0": start, **arrays}, "c_0", (hidden_size,)),
        score_unit=unit,
        unit_names=tuple("score" if k == unit else f"unit {k}" for k in range(hidden_size)),
    )


def _checked(arrays: Mapping[str, NDArray[Any]], name: str, shape: tuple[int, ...]) -> Array:
    array = arrays[name]
    if array.dtype.kind != "f" or array.dtype.itemsize > 8:
        raise WeightsError(f"{name} has dtype {array.dtype}, expected float64, float32 or float16")
    if array.shape != shape:
        raise WeightsError(f"{name} has shape {array.shape}, expected {shape}")
    if not np.isfinite(array).all():
        raise WeightsError(f"{name} holds a value that is not finite")
    return np.ascontiguousarray(array, dtype=np.float64)


def _score_unit(array: NDArray[Any], hidden_size: int) -> int:
    if array.shape != () or array.dtype.kind not in "iu" or not 0 <= array < hidden_size:
        raise WeightsError(f"score_unit: expected a whole number from 0 to {hidden_size - 1}")
    return int(array)

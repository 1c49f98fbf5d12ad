"""Reading named arrays from ``.npz`` and ``.json`` files with PyTorch's names, safely.

A file is a stranger's: nothing in it is executed, no more of it is read than a small layer can
need, whatever its directory claims, and all that is not exactly such a layer is refused in one
line. What the layer is, its names and its shapes, is said by whoever asks for it.
"""

import io
import json
import math
import os
import warnings
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from ..errors import WeightsError
from ..text.escaping import printable
from .layer import Array

Arrays: TypeAlias = Mapping[str, NDArray[Any]]
_Layer = TypeVar("_Layer")

MAX_BYTES = 1 << 20
PARAMETERS = ("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0")
_FOREIGN = {"_reverse": "bidirectional", "_l1": "of several layers", "weight_hr": "projected"}


class Kind(NamedTuple):
    """What a file is expected to hold, beside the four parameters."""

    name: str  # "LSTM"; follows the word "an"
    optional: tuple[str, ...]
    integers: tuple[str, ...] = ()


def load(path: str | os.PathLike[str], kind: Kind, build: Callable[[Arrays], _Layer]) -> _Layer:
    """Return what *build* makes of the arrays in a file that has the names of *kind*.

    *build* checks the shapes. Raises :class:`WeightsError` for all that is not such a file, and
    :class:`OSError` where it cannot be read.

    >>> load("pyproject.toml", Kind("LSTM", ()), dict)
    Traceback (most recent call last):
    lstmcount.errors.WeightsError: pyproject.toml: expected a name that ends in .npz or .json
    """
    path = Path(path)
    name = printable(str(path))
    suffix = known_suffix(path)
    read = {".npz": _read_npz, ".json": _read_json}[suffix]
    with path.open("rb") as file:
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise WeightsError(
            f"{name}: larger than 1 MiB, expected the weights of a small {kind.name}"
        )
    try:
        with warnings.catch_warnings():  # of a header from Python 2, or of one that is no Python
            warnings.simplefilter("ignore")
            return build(read(data, kind))
    except WeightsError as error:
        raise WeightsError(f"{name}: {error}") from None
    except Exception:  # damaged files raise a dozen kinds of exception in zipfile, numpy and json
        raise WeightsError(
            f"{name}: damaged, expected a {suffix} file with {', '.join(PARAMETERS)}"
        ) from None


def checked(arrays: Arrays, name: str, shape: tuple[int, ...]) -> Array:
    """Return the array *name* in float64, if it has floats, this *shape*, and is finite.

    >>> checked({"h_0": np.zeros(3)}, "h_0", (2,))
    Traceback (most recent call last):
    lstmcount.errors.WeightsError: h_0 has shape (3,), expected (2,)
    """
    array = arrays[name]
    if array.dtype.kind != "f" or array.dtype.itemsize > 8:
        raise WeightsError(f"{name} has dtype {array.dtype}, expected float64, float32 or float16")
    if array.shape != shape:
        raise WeightsError(f"{name} has shape {array.shape}, expected {shape}")
    if not np.isfinite(array).all():
        raise WeightsError(f"{name} holds a value that is not finite")
    return np.ascontiguousarray(array, dtype=np.float64)


def known_suffix(path: Path) -> str:
    """Return the suffix of *path*, ``.npz`` or ``.json``; raises :class:`WeightsError`.

    >>> known_suffix(Path("weights.npz"))
    '.npz'
    """
    suffix = path.suffix or path.name  # of a name that is nothing but a suffix
    if suffix not in (".npz", ".json"):
        raise WeightsError(f"{printable(str(path))}: expected a name that ends in .npz or .json")
    return suffix


def _read_npz(data: bytes, kind: Kind) -> Arrays:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {info.filename.removesuffix(".npy"): info for info in archive.infolist()}
        _check_names(members, kind)
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


def _read_json(data: bytes, kind: Kind) -> Arrays:
    def no_constant(text: str) -> None:
        raise WeightsError(f"{text} is no number")

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        _check_names(dict(pairs), kind)
        if len(dict(pairs)) != len(pairs):
            raise WeightsError("a name stands twice")
        return dict(pairs)

    values = json.loads(data, parse_constant=no_constant, object_pairs_hook=once)
    if not isinstance(values, dict):
        raise WeightsError(f"expected an object with {', '.join(PARAMETERS)}")
    return {name: _numbers(value, name in kind.integers) for name, value in values.items()}


def _numbers(value: Any, integer: bool) -> NDArray[Any]:
    array = np.array(value)
    return array.astype(np.float64) if array.dtype.kind == "i" and not integer else array


def _check_names(names: Mapping[str, object], kind: Kind) -> None:
    for name in names:
        foreign = next((word for part, word in _FOREIGN.items() if part in name), None)
        if foreign:
            what = f"an {kind.name} that is {foreign}"
            raise WeightsError(f"{printable(name)!r}: {what} is not run here")
        if name not in PARAMETERS + kind.optional:
            expected = ", ".join(PARAMETERS)
            raise WeightsError(f"unexpected {printable(name)[:80]!r}, expected {expected}")
    missing = [name for name in PARAMETERS if name not in names]
    if missing:
        raise WeightsError(f"no {', '.join(missing)}")

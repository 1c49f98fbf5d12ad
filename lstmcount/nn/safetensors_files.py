"""The ``.safetensors`` format: the length of a header, the header in JSON, then the numbers.

The header gives each array its dtype, its shape, and where its bytes begin and end. Source: the
documentation of the ``safetensors`` library, "Format".
"""

import json
from collections.abc import Mapping
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..errors import WeightsError
from ..text.escaping import printable
from .bounded import array_from
from .state_dict import LazyArrays

_DTYPES = {
    "F64": "<f8",
    "F32": "<f4",
    "F16": "<f2",
    "BF16": "<bf16",
    "I64": "<i8",
    "I32": "<i4",
    "I16": "<i2",
    "I8": "i1",
    "U64": "<u8",
    "U32": "<u4",
    "U16": "<u2",
    "U8": "u1",
}
_NAMES = {np.dtype(code): name for name, code in _DTYPES.items() if name != "BF16"}
_LENGTH = 8  # bytes that give the header's length
_ALIGNMENT = 8


def is_safetensors(data: bytes) -> bool:
    """Whether *data* begins as such a file does.

    >>> is_safetensors(safetensors_bytes({})), is_safetensors(b'{"h_0": [0]}')
    (True, False)
    """
    length = int.from_bytes(data[:_LENGTH], "little")
    return data[_LENGTH : _LENGTH + 1] == b"{" and length <= len(data) - _LENGTH


def read_safetensors(data: bytes) -> LazyArrays:
    """Return the arrays of a file by name, each to be read when it is asked for.

    >>> read_safetensors(safetensors_bytes({"h_0": np.zeros(2)}))["h_0"]()
    array([0., 0.])
    """
    start = _LENGTH + int.from_bytes(data[:_LENGTH], "little")
    header = json.loads(data[_LENGTH:start])
    header.pop("__metadata__", None)
    return {name: partial(_read, data[start:], name, entry) for name, entry in header.items()}


def _read(data: bytes, name: str, entry: Mapping[str, Any]) -> NDArray[Any]:
    dtype, shape, (begin, end) = entry["dtype"], entry["shape"], entry["data_offsets"]
    if dtype not in _DTYPES:
        raise WeightsError(f"{name} has dtype {printable(str(dtype))[:20]}, expected numbers")
    array = array_from(data[begin:end], _DTYPES[dtype], tuple(shape))
    width = 2 if dtype == "BF16" else array.dtype.itemsize
    if array.size * width != end - begin:
        raise WeightsError(f"{name} is not as long as its header says")
    return array


def safetensors_bytes(arrays: Mapping[str, NDArray[Any]]) -> bytes:
    """Return *arrays* as such a file.

    >>> len(safetensors_bytes({"h_0": np.zeros(2)})) % 8
    0
    """
    header, offset = {}, 0
    for name, array in arrays.items():
        offsets = [offset, offset + array.nbytes]
        dtype = _NAMES[array.dtype]
        header[name] = {"dtype": dtype, "shape": array.shape, "data_offsets": offsets}
        offset += array.nbytes
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % _ALIGNMENT)
    numbers = (array.tobytes() for array in arrays.values())
    return b"".join((len(text).to_bytes(_LENGTH, "little"), text, *numbers))

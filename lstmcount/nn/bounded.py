"""Bytes of a stranger's file, read within bounds whatever the file claims of itself."""

import math
import os
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..errors import WeightsError
from ..text.escaping import printable

MAX_BYTES = 1 << 20
"""The most that is read of a file, of a member of an archive, and for one array."""

_COMPRESSION = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # of others Python bounds no output


def read_file(path: str | os.PathLike[str]) -> bytes:
    """Return what *path* holds; raises :class:`WeightsError` for more than 1 MiB.

    Raises :class:`OSError` where it cannot be read.

    >>> read_file("samples/wrong.json")[:1]
    b'{'
    """
    with Path(path).open("rb") as file:
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise WeightsError("larger than 1 MiB, expected the weights of a small layer")
    return data


def read_member(archive: zipfile.ZipFile, name: str) -> bytes:
    """Return a member of *archive*; raises :class:`WeightsError` for more than 1 MiB.

    >>> import io
    >>> archive = zipfile.ZipFile(io.BytesIO(), "w")
    >>> archive.writestr("a", b"bits")
    >>> read_member(archive, "a")
    b'bits'
    """
    info = archive.getinfo(name)
    if info.compress_type not in _COMPRESSION:
        raise WeightsError(f"{printable(name)} is compressed otherwise than by deflate")
    with archive.open(info) as member:
        data = member.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise WeightsError(f"{printable(name.removesuffix('.npy'))} is larger than 1 MiB")
    return data


def array_from(
    buffer: bytes,
    dtype: str,
    shape: tuple[int, ...],
    strides: tuple[int, ...] | None = None,
    offset: int = 0,
) -> NDArray[Any]:
    """Return the array of *shape* that lies in *buffer*; *strides* and *offset* count items.

    *dtype* is NumPy's, or ``<bf16``, which becomes float32. Raises :class:`ValueError` where the
    array reaches beyond the buffer, or is larger than 1 MiB.

    >>> array_from(bytes(range(6)), "u1", (2, 2), strides=(1, 3), offset=1).tolist()
    [[1, 4], [2, 5]]
    >>> array_from(b"\\x80\\x3f", "<bf16", (1,)).tolist()
    [1.0]
    """
    is_bfloat16 = dtype.endswith("bf16")
    items = np.dtype(dtype.replace("bf16", "u2"))
    if math.prod(shape) * items.itemsize > MAX_BYTES:
        raise ValueError("an array of more than 1 MiB")
    steps = None if strides is None else tuple(n * items.itemsize for n in strides)
    array: NDArray[Any] = np.ndarray(shape, items, buffer, offset * items.itemsize, steps)
    if is_bfloat16:  # the upper half of a float32
        return (array.astype(np.uint32) << 16).view(np.float32)
    return array.copy()

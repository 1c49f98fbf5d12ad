"""NumPy's ``.npz``: a zip archive of arrays, of which none is a pickle."""

import io
import math
import zipfile
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..errors import WeightsError
from ..text.escaping import printable
from .bounded import read_member
from .state_dict import LazyArrays


def read_npz(archive: zipfile.ZipFile) -> LazyArrays:
    """Return the arrays of *archive* by name, each to be read when it is asked for.

    >>> buffer = io.BytesIO()
    >>> np.savez(buffer, h_0=np.zeros(2))
    >>> read_npz(zipfile.ZipFile(buffer))["h_0"]()
    array([0., 0.])
    """
    members = archive.namelist()
    return {name.removesuffix(".npy"): partial(_read_npy, archive, name) for name in members}


def _read_npy(archive: zipfile.ZipFile, member: str) -> NDArray[Any]:
    data, name = read_member(archive, member), printable(member.removesuffix(".npy"))
    # The header is read first: NumPy would set aside whatever memory it asks for.
    header = io.BytesIO(data)
    if np.lib.format.read_magic(header) != (1, 0):
        raise WeightsError(f"{name} is not in version 1.0 of NumPy's format")
    shape, _, dtype = np.lib.format.read_array_header_1_0(header)
    if dtype.hasobject:
        raise WeightsError(f"{name} holds Python objects, expected numbers")
    if math.prod(shape) * dtype.itemsize != len(data) - header.tell():
        raise WeightsError(f"{name} is not as long as its header says")
    array: NDArray[Any] = np.load(io.BytesIO(data), allow_pickle=False)
    return array

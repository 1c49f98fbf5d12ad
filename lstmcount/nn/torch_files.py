"""PyTorch's ``.pt`` and ``.pth``: a zip archive of a pickle and of the tensors' numbers.

    <name>/data.pkl    the state_dict, its tensors named by keys
    <name>/data/<key>  the numbers of a storage
    <name>/byteorder   "little" or "big"; little if it is not there

PyTorch is not needed, and nothing in the file is run.
"""

import zipfile
from collections.abc import Mapping
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..errors import WeightsError
from ..text.escaping import printable
from .bounded import array_from, read_member
from .state_dict import LazyArrays
from .tensor_pickle import SAVE, Tensor, read_tensors

PICKLE = "/data.pkl"
_TORCHSCRIPT = "/constants.pkl"
_PICKLE_BYTES = 1 << 16  # some hundred tensors; more takes long


def read_torch(archive: zipfile.ZipFile) -> LazyArrays:
    """Return the tensors of a saved state_dict by name, each to be read when it is asked for.

    Raises :class:`WeightsError` for what else ``torch.save`` may have saved.
    """
    members = archive.namelist()
    root = next(name for name in members if name.endswith(PICKLE)).removesuffix(PICKLE)
    if root + _TORCHSCRIPT in members:
        raise WeightsError(
            "holds a TorchScript program, and none is run; save its state_dict: "
            "torch.save(torch.jit.load(FILE).state_dict(), 'lstm.pt')"
        )
    pickle = read_member(archive, root + PICKLE)
    if len(pickle) > _PICKLE_BYTES:
        raise WeightsError(f"holds far more than the tensors of a small layer; {SAVE}")
    order = "<"
    if f"{root}/byteorder" in members:
        order = {b"little": "<", b"big": ">"}[read_member(archive, f"{root}/byteorder")]
    entries = _state_dict(read_tensors(pickle))
    return {k: partial(_read, archive, root, order, k, v) for k, v in entries.items()}


def _state_dict(value: object) -> Mapping[str, object]:
    """Return *value* if it is one; raises :class:`WeightsError`, which says where one may be."""
    if not isinstance(value, dict) or not all(isinstance(name, str) for name in value):
        what = "a single tensor" if isinstance(value, Tensor) else f"a {type(value).__name__}"
        raise WeightsError(f"holds {what}, expected a state_dict; {SAVE}")
    inner = [name for name, one in value.items() if _holds_tensors(one)]
    if inner:
        names = ", ".join(printable(str(name)) for name in value)[:80]
        path = f"checkpoint[{printable(inner[0])[:40]!r}]"
        raise WeightsError(
            f"holds a checkpoint of {names}; save the state_dict alone: "
            f"torch.save({path}, 'lstm.pt')"
        )
    return value


def _holds_tensors(value: object) -> bool:
    return isinstance(value, dict) and any(isinstance(one, Tensor) for one in value.values())


def _read(
    archive: zipfile.ZipFile, root: str, order: str, name: str, value: object
) -> NDArray[Any]:
    if type(value) is int:  # score_unit, from a dictionary that was made by hand
        return np.array(value)
    if not isinstance(value, Tensor):
        raise WeightsError(f"{printable(name)} is no tensor")
    storage, offset, shape, strides = value
    numbers = read_member(archive, f"{root}/data/{storage.key}")
    return array_from(numbers, order + storage.dtype, shape, strides, offset)

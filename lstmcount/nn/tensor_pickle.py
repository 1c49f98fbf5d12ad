"""The pickle of a saved state_dict: dictionaries of tensors, whose numbers stand elsewhere."""

from collections.abc import Callable
from typing import Any, NamedTuple

from ..errors import WeightsError
from ..text.escaping import printable
from .pickled_data import UnexpectedNameError, read_pickle

_DTYPES = {
    "Double": "f8",
    "Float": "f4",
    "Half": "f2",
    "BFloat16": "bf16",
    "Long": "i8",
    "Int": "i4",
    "Short": "i2",
    "Char": "i1",
    "Byte": "u1",
}
_STORAGES = {f"torch.{name}Storage": dtype for name, dtype in _DTYPES.items()}

SAVE = "save the state_dict alone: torch.save(model.state_dict(), 'lstm.pt')"
"""How a file comes to hold tensors and nothing else."""


class Storage(NamedTuple):
    """The numbers of one or several tensors, which stand in a member of the archive."""

    dtype: str  # without the order of the bytes
    key: str


class Tensor(NamedTuple):
    """A view of a storage; offset and strides count items."""

    storage: Storage
    offset: int
    shape: tuple[int, ...]
    strides: tuple[int, ...]


def read_tensors(pickle: bytes) -> object:
    """Return what *pickle* holds: dictionaries, lists, numbers, texts and tensors.

    Raises :class:`WeightsError` where it asks for anything else, and any exception where it is
    damaged.

    >>> import pickle
    >>> read_tensors(pickle.dumps([print]))  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    lstmcount.errors.WeightsError: asks for 'builtins.print' beside tensors, and nothing is run; ...
    """
    try:
        return read_pickle(pickle, _NAMES, _storage)
    except UnexpectedNameError as error:
        shown = repr(printable(str(error))[:80])
    if b"torch.nn.modules" in pickle:
        raise WeightsError(f"holds a whole module ({shown}), and none is run; {SAVE}")
    raise WeightsError(f"asks for {shown} beside tensors, and nothing is run; {SAVE}")


def _storage(kind: str, name: str, key: str, *_: object) -> Storage:
    if kind != "storage":
        raise ValueError(kind)
    return Storage(_STORAGES[name], str(key))


def _tensor(
    storage: Storage, offset: int, shape: tuple[int, ...], strides: tuple[int, ...], *_: object
) -> Tensor:
    numbers = (offset, *shape, *strides)
    if not isinstance(storage, Storage) or {*map(type, numbers)} != {int} or min(numbers) < 0:
        raise ValueError("no tensor")
    return Tensor(storage, offset, shape, strides)


def _parameter(tensor: Tensor, *_: object) -> Tensor:
    return tensor


def _empty_dict() -> dict[object, object]:
    return {}


_NAMES: dict[str, Callable[..., Any] | None] = {
    "collections.OrderedDict": _empty_dict,  # its items come afterwards
    "torch._utils._rebuild_tensor_v2": _tensor,
    "torch._utils._rebuild_parameter": _parameter,
    **dict.fromkeys(_STORAGES),
}

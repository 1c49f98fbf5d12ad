"""Pickles of tensors, interpreted as data: nothing is imported, and nothing is called.

A pickle is a program, and the usual reader runs it: one line in a file can delete a home
directory. A saved ``state_dict`` needs few of its instructions, and only names that build tensors
and dictionaries. This module interprets those few, with plain values in place of what the names
stand for, and refuses every other name before it could mean anything.
"""

import pickletools
from collections.abc import Callable
from typing import Any, NamedTuple, NoReturn

from ..errors import WeightsError
from ..text.escaping import printable

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
_DICT = "collections.OrderedDict"
_TENSOR = "torch._utils._rebuild_tensor_v2"
_PARAMETER = "torch._utils._rebuild_parameter"
_KNOWN = {_DICT, _TENSOR, _PARAMETER, *_STORAGES}

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


class _Name(str):
    """A name that the pickle asks for, in place of what it stands for."""


class _Mark:
    """Where the arguments of an instruction begin on the stack."""


def read_pickle(data: bytes) -> object:
    """Return what the pickle in *data* holds: dictionaries, lists, numbers, texts and tensors.

    Raises :class:`WeightsError` where it asks for any other name, and any exception where it
    is damaged.

    >>> import pickle
    >>> read_pickle(pickle.dumps({"epoch": 3}, protocol=2))
    {'epoch': 3}
    >>> read_pickle(pickle.dumps(print))  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    lstmcount.errors.WeightsError: asks for 'builtins.print' beside tensors, and nothing is run; ...
    """
    machine = _Machine(data)
    for instruction, argument, _ in pickletools.genops(data):
        machine.execute(instruction.name, argument)
    return machine.stack.pop()


class _Machine:
    """The stack and the memo of a pickle, and what each of the few instructions does to them."""

    def __init__(self, data: bytes) -> None:
        self.stack: list[Any] = []
        self._memo: dict[int, Any] = {}
        self._data = data  # for messages
        self._instructions: dict[str, Callable[[Any], object]] = {
            **dict.fromkeys(("PROTO", "FRAME", "STOP"), lambda _: None),
            **dict.fromkeys(_PUSHED, self.stack.append),
            "NONE": lambda _: self.stack.append(None),
            "NEWTRUE": lambda _: self.stack.append(True),
            "NEWFALSE": lambda _: self.stack.append(False),
            "EMPTY_DICT": lambda _: self.stack.append({}),
            "EMPTY_LIST": lambda _: self.stack.append([]),
            "EMPTY_TUPLE": lambda _: self.stack.append(()),
            "MARK": lambda _: self.stack.append(_Mark()),
            "POP": lambda _: self.stack.pop(),
            "POP_MARK": lambda _: self._pop_to_mark(),
            "DUP": lambda _: self.stack.append(self.stack[-1]),
            "LIST": lambda _: self.stack.append(self._pop_to_mark()),
            "DICT": lambda _: self._dict(self._pop_to_mark()),
            "TUPLE": lambda _: self.stack.append(tuple(self._pop_to_mark())),
            "TUPLE1": lambda _: self._tuple(1),
            "TUPLE2": lambda _: self._tuple(2),
            "TUPLE3": lambda _: self._tuple(3),
            "APPEND": lambda _: self._append([self.stack.pop()]),
            "APPENDS": lambda _: self._append(self._pop_to_mark()),
            "SETITEM": lambda _: self._set_items([self.stack.pop(-2), self.stack.pop()]),
            "SETITEMS": lambda _: self._set_items(self._pop_to_mark()),
            **dict.fromkeys(("PUT", "BINPUT", "LONG_BINPUT"), self._remember),
            **dict.fromkeys(("GET", "BINGET", "LONG_BINGET"), self._recall),
            "MEMOIZE": lambda _: self._remember(len(self._memo)),
            "GLOBAL": lambda names: self._name(*names.split(" ", 1)),
            "STACK_GLOBAL": lambda _: self._name(self.stack.pop(-2), self.stack.pop()),
            "INST": lambda names: self._refuse(names.replace(" ", ".")),
            "BINPERSID": lambda _: self.stack.append(_storage(*self.stack.pop())),
            "REDUCE": lambda _: self._call(),
            "BUILD": lambda _: self._build(),
        }

    def execute(self, instruction: str, argument: Any) -> None:
        """Change the stack as *instruction* says."""
        if instruction not in self._instructions:
            raise WeightsError(f"its pickle uses {instruction}, of which tensors have no need")
        self._instructions[instruction](argument)

    def _name(self, module: str, name: str) -> None:
        full = f"{module}.{name}"
        if full not in _KNOWN:
            self._refuse(full)
        self.stack.append(_Name(full))

    def _refuse(self, name: str) -> NoReturn:
        shown = repr(printable(name)[:80])
        if b"torch.nn.modules" in self._data:
            raise WeightsError(f"holds a whole module ({shown}), and none is run; {SAVE}")
        raise WeightsError(f"asks for {shown} beside tensors, and nothing is run; {SAVE}")

    def _remember(self, key: int) -> None:
        self._memo[key] = self.stack[-1]

    def _recall(self, key: int) -> None:
        self.stack.append(self._memo[key])

    def _pop_to_mark(self) -> list[Any]:
        start = max(k for k, one in enumerate(self.stack) if isinstance(one, _Mark))
        values = self.stack[start + 1 :]
        del self.stack[start:]
        return values

    def _tuple(self, length: int) -> None:
        values = [self.stack.pop() for _ in range(length)]
        self.stack.append(tuple(reversed(values)))

    def _dict(self, values: list[Any]) -> None:
        self.stack.append({})
        self._set_items(values)

    def _append(self, values: list[Any]) -> None:
        self.stack[-1].extend(values)

    def _set_items(self, values: list[Any]) -> None:
        self.stack[-1].update(zip(values[::2], values[1::2], strict=True))

    def _call(self) -> None:
        arguments, name = self.stack.pop(), self.stack.pop()
        self.stack.append(_CALLS[name](*arguments))

    def _build(self) -> None:
        """Drop the attributes of a dictionary: PyTorch notes the versions of modules there."""
        self.stack.pop()
        if not isinstance(self.stack[-1], dict):
            raise WeightsError("its pickle sets the attributes of what is no dictionary")


_PUSHED = (
    *("INT", "BININT", "BININT1", "BININT2", "LONG", "LONG1", "LONG4", "FLOAT", "BINFLOAT"),
    *("STRING", "BINSTRING", "SHORT_BINSTRING", "UNICODE", "BINUNICODE", "SHORT_BINUNICODE"),
)


def _storage(kind: str, name: _Name, key: str, *_: object) -> Storage:
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


_CALLS: dict[str, Callable[..., Any]] = {
    _DICT: _empty_dict,  # its items come afterwards
    _TENSOR: _tensor,
    _PARAMETER: _parameter,
}

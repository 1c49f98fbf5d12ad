"""Pickles interpreted as data: nothing is imported, and only what is handed in is called.

A pickle is a program, and the usual reader runs it: one line in a file can delete a home
directory. This module interprets the few instructions that plain data needs. A name stands for
nothing but itself, and one that is not expected is refused before it could mean anything.
"""

import pickletools
from collections.abc import Callable, Mapping
from typing import Any, NoReturn

from ..errors import WeightsError


class UnexpectedNameError(Exception):
    """The pickle asks for a name that is not expected."""


def read_pickle(
    data: bytes, names: Mapping[str, Callable[..., Any] | None], persistent: Callable[..., Any]
) -> object:
    """Return what the pickle in *data* holds: dictionaries, lists, numbers, texts, and what is made
    by *names* and by *persistent*.

    *names* are all that it may ask for, with what is called for each, if anything; *persistent* is
    called with what stands for data outside the pickle. Raises :class:`UnexpectedNameError`, and
    :class:`WeightsError` at an instruction that data has no need of; where the pickle is damaged,
    any exception.

    >>> import pickle
    >>> read_pickle(pickle.dumps({"epoch": 3}), {}, print)
    {'epoch': 3}
    >>> read_pickle(pickle.dumps(print), {}, print)
    Traceback (most recent call last):
    lstmcount.nn.pickled_data.UnexpectedNameError: builtins.print
    """
    machine = _Machine(names, persistent)
    for instruction, argument, _ in pickletools.genops(data):
        machine.execute(instruction.name, argument)
    return machine.stack.pop()


class _Machine:
    """The stack and the memo of a pickle, and what each of the few instructions does to them."""

    def __init__(
        self, names: Mapping[str, Callable[..., Any] | None], persistent: Callable[..., Any]
    ) -> None:
        self.stack: list[Any] = []
        self._names = names
        self._persistent = persistent
        self._memo: dict[int, Any] = {}
        self._marks: list[int] = []  # where the arguments of an instruction begin on the stack
        push, pop = self.stack.append, self.stack.pop
        self._instructions: dict[str, Callable[[Any], object]] = {
            **dict.fromkeys(("PROTO", "FRAME", "STOP"), lambda _: None),
            **dict.fromkeys(_PUSHED, push),
            "NONE": lambda _: push(None),
            "NEWTRUE": lambda _: push(True),
            "NEWFALSE": lambda _: push(False),
            "EMPTY_DICT": lambda _: push({}),
            "EMPTY_LIST": lambda _: push([]),
            "EMPTY_TUPLE": lambda _: push(()),
            "MARK": lambda _: self._marks.append(len(self.stack)),
            "POP": lambda _: pop(),
            "POP_MARK": lambda _: self._pop_to_mark(),
            "DUP": lambda _: push(self.stack[-1]),
            "LIST": lambda _: push(self._pop_to_mark()),
            "DICT": lambda _: push(_pairs(self._pop_to_mark())),
            "TUPLE": lambda _: push(tuple(self._pop_to_mark())),
            "TUPLE1": lambda _: push(tuple(self._pop(1))),
            "TUPLE2": lambda _: push(tuple(self._pop(2))),
            "TUPLE3": lambda _: push(tuple(self._pop(3))),
            "APPEND": lambda _: self.stack[-2].append(pop()),
            "APPENDS": lambda _: self._add(list.extend, self._pop_to_mark()),
            "SETITEM": lambda _: self._add(dict.update, _pairs(self._pop(2))),
            "SETITEMS": lambda _: self._add(dict.update, _pairs(self._pop_to_mark())),
            **dict.fromkeys(("PUT", "BINPUT", "LONG_BINPUT"), self._remember),
            **dict.fromkeys(("GET", "BINGET", "LONG_BINGET"), lambda key: push(self._memo[key])),
            "MEMOIZE": lambda _: self._remember(len(self._memo)),
            "GLOBAL": lambda names: push(self._expected(names.replace(" ", ".", 1))),
            "STACK_GLOBAL": lambda _: push(self._expected(".".join(self._pop(2)))),
            "INST": lambda names: _refuse(names.replace(" ", ".", 1)),
            "BINPERSID": lambda _: push(self._persistent(*pop())),
            "REDUCE": lambda _: push(self._call(*self._pop(2))),
            "BUILD": lambda _: self._build(pop()),
        }

    def execute(self, instruction: str, argument: Any) -> None:
        """Change the stack as *instruction* says."""
        if instruction not in self._instructions:
            raise WeightsError(f"its pickle uses {instruction}, of which tensors have no need")
        self._instructions[instruction](argument)

    def _pop(self, count: int) -> list[Any]:
        values = self.stack[-count:]
        if len(values) < count:
            raise ValueError("the stack is empty")
        del self.stack[-count:]
        return values

    def _pop_to_mark(self) -> list[Any]:
        start = self._marks.pop()
        values = self.stack[start:]
        del self.stack[start:]
        return values

    def _add(self, add: Callable[[Any, Any], None], values: object) -> None:
        add(self.stack[-1], values)

    def _remember(self, key: int) -> None:
        self._memo[key] = self.stack[-1]

    def _expected(self, name: str) -> str:
        return name if name in self._names else _refuse(name)

    def _call(self, name: str, arguments: tuple[Any, ...]) -> object:
        function = self._names[name]
        if function is None:
            raise ValueError(name)
        return function(*arguments)

    def _build(self, attributes: object) -> None:
        """Drop the attributes of a dictionary: PyTorch notes the versions of modules there."""
        if not isinstance(self.stack[-1], dict):
            raise WeightsError("its pickle sets the attributes of what is no dictionary")


def _refuse(name: str) -> NoReturn:
    raise UnexpectedNameError(name)


def _pairs(values: list[Any]) -> dict[Any, Any]:
    return dict(zip(values[::2], values[1::2], strict=True))


_PUSHED = (
    *("INT", "BININT", "BININT1", "BININT2", "LONG", "LONG1", "LONG4", "FLOAT", "BINFLOAT"),
    *("STRING", "BINSTRING", "SHORT_BINSTRING", "UNICODE", "BINUNICODE", "SHORT_BINUNICODE"),
)

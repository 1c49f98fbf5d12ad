"""Weights as JSON: an object of lists, and errors that name the line and the column."""

import json
import re
from collections.abc import Mapping
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..errors import WeightsError
from ..text.escaping import printable
from .parameter_names import PARAMETERS
from .state_dict import LazyArrays

_DEEPEST = 4  # h_0 may come as (1, 1, H)


def read_json(data: bytes) -> LazyArrays:
    """Return the arrays of a JSON object by name, each made when it is asked for.

    >>> read_json(b'{"h_0": [0, 0.5]}')["h_0"]()
    array([0. , 0.5])
    >>> read_json(b'{"h_0": [0, 0.5,]}')
    Traceback (most recent call last):
    lstmcount.errors.WeightsError: line 1, column 16: a comma too many
    """
    try:
        values = json.loads(data, parse_constant=_no_constant, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        raise WeightsError(_complaint(error)) from None
    except UnicodeDecodeError as error:
        raise WeightsError(f"byte {error.start + 1} is not {error.encoding.upper()}") from None
    except RecursionError:
        raise WeightsError("lists within lists, deeper than any array") from None
    if not isinstance(values, dict):
        raise WeightsError(f"expected an object with {', '.join(PARAMETERS)}")
    return {name: partial(_array, printable(name), value) for name, value in values.items()}


def json_bytes(arrays: Mapping[str, NDArray[Any]]) -> bytes:
    r"""Return *arrays* as a JSON object, an array a line.

    >>> json_bytes({"h_0": np.zeros(2)})
    b'{\n"h_0": [0.0, 0.0]\n}\n'
    """
    lines = (f"{json.dumps(name)}: {json.dumps(a.tolist())}" for name, a in arrays.items())
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode()


def _no_constant(text: str) -> None:
    raise WeightsError(f"{text} is no number")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, value in pairs:
        if name in values:
            raise WeightsError(f"{printable(name)[:80]!r} stands twice")
        values[name] = value
    return values


def _complaint(error: json.JSONDecodeError) -> str:
    """Return the place of *error* and what is wrong, in the same words in every Python."""
    before, here = error.doc[: error.pos].rstrip(), error.doc[error.pos :].lstrip()
    if not here or error.msg.startswith("Unterminated string"):
        reason = "the file ends too soon"
    elif here[0] == "'":
        reason = "a single quote; JSON puts names in double quotes"
    elif here[0] in "]}" and before.endswith(","):
        return _complaint(json.JSONDecodeError(error.msg, error.doc, len(before) - 1))
    elif re.match(r",\s*[\]}]", here):
        reason = "a comma too many"
    else:
        reason = f"no JSON: {error.msg[0].lower()}{error.msg[1:]}"
    return f"line {error.lineno}, column {error.colno}: {reason}"


def _array(name: str, value: Any) -> NDArray[Any]:
    if name.rpartition(".")[2] == "unit_names":
        is_strings = isinstance(value, list) and all(isinstance(one, str) for one in value)
        return np.array(value if is_strings else [], dtype=object)
    _check_numbers(name, value)
    try:
        array = np.array(value)
        return array.astype(np.float64) if array.dtype == object else array  # long integers
    except OverflowError:
        raise WeightsError(f"{name} holds a value that is not finite") from None


def _check_numbers(place: str, value: Any, depth: int = 1) -> None:
    """Raise :class:`WeightsError` unless *value* is a number, or lists of them of one length."""
    if not isinstance(value, list):
        if type(value) not in (int, float):
            raise WeightsError(f"{place} is {_shown(value)}, expected numbers")
        return
    if {*map(type, value)} <= {int, float}:
        return
    if depth == _DEEPEST:
        raise WeightsError(f"{place} holds lists, deeper than any array")
    is_rows = isinstance(value[0], list)
    for k, one in enumerate(value):
        _check_numbers(f"{place}[{k}]", one, depth + 1)
        if isinstance(one, list) != is_rows or (is_rows and len(one) != len(value[0])):
            raise WeightsError(f"{place}[{k}] has {_count(one)}, {place}[0] {_count(value[0])}")


def _count(value: Any) -> str:
    """Say how many numbers stand in a row."""
    count = len(value) if isinstance(value, list) else 1
    return "1 number" if count == 1 else f"{count} numbers"


def _shown(value: Any) -> str:
    return printable(json.dumps(value, ensure_ascii=False))[:40]

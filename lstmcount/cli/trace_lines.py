"""The steps of traces as lines of JSON and of CSV.

Words and vectors come again and again in traces, so what was written for one is kept.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from json import JSONEncoder
from typing import TypeAlias

import numpy as np

from ..nn.layer import Array
from ..nn.lstm import LSTM
from ..scoring.trace import VALUE_NAMES, TraceStep
from .output import csv_lines

Writer: TypeAlias = Callable[[Iterable[TraceStep]], Iterator[str]]

_KEPT = 1 << 12

_BEFORE_VALUES, _BEHIND_VALUES = TraceStep._fields[:6], TraceStep._fields[7:]
_JSON_NAMES = (*_BEFORE_VALUES, *VALUE_NAMES, *_BEHIND_VALUES)
_JSON_LINE = "{" + ", ".join(f'"{name}": %s' for name in _JSON_NAMES) + "}\n"


def json_writer() -> Writer:
    """Return what yields a JSON object for each step of a text."""
    to_json = JSONEncoder(allow_nan=False).encode
    word, vector = lru_cache(_KEPT)(to_json), _vector_writer(to_json)

    def lines(steps: Iterable[TraceStep]) -> Iterator[str]:
        for source, line, number, written, token, pad, values, score, closed_form in steps:
            place = word(source), line, number, word(written), word(token), to_json(pad)
            yield _JSON_LINE % (*place, *map(vector, values), to_json(score), closed_form)

    return lines


def csv_writer() -> Writer:
    """Return what yields a row for each step of a text."""

    def to_csv(values: Sequence[object]) -> str:
        return csv_lines([values])[:-1]

    word, vector = lru_cache(_KEPT)(lambda text: to_csv([text])), _vector_writer(to_csv)

    def rows(steps: Iterable[TraceStep]) -> Iterator[str]:
        for source, line, number, written, token, pad, values, score, closed_form in steps:
            place = word(source), str(line), str(number), word(written), token, str(pad)
            yield ",".join([*place, *map(vector, values), str(score), str(closed_form)]) + "\n"

    return rows


def csv_header(lstm: LSTM) -> str:
    """Return the names of the columns."""
    units = range(lstm.hidden_size)
    numbers = (f"{name}_{unit}" for name in VALUE_NAMES for unit in units)
    return csv_lines([[*_BEFORE_VALUES, *numbers, *_BEHIND_VALUES]])


def _vector_writer(write: Callable[[Sequence[object]], str]) -> Callable[[Array], str]:
    """Return what writes vectors by *write*, and keeps the last ones by their bits."""

    @lru_cache(_KEPT)
    def written(bits: bytes, dtype: np.dtype[np.floating]) -> str:
        return write(np.frombuffer(bits, dtype=dtype).tolist())

    return lambda vector: written(vector.tobytes(), vector.dtype)

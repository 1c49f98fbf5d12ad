"""The numbers themselves, unit by unit, as Rich renderables; builds, never prints.

Where the columns of a table do not fit side by side, they are shown in several bands, one under
the other, so that no number is left out or cut.
"""

from collections.abc import Iterable, Iterator, Sequence
from textwrap import wrap
from typing import NamedTuple

import numpy as np
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from ..nn.layer import Array
from ..nn.lstm import LSTM
from ..scoring.trace import VALUE_NAMES, TraceStep, with_before
from ..text.vocabulary import WORDS
from .tables import GAP, plain_table, sign_style, truncate
from .trace_tables import step_line
from .unit_names import unit_name

GATES = ("input gate i", "forget gate f", "cell gate g", "output gate o")

_VALUE = 10  # columns for a value, so that most steps of a trace stand under one another
_UNIT = 10  # columns for the name of a unit, where there is room


class _Column(NamedTuple):
    name: str
    width: int
    numbers: Array  # (H,), or (4H,) where all gates' tables are to have the same widths


def value_tables(lstm: LSTM, steps: Iterable[TraceStep], width: int) -> Iterator[RenderableType]:
    """Yield each step of a trace as a table of numbers, a row a unit, *width* columns wide.

    Behind the gates, c and h stand the sums that the gates are made of, before σ and tanh.
    """
    for step, before in with_before(lstm, steps):
        numbers = (*step.values, *np.split(before.sums, 4))
        names = (*VALUE_NAMES, *(f"sum {gate}" for gate in VALUE_NAMES[:4]))
        columns = [_column(*part, _VALUE) for part in zip(names, numbers, strict=True)]
        unit = max(_unit(lstm, width), min(_UNIT, width - max(one.width for one in columns) - 1))
        tables = []
        for band in _bands(columns, width - unit, gap=1):
            table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False, header_style="dim")
            tables.append(_filled(table, lstm, unit, band))
        yield Group(step_line(step), *tables, Text())


def weight_tables(lstm: LSTM, width: int) -> Iterator[RenderableType]:
    """Yield the weights of each gate as a table, a row a unit, a column a word, unit or bias."""
    is_counter = lstm.input_size == len(WORDS)
    names = (
        *(WORDS if is_counter else [f"x{k}" for k in range(lstm.input_size)]),
        *(f"h {unit_name(lstm, unit)}" for unit in range(lstm.hidden_size)),
        "b_ih",
        "b_hh",
    )
    biases = np.stack([lstm.bias_ih, lstm.bias_hh], axis=1)
    numbers = np.concatenate([lstm.weight_ih, lstm.weight_hh, biases], axis=1)
    unit = _unit(lstm, width)
    columns = [_column(name, rows) for name, rows in zip(names, numbers.T, strict=True)]
    for k, gate in enumerate(GATES):
        rows = slice(k * lstm.hidden_size, (k + 1) * lstm.hidden_size)
        title = Text(f"\n{gate}", style="bold")
        for band in _bands(columns, width - unit, GAP):
            yield title
            own = [column._replace(numbers=column.numbers[rows]) for column in band]
            yield _filled(plain_table(first=True), lstm, unit, own)
            title = Text()


def _column(name: str, numbers: Array, least: int = 0) -> _Column:
    """Return a column that holds the longest number and the longest common word of its name."""
    texts = (*(word[:_UNIT] for word in name.split()), *(f"{number:.4g}" for number in numbers))
    return _Column(name, max(least, *map(len, texts)), numbers)


def _bands(columns: Iterable[_Column], room: int, gap: int) -> Iterator[list[_Column]]:
    """Share *columns* out to bands that fill the *room*; each holds one at least."""
    band: list[_Column] = []
    for column in columns:
        if band and sum(gap + one.width for one in (*band, column)) > room:
            yield band
            band = []
        band.append(column)
    yield band


def _unit(lstm: LSTM, width: int) -> int:
    """Return the columns that the names of the units take: at most a third of *width*."""
    names = (Text(unit_name(lstm, unit)) for unit in range(lstm.hidden_size))
    return min(max(name.cell_len for name in names), max(8, width // 3))


def _filled(table: Table, lstm: LSTM, unit: int, columns: Sequence[_Column]) -> Table:
    table.add_column("unit", width=unit)
    for column in columns:
        name = Text("\n".join(wrap(column.name, column.width)))  # a str would be markup
        table.add_column(name, width=column.width, justify="right")
    for k in range(lstm.hidden_size):
        cells = (Text(f"{c.numbers[k]:.4g}", style=sign_style(c.numbers[k])) for c in columns)
        name = truncate(unit_name(lstm, k), unit)
        name.stylize("bold" if k == lstm.score_unit else "")
        table.add_row(name, *cells)
    return table

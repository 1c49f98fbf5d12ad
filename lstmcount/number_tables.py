"""The numbers themselves, unit by unit, as Rich renderables; builds, never prints."""

from collections.abc import Iterable, Iterator

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from .lstm import LSTM
from .tables import plain_table, sign_style
from .trace_tables import step_line
from .tracing import PARTS, TraceStep
from .vocabulary import WORDS


def value_tables(lstm: LSTM, steps: Iterable[TraceStep]) -> Iterator[RenderableType]:
    """Yield each step of a trace as a table of numbers, a row a unit."""
    for step in steps:
        table = Table(box=None, padding=(0, 1, 0, 0), show_header=True, header_style="dim")
        table.add_column("unit", width=10)
        for part in PARTS:
            table.add_column(part, width=10, justify="right")
        for unit, name in enumerate(lstm.unit_names):
            cells = (
                Text(f"{value[unit]:.4g}", style=sign_style(value[unit])) for value in step.values
            )
            table.add_row(Text(name, style="bold" if unit == lstm.score_unit else ""), *cells)
        yield Group(step_line(step), table, Text())


def weight_tables(lstm: LSTM) -> Iterator[RenderableType]:
    """Yield the weights of each gate as a table, a row a unit, a column a word, unit or bias."""
    hidden = lstm.hidden_size
    for k, gate in enumerate(("input gate i", "forget gate f", "cell gate g", "output gate o")):
        table = plain_table(first=True)
        table.title, table.title_justify, table.title_style = f"\n{gate}", "left", "bold"
        table.add_column("unit", no_wrap=True)
        for name in (*WORDS, *(f"h {n}" for n in lstm.unit_names), "b_ih", "b_hh"):
            table.add_column(Text(name), justify="right", min_width=4)
        for unit, name in enumerate(lstm.unit_names):
            row = k * hidden + unit
            numbers = [*lstm.weight_ih[row], *lstm.weight_hh[row]]
            numbers += [lstm.bias_ih[row], lstm.bias_hh[row]]
            table.add_row(name, *(Text(f"{v:.4g}", style=sign_style(v)) for v in numbers))
        yield table

"""What ``lstmcount trace`` does; imported when it is done, since it takes NumPy."""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

import click

from ...errors import InputError
from ...nn.lstm import LSTM
from ...scoring.trace import PARTS, TraceStep, trace_text
from ...text.escaping import printable
from ...text.sources import Errors, Text
from ...text.vocabulary import Unknown
from .. import inputs, options
from ..output import Color, csv_line, json_line, print_rich, width, write_file, write_lines

if TYPE_CHECKING:
    from rich.console import RenderableType

    _Render = Callable[[Text, Iterator[TraceStep], int], Iterator[RenderableType]]

PICTURE_STEPS = 1000
"""A picture of more steps than this is refused."""


def run(
    ctx: click.Context,
    file: tuple[str, ...],
    arguments: tuple[str, ...],
    format_: str,
    values: bool,
    svg: str | None,
    html: str | None,
    document: bool,
    lexicons: tuple[str, ...],
    unknown: Unknown | None,
    errors: Errors,
    weights: str | None,
    dtype: str,
    color: Color,
) -> None:
    """Show the traces, and leave with 2 if any source was bad."""
    lstm, vocabulary = options.lstm_of(weights, dtype), options.vocabulary_of(lexicons, unknown)
    sources = inputs.Sources(arguments, file or ("-",) * (not arguments), document, errors)
    tables = partial(_tables, lstm, values, bool(lexicons) or unknown == "uh")
    page = _Page(tables) if svg or html else None
    if format_ == "csv":
        write_lines([csv_line(_csv_header(lstm))])
    for source in sources:
        with sources.reported(), source as opened:
            for text in opened.texts:
                steps = trace_text(lstm, vocabulary, text)
                if page:
                    steps = page.add(text, steps)
                if format_ == "table":
                    print_rich(tables(text, steps, width()), color)
                else:
                    write_lines(_LINES[format_](steps))
    if page and (page.tables or not sources.code):
        page.save(svg, html)
    sources.finish(ctx)


class _Page:
    """The traces of a picture."""

    def __init__(self, render: "_Render") -> None:
        self._render = render
        self._width = max(width(), 80)
        self._room = PICTURE_STEPS
        self.tables: list[RenderableType] = []

    def add(self, text: Text, steps: Iterator[TraceStep]) -> Iterator[TraceStep]:
        kept = list(islice(steps, self._room + 1))
        if len(kept) > self._room:
            raise InputError(
                f"{printable(text.source)}:{text.line}: a picture shows at most {PICTURE_STEPS} "
                "steps; trace less text, or leave out --svg and --html"
            )
        self._room -= len(kept)
        self.tables += self._render(text, iter(kept), self._width)
        return iter(kept)

    def save(self, svg: str | None, html: str | None) -> None:
        from ...render import export as pictures

        if svg:
            write_file(svg, pictures.svg(self.tables, self._width))
        if html:
            write_file(html, pictures.html(self.tables, self._width))


def _tables(
    lstm: LSTM, values: bool, mapped: bool, text: Text, steps: Iterator[TraceStep], width: int
) -> Iterator["RenderableType"]:
    from ...render import number_tables, trace_tables

    yield trace_tables.title(text.source, text.line)
    if values:
        yield from number_tables.value_tables(lstm, steps, width)
    else:
        yield from trace_tables.trace_tables(lstm, steps, width, mapped)


def _json(steps: Iterator[TraceStep]) -> Iterator[str]:
    for step in steps:
        row = step._asdict()
        parts = row.pop("values")._asdict()
        scores = {name: row.pop(name) for name in ("delayed_score", "closed_form")}
        yield json_line(row | {name: part.tolist() for name, part in parts.items()} | scores)


def _csv(steps: Iterator[TraceStep]) -> Iterator[str]:
    for *place, values, score, closed_form in steps:
        numbers = (number for part in values for number in part.tolist())
        yield csv_line([*place, *numbers, score, closed_form])


def _csv_header(lstm: LSTM) -> list[str]:
    *place, _, score, closed_form = TraceStep._fields
    units = range(lstm.hidden_size)
    return [*place, *(f"{part}_{unit}" for part in PARTS for unit in units), score, closed_form]


_LINES = {"json": _json, "csv": _csv}

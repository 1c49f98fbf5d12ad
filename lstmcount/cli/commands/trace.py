"""``lstmcount trace``."""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Literal

import click

from ...errors import InputError
from ...text.encodings import shell_name
from ...text.escaping import printable
from ...text.words import normalize
from .. import inputs, options
from ..output import Color, csv_line, json_line, print_rich, width, write_file, write_lines
from ..reading import ReadingOptions
from ..reading import reading as reading_options
from ..suggestions import Choice
from ..wrong_hint import WrongHint

if TYPE_CHECKING:
    from rich.console import RenderableType

    from ...nn.lstm import LSTM
    from ...scoring.trace import TraceStep
    from ...text.sources import Text
    from ...text.vocabulary import Vocabulary

    Detail = Literal["values", "explain"] | None
    Render = Callable[[Text, Iterator[TraceStep], int], Iterator[RenderableType]]

PICTURE_STEPS = 1000
"""A picture of more steps than this is refused."""


@click.command()
@click.argument("file", nargs=-1, shell_complete=options.files)
@click.option("-t", "--text", "arguments", multiple=True, help="Trace TEXT.")
@click.option(
    "--format",
    "format_",
    type=Choice(["table", "json", "csv"]),
    default="table",
    show_default=True,
)
@click.option("--values", is_flag=True, help="Show the numbers, unit by unit.")
@click.option("--explain", is_flag=True, help="Show the sum behind each gate, term by term.")
@options.saving("--svg", help="Save a picture.")
@options.saving("--html", help="Save a page.")
@reading_options
@click.pass_context
def trace(
    ctx: click.Context,
    /,
    file: tuple[str, ...],
    arguments: tuple[str, ...],
    format_: str,
    values: bool,
    explain: bool,
    svg: str | None,
    html: str | None,
    color: Color,
    reading: ReadingOptions,
) -> int:
    """Show every step of the LSTM on each text.

    The texts are the lines of each FILE, else of standard input, or are given with --text.

    \b
    Examples:
      lstmcount trace --text "not bad"
      lstmcount trace samples/reference.txt --svg trace.svg
    """
    if not (file or arguments) and inputs.stdin_is_terminal():
        raise click.exceptions.NoArgsIsHelpError(ctx)
    if values and explain:
        raise click.UsageError("--values and --explain cannot be given together")
    from ...scoring.trace import trace_text

    files = file or ("-",) * (not arguments)
    lstm, vocabulary, failures = reading.lstm(), reading.vocabulary(files), inputs.Failures()
    detail: Detail = "values" if values else "explain" if explain else None
    tables, hint = partial(_tables, lstm, detail, reading.maps_words), WrongHint(lstm)
    page = _Page(tables) if svg or html else None
    if format_ == "csv":
        write_lines([csv_line(_csv_header(lstm))])
    for source in inputs.arguments_and_streams(arguments, files, partial(_meant, vocabulary)):
        with failures.reported(), source as opened:
            for text in opened.texts(reading):
                steps = trace_text(lstm, vocabulary, text)
                if page:
                    steps = page.add(text, steps)
                if format_ == "table":
                    print_rich(tables(text, hint.watch(steps), width()), color)
                else:
                    write_lines(_LINES[format_](steps))
    hint.show(color)
    if page and (page.tables or not failures.exit_code):
        page.save(svg, html)
    return failures.exit_code


def _meant(vocabulary: "Vocabulary", name: str) -> str:
    """Ask about the name of a file, should there be none, if it looks like a text."""
    is_text = " " in name or normalize(name) in vocabulary.token
    return f"; was --text {shell_name(name)} meant?" if is_text else ""


class _Page:
    """The traces of a picture."""

    def __init__(self, render: "Render") -> None:
        self._render = render
        self._width = max(width(), 80)
        self._room = PICTURE_STEPS
        self.tables: list[RenderableType] = []

    def add(self, text: "Text", steps: "Iterator[TraceStep]") -> "Iterator[TraceStep]":
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
        from ...render import export

        if svg:
            write_file(svg, export.svg(self.tables, self._width))
        if html:
            write_file(html, export.html(self.tables, self._width))


def _tables(
    lstm: "LSTM",
    detail: "Detail",
    maps_words: bool,
    text: "Text",
    steps: "Iterator[TraceStep]",
    width: int,
) -> Iterator["RenderableType"]:
    from ...render import explain, number_tables, trace_tables

    yield trace_tables.title(text.source, text.line)
    if detail == "values":
        yield from number_tables.value_tables(lstm, steps, width)
    elif detail == "explain":
        yield from explain.explanations(lstm, steps)
    else:
        yield from trace_tables.trace_tables(lstm, steps, width, maps_words)


def _json(steps: "Iterator[TraceStep]") -> Iterator[str]:
    for step in steps:
        row = step._asdict()
        values = row.pop("values")._asdict()
        scores = {name: row.pop(name) for name in ("delayed_score", "closed_form")}
        yield json_line(row | {name: value.tolist() for name, value in values.items()} | scores)


def _csv(steps: "Iterator[TraceStep]") -> Iterator[str]:
    for *place, values, score, closed_form in steps:
        numbers = (number for value in values for number in value.tolist())
        yield csv_line([*place, *numbers, score, closed_form])


def _csv_header(lstm: "LSTM") -> list[str]:
    from ...scoring.trace import VALUE_NAMES, TraceStep

    *place, _, score, closed_form = TraceStep._fields
    units = range(lstm.hidden_size)
    numbers = (f"{name}_{unit}" for name in VALUE_NAMES for unit in units)
    return [*place, *numbers, score, closed_form]


_LINES = {"json": _json, "csv": _csv}

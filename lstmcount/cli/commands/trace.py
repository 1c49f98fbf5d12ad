"""``lstmcount trace``."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Literal, TypeAlias

import click

from ...text.encodings import shell_name
from ...text.words import normalize
from .. import inputs, options, pictures
from ..help_pages import ReadingCommand
from ..output import Color, print_rich, width, write_lines
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

Detail: TypeAlias = Literal["values", "explain"] | None
"""What a table shows for the strips of a trace."""


@click.command(cls=ReadingCommand)
@click.argument("file", nargs=-1, shell_complete=options.files)
@click.option("-t", "--text", "arguments", multiple=True, help="Trace TEXT.")
@click.option(
    "--format",
    "format_",
    type=Choice(["table", "json", "csv"]),
    default="table",
    show_default=True,
)
@click.option("--values", "detail", flag_value="values", help="Show the numbers, unit by unit.")
@click.option(
    "--explain",
    "detail",
    flag_value="explain",
    help="Show the sum behind each gate, term by term.",
)
@options.saving("--html", help="Save a page to play with, for any browser; - is standard output.")
@options.saving(
    "--plot",
    check=pictures.figure_name,
    help="Save a figure, .svg, .pdf or .png; takes matplotlib; - is SVG on standard output.",
)
@reading_options
@click.pass_context
def trace(
    ctx: click.Context,
    /,
    file: tuple[str, ...],
    arguments: tuple[str, ...],
    format_: str,
    detail: Detail,
    html: str | None,
    plot: str | None,
    color: Color,
    reading: ReadingOptions,
) -> int:
    """Show every step of the LSTM on each text.

    The texts are the lines of each FILE, else of standard input, or are given with --text.

    \b
    Examples:
      lstmcount trace --text "not bad"
      lstmcount trace samples/reference.txt --html trace.html
    """
    if not (file or arguments) and inputs.stdin_is_terminal():
        raise click.exceptions.NoArgsIsHelpError(ctx)
    if html == plot == pictures.STDOUT:
        raise click.UsageError("--html and --plot cannot both be standard output", ctx)
    from ...scoring.trace import trace_text

    files = file or ("-",) * (not arguments)
    lstm, vocabulary, failures = reading.lstm(), reading.vocabulary(files), inputs.Failures()
    saved = pictures.Pictures(lstm, html, plot)
    rows = None if saved.take_stdout else _Rows(lstm, format_, detail, reading.maps_words, color)
    for source in inputs.arguments_and_streams(arguments, files, partial(_meant, vocabulary)):
        with failures.reported(), source as opened:
            for text in opened.texts(reading):
                steps = saved.add(text, trace_text(lstm, vocabulary, text))
                if rows:
                    rows.print(text, steps)
    if rows:
        rows.end()
    saved.save(vocabulary, reading.weights or "built-in", bool(failures.exit_code))
    return failures.exit_code


class _Rows:
    """Prints traces, text by text, in one of the formats."""

    def __init__(
        self, lstm: "LSTM", format_: str, detail: Detail, maps_words: bool, color: Color
    ) -> None:
        from ..trace_lines import csv_header, csv_writer, json_writer

        self._lstm, self._format, self._detail = lstm, format_, detail
        self._maps_words, self._color = maps_words, color
        self._has_strips = False
        self._hint = WrongHint(lstm)
        self._lines = csv_writer() if format_ == "csv" else json_writer()
        if format_ == "csv":
            write_lines([csv_header(lstm)])

    def print(self, text: "Text", steps: "Iterator[TraceStep]") -> None:
        if self._format == "table":
            print_rich(self._tables(text, self._hint.watch(steps)), self._color)
            self._has_strips = self._detail is None
        else:
            write_lines(self._lines(steps))

    def end(self) -> None:
        """Print what stands once under all traces."""
        if self._has_strips:
            from ...render.trace_tables import legend

            print_rich([legend(self._lstm, width(), self._maps_words)], self._color)
        self._hint.show(self._color)

    def _tables(self, text: "Text", steps: "Iterator[TraceStep]") -> Iterator["RenderableType"]:
        from ...render import explain, number_tables, trace_tables

        if self._has_strips:
            yield ""
        yield trace_tables.title(text.source, text.line)
        if self._detail == "values":
            yield from number_tables.value_tables(self._lstm, steps, width())
        elif self._detail == "explain":
            yield from explain.explanations(self._lstm, steps)
        else:
            yield from trace_tables.trace_tables(self._lstm, steps, width(), self._maps_words)


def _meant(vocabulary: "Vocabulary", name: str) -> str:
    """Ask about the name of a file, should there be none, if it looks like a text."""
    is_text = " " in name or normalize(name) in vocabulary.token
    return f"; was --text {shell_name(name)} meant?" if is_text else ""

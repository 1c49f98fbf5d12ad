"""``lstmcount score``."""

import math
import sys
from collections.abc import Iterable, Iterator

import click

from ..scoring import BATCH, Score, number, scores
from ..sources import Errors
from ..vocabulary import Unknown, Vocabulary
from . import options
from .output import Color, csv_line, json_line, show, width, write_lines


@click.command()
@click.argument("text", nargs=-1)
@click.option(
    "-f", "--file", "files", multiple=True, metavar="FILE", help="Read FILE; - is standard input."
)
@click.option("--total", is_flag=True, help="Print only the sum.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["table", "plain", "json", "csv"]),
    help="Default: table on a terminal, else plain, one integer a line.",
)
@options.reading
@click.pass_context
def score(
    ctx: click.Context,
    text: tuple[str, ...],
    files: tuple[str, ...],
    total: bool,
    format_: str | None,
    document: bool,
    unknown: Unknown,
    errors: Errors,
    weights: str | None,
    dtype: str,
    color: Color,
) -> None:
    """Score each TEXT; without one, each line of the files or of standard input.

    \b
    Examples:
      lstmcount score "uh good good not not bad bad uh"
      lstmcount score --total --file reviews.txt --unknown uh
    """
    if text and (files or document):
        raise click.UsageError("a TEXT and --file or --document cannot be given together")
    if not (text or files) and options.stdin_is_terminal():
        raise click.exceptions.NoArgsIsHelpError(ctx)
    lstm, vocabulary = options.lstm_of(weights, dtype), Vocabulary(unknown)
    sources = options.Sources(text, files or ("-",) * (not text), document, errors)
    batch = 1 if options.stdin_is_terminal() else BATCH

    def results() -> Iterator[Score]:
        for source in sources:
            with sources.reported(), source as texts:
                yield from scores(lstm, vocabulary, texts, batch)

    kind = format_ or ("table" if sys.stdout.isatty() else "plain")
    if total:
        write_lines([_total(kind, number(math.fsum(result.score for result in results())))])
    elif kind == "table":
        from ..tables import score_tables

        show(score_tables(results(), width(), batch), color)
    else:
        write_lines(_LINES[kind](results()))
    sources.finish(ctx)


def _plain(results: Iterable[Score]) -> Iterator[str]:
    return (f"{result.score}\n" for result in results)


def _json(results: Iterable[Score]) -> Iterator[str]:
    return (json_line(result._asdict()) for result in results)


def _csv(results: Iterable[Score]) -> Iterator[str]:
    yield csv_line(Score._fields)
    for result in results:
        yield csv_line(result)


_LINES = {"plain": _plain, "json": _json, "csv": _csv}


def _total(kind: str, total: float) -> str:
    if kind == "json":
        return json_line({"total": total})
    return f"total\n{total}\n" if kind == "csv" else f"{total}\n"

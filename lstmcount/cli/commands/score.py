"""``lstmcount score``."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from functools import partial
from typing import TYPE_CHECKING

import click

from ...text.encodings import shell_name
from ...text.vocabulary import Vocabulary
from .. import inputs, options
from ..help_pages import ReadingCommand
from ..output import Color, report
from ..progress import with_progress
from ..reading import ReadingOptions
from ..reading import reading as reading_options
from ..score_output import write_arrays, write_scores
from ..suggestions import Choice

if TYPE_CHECKING:
    from ...machine.counter_machine import Integers
    from ...scoring.bulk import Bulk, Mode
    from ...scoring.scores import Score, Scorer

    Batches = Iterator[list[Score]]


@click.command(cls=ReadingCommand)
@click.argument("text", nargs=-1)
@click.option(
    "-f",
    "--file",
    "files",
    multiple=True,
    metavar="FILE",
    shell_complete=options.files,
    help="Read FILE; - is standard input.",
)
@click.option("--total", is_flag=True, help="Print only the sum.")
@click.option(
    "--format",
    "format_",
    type=Choice(["table", "plain", "json", "csv"]),
    help="A table, bare numbers, or the texts as well.  [default: table on a terminal, else plain]",
)
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="Worker processes for a large file.  [default: what is fastest]",
)
@click.option(
    "--progress/--no-progress",
    default=None,
    help="A bar on standard error.  [default: on a terminal, for long work]",
)
@reading_options
@click.pass_context
def score(
    ctx: click.Context,
    /,
    text: tuple[str, ...],
    files: tuple[str, ...],
    total: bool,
    format_: str | None,
    jobs: int | None,
    progress: bool | None,
    color: Color,
    reading: ReadingOptions,
) -> int:
    """Score each TEXT, else each line of files or of standard input.

    \b
    Examples:
      lstmcount score "uh good good not not bad bad uh"
      lstmcount score --total --file reviews.txt --unknown uh
    """
    if text and (files or reading.document):
        raise click.UsageError("a TEXT and --file or --document cannot be given together")
    if not (text or files) and inputs.stdin_is_terminal():
        raise click.exceptions.NoArgsIsHelpError(ctx)
    from ...machine.compilation import compile_lstm

    format_ = format_ or ("table" if sys.stdout.isatty() else "plain")
    files = files or ("-",) * (not text)
    lstm, vocabulary, failures = reading.lstm(), reading.vocabulary(files), _failures(text)
    counter = compile_lstm(lstm)
    if counter and not text and (total or format_ == "plain"):
        from ...scoring.bulk import Bulk

        mode: Mode = "document" if reading.document else "total" if total else "lines"
        bulk = Bulk(counter, vocabulary, mode, reading.errors, reading.separator)
        write_arrays(_in_bulk(files, bulk, jobs, progress, failures), total, format_)
    else:
        from ...scoring.scores import scorer

        score_source = partial(_score_source, scorer(lstm, counter), vocabulary, reading)
        sources = inputs.arguments_and_streams(text, files)
        write_scores(_in_batches(sources, score_source, progress, failures), total, format_, color)
    return failures.exit_code


def _failures(texts: tuple[str, ...]) -> inputs.Failures:
    """Ask about TEXTs that look like something else: the name of a file, or one text's words."""
    for number, text in enumerate(texts, 1):
        if os.path.isfile(text):
            name = f"--file {shell_name(text)}"
            report(f"<argument {number}>: a file has this name; was {name} meant?")
    bare_words = len(texts) > 1 and not any(" " in text for text in texts)
    return inputs.Failures("; put quotes around a text of several words" if bare_words else "")


def _in_bulk(
    files: tuple[str, ...],
    bulk: "Bulk",
    jobs: int | None,
    progress: bool | None,
    failures: inputs.Failures,
) -> "Iterator[Integers]":
    """Yield the scores of all texts as arrays, a total in summands."""
    from ...scoring.bulk import text_scores
    from ...scoring.plain_text import keep_freed_memory
    from ...scoring.workers import count_with_jobs

    keep_freed_memory()
    for source in inputs.streams(files):
        with failures.reported(), source as (name, stream):
            counted = count_with_jobs(stream, name, bulk, jobs)
            yield from text_scores(
                with_progress(counted, stream, lambda one: one.size, progress), bulk
            )


def _score_source(
    score: "Scorer", vocabulary: Vocabulary, reading: ReadingOptions, source: inputs.Source
) -> "Batches":
    if source.stream is None or reading.document:
        from ...scoring.scores import score_texts

        return score_texts(score, vocabulary, source.texts(reading))
    from ...scoring.plain_text import keep_freed_memory
    from ...scoring.score_lines import score_lines

    keep_freed_memory()
    how = reading.errors, reading.separator
    return score_lines(score, vocabulary, source.stream, source.name, *how)


def _in_batches(
    sources: "Sequence[AbstractContextManager[inputs.Source]]",
    score_source: "Callable[[inputs.Source], Batches]",
    progress: bool | None,
    failures: inputs.Failures,
) -> "Batches":
    """Yield the scores of all texts, those together that are read without waiting."""
    for source in sources:
        with failures.reported(), source as opened:
            yield from with_progress(score_source(opened), opened.stream, _size, progress)


def _size(scores: "list[Score]") -> int:
    return sum(len(one.text.encode()) + 1 for one in scores)

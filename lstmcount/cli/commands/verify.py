"""``lstmcount verify``."""

from collections import deque
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from ...defaults import SECONDS, UP_TO
from ...exit_codes import ExitCode
from ...processors import usable_processors
from .. import options
from ..output import Color, csv_lines, json_line, print_rich, width, write_lines
from ..progress import count_progress, proof_progress
from ..reading import lstm_of
from ..suggestions import Choice

if TYPE_CHECKING:
    from rich.console import RenderableType

    from ...proof.file_verdicts import FileVerdict, Task

    Results = Iterator[FileVerdict]

# The first that any file has is that of all: what could not be read outweighs what is wrong.
EXIT_CODES = {
    "unreadable": ExitCode.BAD_INPUT,
    "counterexample": ExitCode.COUNTEREXAMPLE,
    "unknown": ExitCode.UNKNOWN,
    "proved": ExitCode.OK,
}


@click.command()
@click.argument("weights", nargs=-1, shell_complete=options.files)
@click.option(
    "--up-to",
    type=click.IntRange(min=0),
    metavar="N",
    default=UP_TO,
    show_default=True,
    help="How many words it must be right for.",
)
@click.option(
    "--time",
    "seconds",
    type=click.FloatRange(min=0),
    metavar="SECONDS",
    default=SECONDS,
    show_default=True,
    help="How long to try for one file; what is proved by then counts.",
)
@click.option(
    "--format",
    "format_",
    type=Choice(["table", "json", "csv"]),
    default="table",
    show_default=True,
)
@click.option("-q", "--quiet", is_flag=True, help="Print nothing; the exit code tells.")
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="How many files to verify at once.  [default: one a processor]",
)
@click.option(
    "--progress/--no-progress",
    default=None,
    help="A bar on standard error.  [default: on a terminal, for long work]",
)
@options.dtype
@options.color
def verify(
    weights: tuple[str, ...],
    up_to: int,
    seconds: float,
    format_: str,
    quiet: bool,
    jobs: int | None,
    progress: bool | None,
    dtype: str,
    color: Color,
) -> int:
    """Prove that an LSTM counts right, or show a text it counts wrong.

    WEIGHTS are weight files, and folders of them; without any, the built-in LSTM. Of several files
    each has a row. Exit codes: 0 proved, 1 counterexample, 3 unknown; of several files, 2 if one
    cannot be read, else 1 if one is wrong, else 3 if one is unknown.

    \b
    Examples:
      lstmcount verify samples/wrong.json
      lstmcount verify submissions/ --format csv > grades.csv
    """
    from ...proof.file_verdicts import Task, files_in

    task, files = Task(up_to, seconds, dtype, explain=not quiet), list(files_in(weights))
    is_one = len(weights) < 2 and files == list(weights)
    codes: set[ExitCode] = set()
    results = _one(task, files, progress) if is_one else _several(task, files, jobs, progress)
    results = _noting(results, codes)
    if quiet:
        deque(results, maxlen=0)
    elif format_ == "table":
        print_rich(_page(task, results) if is_one else _table(files, results), color)
    else:
        write_lines(_LINES[format_](results), flush_each=True)
    return next(code for code in EXIT_CODES.values() if code in codes)


def _one(task: "Task", files: Sequence[str], progress: bool | None) -> "Results":
    """Yield the verdict on the only file there is, or on the built-in LSTM."""
    from ...proof.file_verdicts import judge

    file = files[0] if files else None
    lstm = lstm_of(file, task.dtype)
    with proof_progress(progress) as told:
        result = judge(task, lstm, file, told)
    yield result


def _several(
    task: "Task", files: Sequence[str], jobs: int | None, progress: bool | None
) -> "Results":
    from ...proof.file_verdicts import verify_files

    results = verify_files(task, files, jobs or usable_processors())
    return count_progress(results, len(files), progress)


def _noting(results: "Results", codes: set[ExitCode]) -> "Results":
    """Yield *results*, and add the exit code of each to *codes*."""
    for result in results:
        codes.add(EXIT_CODES[result.word])
        yield result


def _page(task: "Task", results: "Results") -> Iterator["RenderableType"]:
    from ...render.verdict_page import verdict_page

    return (verdict_page(result, task.up_to, task.dtype) for result in results)


def _table(files: Sequence[str], results: "Results") -> Iterator["RenderableType"]:
    from ...render.verdict_tables import verdict_tables

    return verdict_tables(results, files, width())


def _json(results: "Results") -> Iterator[str]:
    from ...render.verdict_records import record

    return (json_line(record(result)) for result in results)


def _csv(results: "Results") -> Iterator[str]:
    from ...render.verdict_records import CSV_HEADER, csv_row

    yield csv_lines([CSV_HEADER])
    for result in results:
        yield csv_lines([csv_row(result)])


_LINES = {"json": _json, "csv": _csv}

"""What ``lstmcount score`` does; imported when it is done, since it takes NumPy."""

import math
import sys
from collections.abc import Iterable, Iterator

import click

from ..bulk import Bulk, Mode
from ..compilation import compiled
from ..counter_machine import Integers
from ..errors import WeightsError
from ..jobs import counted_by_jobs
from ..scoring import BATCH, Score, Scorer, number, scorer, scores
from ..sources import Errors
from ..streams import decimal_lines
from ..streams import scores as bulk_scores
from ..vocabulary import Unknown, Vocabulary
from . import options
from .output import Color, csv_line, json_line, show, width, write_lines
from .progress import watched


def run(
    ctx: click.Context,
    text: tuple[str, ...],
    files: tuple[str, ...],
    total: bool,
    format_: str | None,
    jobs: int | None,
    progress: bool | None,
    document: bool,
    lexicons: tuple[str, ...],
    unknown: Unknown | None,
    errors: Errors,
    weights: str | None,
    dtype: str,
    color: Color,
) -> None:
    """Score the texts, and leave with 2 if any source was bad."""
    kind = format_ or ("table" if sys.stdout.isatty() else "plain")
    lstm, vocabulary = options.lstm_of(weights, dtype), options.vocabulary_of(lexicons, unknown)
    counter = compiled(lstm)
    files = files or ("-",) * (not text)
    sources = options.Sources(text, files, document, errors)
    if counter and not text and (total or kind == "plain"):
        mode: Mode = "document" if document else "total" if total else "lines"
        found = _in_bulk(sources, Bulk(counter, vocabulary, mode, errors), jobs, progress)
        if total:
            write_lines([_total(kind, sum(int(part.sum()) for part in found))])
        else:
            write_lines(map(decimal_lines, found), at_once=True)
    else:
        batch = 1 if "-" in files and options.stdin_is_terminal() else BATCH
        results = _one_by_one(sources, scorer(lstm, counter), vocabulary, batch, progress)
        if total:
            write_lines([_total(kind, _sum(results))])
        elif kind == "table":
            _show_table(results, batch, color)
        else:
            write_lines(_LINES[kind](results))
    sources.finish(ctx)


def _in_bulk(
    sources: options.Sources, bulk: Bulk, jobs: int | None, progress: bool | None
) -> Iterator[Integers]:
    for source in sources:
        with sources.reported(), source as (name, stream, _):
            assert stream is not None  # as it is for an argument, and there are none here
            found = counted_by_jobs(stream, name, bulk, jobs)
            yield from bulk_scores(watched(found, stream, lambda b: b.size, progress), bulk)


def _one_by_one(
    sources: options.Sources,
    score: Scorer,
    vocabulary: Vocabulary,
    batch: int,
    progress: bool | None,
) -> Iterator[Score]:
    for source in sources:
        with sources.reported(), source as (_, stream, texts):
            found = scores(score, vocabulary, texts, batch)
            yield from watched(found, stream, lambda s: len(s.text.encode()) + 1, progress)


def _show_table(results: Iterator[Score], batch: int, color: Color) -> None:
    from ..tables import score_tables

    show(score_tables(results, width(), batch), color)


def _plain(results: Iterable[Score]) -> Iterator[str]:
    return (f"{result.score}\n" for result in results)


def _json(results: Iterable[Score]) -> Iterator[str]:
    return (json_line(result._asdict()) for result in results)


def _csv(results: Iterable[Score]) -> Iterator[str]:
    yield csv_line(Score._fields)
    for result in results:
        yield csv_line(result)


_LINES = {"plain": _plain, "json": _json, "csv": _csv}


def _sum(results: Iterable[Score]) -> float:
    try:
        return number(math.fsum(result.score for result in results))
    except OverflowError:
        raise WeightsError("the scores add up to more than float64 can hold") from None


def _total(kind: str, total: float) -> str:
    if kind == "json":
        return json_line({"total": total})
    return f"total\n{total}\n" if kind == "csv" else f"{total}\n"

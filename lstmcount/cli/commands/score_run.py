"""What ``lstmcount score`` does; imported when it is done, since it takes NumPy."""

import math
import sys
from collections.abc import Callable, Iterator
from typing import TypeAlias

import click

from ...errors import WeightsError
from ...machine.compilation import compile_lstm
from ...machine.counter_machine import Integers
from ...scoring.bulk import Bulk, Mode
from ...scoring.scores import Score, Scorer, scorer, scores, strip_rounding
from ...scoring.streams import decimal_lines, text_scores
from ...scoring.workers import count_with_jobs
from ...text.sources import Errors
from ...text.vocabulary import Unknown, Vocabulary
from .. import inputs, options
from ..output import Color, csv_line, json_line, print_rich, width, write_lines
from ..progress import with_progress

_Scores: TypeAlias = list[Score]
"""Of the texts that were read together."""


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
    counter = compile_lstm(lstm)
    files = files or ("-",) * (not text)
    sources = inputs.Sources(text, files, document, errors)
    if counter and not text and (total or kind == "plain"):
        mode: Mode = "document" if document else "total" if total else "lines"
        found = _in_bulk(sources, Bulk(counter, vocabulary, mode, errors), jobs, progress)
        if total:
            write_lines([_total(kind, sum(int(part.sum()) for part in found))])
        else:
            write_lines(map(decimal_lines, found), at_once=True)
    else:
        results = _one_by_one(sources, scorer(lstm, counter), vocabulary, progress)
        if total:
            write_lines([_total(kind, _sum(results))])
        elif kind == "table":
            _show_table(results, color)
        else:
            write_lines(_lines(kind, results), at_once=True)
    sources.finish(ctx)


def _in_bulk(
    sources: inputs.Sources, bulk: Bulk, jobs: int | None, progress: bool | None
) -> Iterator[Integers]:
    for source in sources:
        with sources.reported(), source as opened:
            stream = opened.stream
            assert stream is not None  # as it is for an argument, and there are none here
            found = count_with_jobs(stream, opened.name, bulk, jobs)
            yield from text_scores(with_progress(found, stream, lambda b: b.size, progress), bulk)


def _one_by_one(
    sources: inputs.Sources,
    score: Scorer,
    vocabulary: Vocabulary,
    progress: bool | None,
) -> Iterator[_Scores]:
    for source in sources:
        with sources.reported(), source as opened:
            found = scores(score, vocabulary, opened.texts, opened.at_once)
            yield from with_progress(found, opened.stream, _size, progress)


def _size(results: _Scores) -> int:
    return sum(len(result.text.encode()) + 1 for result in results)


def _show_table(results: Iterator[_Scores], color: Color) -> None:
    from ...render.tables import score_tables

    print_rich(score_tables(results, width()), color)


_LINE: dict[str, Callable[[Score], str]] = {
    "plain": lambda result: f"{result.score}\n",
    "json": lambda result: json_line(result._asdict()),
    "csv": csv_line,
}


def _lines(kind: str, results: Iterator[_Scores]) -> Iterator[str]:
    if kind == "csv":
        yield csv_line(Score._fields)
    for some in results:
        yield "".join(map(_LINE[kind], some))


def _sum(results: Iterator[_Scores]) -> float:
    try:
        return strip_rounding(math.fsum(one.score for some in results for one in some))
    except OverflowError:
        raise WeightsError("the scores add up to more than float64 can hold") from None


def _total(kind: str, total: float) -> str:
    if kind == "json":
        return json_line({"total": total})
    return f"total\n{total}\n" if kind == "csv" else f"{total}\n"

"""Scores as they are printed: in a table, as bare numbers, as JSON or as CSV; or their total."""

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..errors import WeightsError
from .output import Color, csv_lines, json_line, print_rich, width, write_lines

if TYPE_CHECKING:
    from ..machine.counter_machine import Integers
    from ..scoring.scores import Score

    Batches = Iterator[list[Score]]


def write_arrays(arrays: "Iterator[Integers]", total: bool, format_: str) -> None:
    """Write whole scores, a line each, or their total."""
    from ..scoring.decimal_lines import decimal_lines

    if total:
        write_lines([_total(format_, sum(int(scores.sum()) for scores in arrays))])
    else:
        write_lines(map(decimal_lines, arrays), flush_each=True)


def write_scores(batches: "Batches", total: bool, format_: str, color: Color) -> None:
    """Write scores with their texts, as they come, or their total."""
    if total:
        write_lines([_total(format_, _sum(batches))])
    elif format_ == "table":
        from ..render.tables import score_tables

        print_rich(score_tables(batches, width()), color)
    else:
        write_lines(_lines(format_, batches), flush_each=True)


def _lines(format_: str, batches: "Batches") -> Iterator[str]:
    from ..scoring.scores import Score

    if format_ == "csv":
        yield csv_lines([Score._fields])
        yield from map(csv_lines, batches)
    elif format_ == "json":
        yield from map(_json_lines, batches)
    else:
        for scores in batches:
            yield "".join(f"{one.score}\n" for one in scores)


def _json_lines(scores: "list[Score]") -> str:
    """Return the objects that :func:`json_line` would, one by one."""
    from json import JSONEncoder

    template = "{" + ", ".join(f'"{name}": %s' for name in scores[0]._fields) + "}\n"
    quoted = JSONEncoder().encode
    return "".join(
        [
            template % (quoted(source), line, quoted(text), words, score, closed_form)
            for source, line, text, words, score, closed_form in scores
        ]
    )


def _sum(batches: "Batches") -> float:
    from ..scoring.scores import strip_rounding

    try:
        return strip_rounding(math.fsum(one.score for scores in batches for one in scores))
    except OverflowError:
        raise WeightsError("the scores add up to more than float64 can hold") from None


def _total(format_: str, total: float) -> str:
    if format_ == "json":
        return json_line({"total": total})
    return f"total\n{total}\n" if format_ == "csv" else f"{total}\n"

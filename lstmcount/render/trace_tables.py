"""The trace of a text as Rich renderables, a strip of glyphs a gate; builds, never prints."""

from collections.abc import Iterable, Iterator
from math import ceil
from typing import NamedTuple

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from ..nn.layer import Array
from ..nn.lstm import LSTM
from ..scoring.parting import with_parting
from ..scoring.scores import format_score
from ..scoring.trace import VALUE_NAMES, TraceStep
from ..text.escaping import printable
from .tables import (
    BLUE,
    GAP,
    ORANGE,
    chunks,
    closed_form_cell,
    plain_table,
    sign_style,
    signed_score,
    truncate,
)
from .unit_names import unit_name

MIN_WIDTH = 80
"""Under this the strips do not fit, and a trace is shown as plain lines."""

_RISING = "▁▂▃▄▅▆▇█"
_PARTING = "bold reverse"
_STEP, _NUMBER = 6, 7
_BEYOND = 3  # columns for the score's c where it is a number
_WORD = 4
_MAPPED, _WIDE = 13, 19  # at least and at most, for "bright → good"; wider leaves a void


class _Layout(NamedTuple):
    """What a trace has room for."""

    units: list[int]  # whose values are shown; the score's is the last
    word: int
    gap: int


def trace_tables(
    lstm: LSTM, steps: Iterable[TraceStep], width: int, mapped: bool = False
) -> Iterator[RenderableType]:
    """Yield the trace of one text as tables that stand one under the other.

    Each of i, f, g, o, c, h is a strip of one cell a unit. Narrower than 80 columns, plain lines.
    Where words may be *mapped* to the four, there is room for both, "terrific → good".
    """
    if width < MIN_WIDTH:
        yield from (step_line(step) for step in steps)
        return
    layout = _layout(width, lstm, mapped)
    for first, rows in chunks(with_parting(lstm, steps)):
        table = _empty_table(layout, first)
        for step, parting in rows:
            strips = (
                _strip(layout, name, values, parting and parting.value == name)
                for name, values in zip(VALUE_NAMES, step.values, strict=True)
            )
            table.add_row(
                Text(str(step.step), style="dim"),
                _word(step, layout.word),
                *strips,
                signed_score(step.delayed_score, _NUMBER),
                closed_form_cell(step.delayed_score, step.closed_form, _NUMBER),
            )
        yield table


def title(source: str, line: int) -> Text:
    """Return the line that stands over the trace of one text."""
    return Text(f"{printable(source)}:{line}", style="bold")


def legend(lstm: LSTM, width: int, mapped: bool = False) -> Text:
    """Return what the strips of all traces mean, or where they are."""
    if width < MIN_WIDTH:
        return Text(f"The gates take {MIN_WIDTH} columns; --values prints them.", style="dim")
    shown = _layout(width, lstm, mapped).units
    units = ", ".join(unit_name(lstm, unit) for unit in shown)
    if len(shown) < lstm.hidden_size:
        units = f"{len(shown)} of the {lstm.hidden_size} units: {units}"
    text = Text("\n")
    text.append("▁ to █", style=BLUE).append(" up to 1   ")
    text.append("▔ ▀", style=ORANGE).append(" below 0   ")
    text.append("·", style="dim").append(" 0   ")
    text.append("2", style=BLUE).append(" c of the score beyond 1\n")
    text.append("≠", style=_PARTING).append(
        " the first cell that is not what the closed form wants"
    )
    text.append("   (uh)", style="italic dim").append(" the pad\n")
    return text.append(f"each strip: {units}\n").append("--values prints the numbers", style="dim")


def step_line(step: TraceStep) -> Text:
    """Return a step in one line, without the gates."""
    score = signed_score(step.delayed_score)
    closed_form = closed_form_cell(step.delayed_score, step.closed_form)
    number = Text(f"{step.step} ", style="dim")
    return Text.assemble(
        number, _word(step, 60), "  delayed score ", score, "  closed form ", closed_form
    )


def _layout(width: int, lstm: LSTM, mapped: bool) -> _Layout:
    """Return what fits. The gaps are the first to give way, then units, but never the score's."""
    units = [unit for unit in range(lstm.hidden_size) if unit != lstm.score_unit]
    least = _MAPPED if mapped else _WORD
    for gap in (GAP, 1):
        room = width - _STEP - 2 * _NUMBER - (_BEYOND - 1) - 9 * gap
        strip = min(lstm.hidden_size, (room - least) // len(VALUE_NAMES))
        if strip == lstm.hidden_size:
            break
    most = _WIDE if mapped else _WORD
    word = min(most, room - strip * len(VALUE_NAMES))
    return _Layout([*units[: strip - 1], lstm.score_unit], word, gap)


def _empty_table(layout: _Layout, first: bool) -> Table:
    table = plain_table(first, layout.gap)
    table.add_column("\nstep", width=_STEP, justify="right")
    table.add_column("\nword", width=layout.word)
    for name in VALUE_NAMES:
        beyond = _BEYOND - 1 if name == "c" else 0
        table.add_column(f"\n{name}", width=len(layout.units) + beyond)
    table.add_column("delayed\nscore", width=_NUMBER, justify="right")
    table.add_column("closed\nform", width=_NUMBER, justify="right")
    return table


def _strip(layout: _Layout, name: str, values: Array, parts: bool | None) -> Text:
    """Return a cell a unit; that of the score is marked where it *parts* from the closed form."""
    *others, score = (float(values[unit]) for unit in layout.units)
    text = Text()
    for value in others:
        text.append(_glyph(value), style=sign_style(value))
    if parts:
        return text.append("≠", style=_PARTING)
    number = format_score(score, _BEYOND)
    beyond = name == "c" and abs(score) >= 1.05 and len(number) <= _BEYOND
    return text.append(number if beyond else _glyph(score), style=sign_style(score))


def _glyph(value: float) -> str:
    """Return a bar that stands for a positive value and hangs for a negative one."""
    if abs(value) < 1 / 16:
        return "·"
    if value < 0:
        return "▔" if value > -0.5 else "▀"
    return _RISING[min(7, ceil(8 * value) - 1)]


def _word(step: TraceStep, width: int) -> Text:
    if step.pad:
        return Text("(uh)", style="italic dim")
    if not step.is_mapped:
        return truncate(step.word, width)
    became = f" → {step.token}"
    return truncate(step.word, width - len(became)) + Text(became)

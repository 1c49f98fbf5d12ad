"""The trace of a text as Rich renderables, a strip of glyphs a gate; builds, never prints."""

from collections.abc import Iterable, Iterator
from math import ceil

from rich.console import RenderableType
from rich.text import Text

from ..nn.layer import Array
from ..nn.lstm import LSTM
from ..scoring.trace import VALUE_NAMES, TraceStep
from ..text.escaping import printable
from .tables import GAP, chunks, closed_form_cell, plain_table, sign_style, signed_score, truncate

MIN_WIDTH = 80
"""Under this the strips do not fit, and a trace is shown as plain lines."""

_RISING = "▁▂▃▄▅▆▇█"
_STEP, _WORD, _MAPPED, _NUMBER = 7, 5, 14, 7


def trace_tables(
    lstm: LSTM, steps: Iterable[TraceStep], width: int, mapped: bool = False
) -> Iterator[RenderableType]:
    """Yield the trace of one text as tables that stand one under the other, and a legend.

    Each of i, f, g, o, c, h is a strip of one cell a unit. Narrower than 80 columns, plain lines.
    Where words may be *mapped* to the four, there is room for both, "terrific → good".
    """
    if width < MIN_WIDTH:
        yield from (step_line(step) for step in steps)
        yield Text(f"The gates take {MIN_WIDTH} columns; --values prints them.", style="dim")
        return
    strip, word, gap = _layout(width, lstm.hidden_size, _MAPPED if mapped else _WORD)
    for first, rows in chunks(steps):
        table = plain_table(first, gap)
        table.add_column("\nstep", width=_STEP, justify="right")
        table.add_column("\nword", width=word)
        for part in VALUE_NAMES:
            table.add_column(f"\n{part}", width=strip)
        table.add_column("delayed\nscore", width=_NUMBER, justify="right")
        table.add_column("closed\nform", width=_NUMBER, justify="right")
        for row in rows:
            table.add_row(
                Text(str(row.step), style="dim"),
                _word(row, word),
                *(_strip(values, strip) for values in row.values),
                signed_score(row.delayed_score, _NUMBER),
                closed_form_cell(row.delayed_score, row.closed_form, _NUMBER),
            )
        yield table
    yield legend(lstm, strip)


def title(source: str, line: int) -> Text:
    """Return the line that stands over the trace of one text."""
    return Text(f"{printable(source)}:{line}", style="bold")


def legend(lstm: LSTM, shown: int) -> Text:
    """Return what the strips of a trace mean."""
    units = ", ".join(lstm.unit_names[:shown])
    text = Text("\n")
    text.append("▁ to █", style="green").append(" up to 1 or more   ")
    text.append("▔ ▀", style="red").append(" below 0   ")
    text.append("·", style="dim").append(" 0   ")
    text.append("(uh)", style="italic dim").append(" the pad that ends every text\n")
    if shown < lstm.hidden_size:
        units = f"{shown} of the {lstm.hidden_size} units: {units}"
    return text.append(f"each strip: {units}\n").append("--values prints the numbers", style="dim")


def step_line(step: TraceStep) -> Text:
    """Return a step in one line, without the gates."""
    score = signed_score(step.delayed_score)
    closed_form = closed_form_cell(step.delayed_score, step.closed_form)
    number = Text(f"{step.step} ", style="dim")
    return Text.assemble(
        number, _word(step, 60), "  delayed score ", score, "  closed form ", closed_form
    )


def _layout(width: int, units: int, least: int) -> tuple[int, int, int]:
    """Return the widths of a strip, of the word, at *least* so much, and of the gaps.

    The gaps are the first to give way, then the strips.
    """
    for gap in (GAP, 1):
        room = width - _STEP - 2 * _NUMBER - 9 * gap
        strip = min(units, (room - least) // len(VALUE_NAMES))
        if strip == units:
            break
    return strip, min(28, room - strip * len(VALUE_NAMES)), gap


def _strip(values: Array, width: int) -> Text:
    text = Text()
    for value in values[:width]:
        text.append(_glyph(float(value)), style=sign_style(value))
    return text


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
    if step.word.lower() == step.token:
        return truncate(step.word, width)
    became = f" → {step.token}"
    return truncate(step.word, width - len(became)) + Text(became)

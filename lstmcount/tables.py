"""Results to Rich renderables; builds, never prints.

Column widths depend on the terminal and the LSTM alone, so that a table of any length can be
shown chunk by chunk. Every text of a user's goes through :func:`printable` into a ``Text``.
"""

from collections.abc import Iterable, Iterator, Sequence
from math import ceil
from typing import TypeVar

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from .counter_machine import CounterMachine
from .drawings import signed
from .equivalence import Verdict
from .errors import InputError
from .lstm import LSTM, Array
from .printable import printable
from .scoring import Score
from .tracing import PARTS, TraceStep
from .verdicts import sentences
from .vocabulary import WORDS

CHUNK = 200
MIN_WIDTH = 80
"""Under this the strips do not fit, and a trace is shown as plain lines."""

_RISING = "▁▂▃▄▅▆▇█"
_Row = TypeVar("_Row")
_GAP = 2
_STEP, _WORD, _MAPPED, _DELAYED, _CLOSED = 6, 7, 16, 7, 6


def score_tables(
    results: Iterable[Score], width: int, chunk: int = CHUNK
) -> Iterator[RenderableType]:
    """Yield tables of scores, *width* columns wide, that stand one under the other."""
    place = min(24, max(6, width // 5))
    text = max(8, width - place - 2 * 8 - 3 * _GAP)
    for first, rows in chunks(results, chunk):
        table = plain_table(first)
        table.add_column("text from", width=place)
        table.add_column("text", width=text)
        table.add_column("score", width=8, justify="right")
        table.add_column("closed form", width=8, justify="right")
        for row in rows:
            table.add_row(
                _cut(f"{row.source}:{row.line}", place, keep_end=True),
                _cut(row.text, text),
                _signed(row.score),
                _beside(row.score, row.closed_form),
            )
        yield table


def trace_tables(
    lstm: LSTM, steps: Iterable[TraceStep], width: int, mapped: bool = False
) -> Iterator[RenderableType]:
    """Yield the trace of one text as tables that stand one under the other, and a legend.

    Each of i, f, g, o, c, h is a strip of one cell a unit. Narrower than 80 columns, plain lines.
    Where words may be *mapped* to the four, there is room for both, "terrific → good".
    """
    if width < MIN_WIDTH:
        yield from (_line(step) for step in steps)
        return
    strip, word, gap = _layout(width, lstm.hidden_size, _MAPPED if mapped else _WORD)
    for first, rows in chunks(steps):
        table = plain_table(first, gap)
        table.add_column("\nstep", width=_STEP, justify="right")
        table.add_column("\nword", width=word)
        for part in PARTS:
            table.add_column(f"\n{part}", width=strip)
        table.add_column("delayed\nscore", width=_DELAYED, justify="right")
        table.add_column("closed\nform", width=_CLOSED, justify="right")
        for row in rows:
            table.add_row(
                Text(str(row.step), style="dim"),
                _word(row, word),
                *(_strip(values, strip) for values in row.values),
                _signed(row.delayed_score),
                _beside(row.delayed_score, row.closed_form),
            )
        yield table
    yield legend(lstm, strip)


def value_tables(lstm: LSTM, steps: Iterable[TraceStep]) -> Iterator[RenderableType]:
    """Yield each step of a trace as a table of numbers, a row a unit."""
    for step in steps:
        table = Table(box=None, padding=(0, 1, 0, 0), show_header=True, header_style="dim")
        table.add_column("unit", width=10)
        for part in PARTS:
            table.add_column(part, width=10, justify="right")
        for unit, name in enumerate(lstm.unit_names):
            cells = (Text(f"{value[unit]:.4g}", style=_style(value[unit])) for value in step.values)
            table.add_row(Text(name, style="bold" if unit == lstm.score_unit else ""), *cells)
        yield Group(_line(step), table, Text())


def title(source: str, line: int) -> Text:
    """Return the line that stands over the trace of one text."""
    return Text(f"{printable(source)}:{line}", style="bold cyan")


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


def machine_table(machine: CounterMachine, names: Sequence[str]) -> Table:
    """Return a row a state: for each word the next state, and what is added on the way."""
    table = plain_table(first=True)
    table.add_column("state", justify="right")
    table.add_column("reached by")
    for word in WORDS:
        table.add_column(word)
    rows = zip(names, machine.transition.tolist(), machine.increment.tolist(), strict=True)
    for number, (name, targets, increments) in enumerate(rows):
        steps = (
            Text(f"→ {target} ").append(signed(added), style=_style(added))
            for target, added in zip(targets, increments, strict=True)
        )
        table.add_row(str(number), Text(name), *steps)
    return table


def verdict_page(verdict: Verdict, up_to: int, dtype: str) -> Group:
    """Return a verdict in words: a headline, then what was proved and how."""
    headline, lines = sentences(verdict, up_to, dtype)
    color = {"proved": "green", "counterexample": "red", "unknown": "yellow"}[verdict.verdict]
    return Group(Text(headline, style=f"bold {color}"), *map(Text, lines))


def weight_tables(lstm: LSTM) -> Iterator[RenderableType]:
    """Yield the weights of each gate as a table, a row a unit, a column a word, unit or bias."""
    hidden = lstm.hidden_size
    for k, gate in enumerate(("input gate i", "forget gate f", "cell gate g", "output gate o")):
        table = plain_table(first=True)
        table.title, table.title_justify, table.title_style = f"\n{gate}", "left", "bold"
        table.add_column("unit", no_wrap=True)
        for name in (*WORDS, *(f"h {n}" for n in lstm.unit_names), "b_ih", "b_hh"):
            table.add_column(Text(name), justify="right", min_width=4)
        for unit, name in enumerate(lstm.unit_names):
            row = k * hidden + unit
            numbers = [*lstm.weight_ih[row], *lstm.weight_hh[row]]
            numbers += [lstm.bias_ih[row], lstm.bias_hh[row]]
            table.add_row(name, *(Text(f"{v:.4g}", style=_style(v)) for v in numbers))
        yield table


def _layout(width: int, units: int, least: int) -> tuple[int, int, int]:
    """Return the widths of a strip, of the word, at *least* so much, and of the gaps.

    The gaps are the first to give way, then the strips.
    """
    for gap in (_GAP, 1):
        room = width - _STEP - _DELAYED - _CLOSED - 9 * gap
        strip = min(units, (room - least) // len(PARTS))
        if strip == units:
            break
    return strip, min(28, room - strip * len(PARTS)), gap


def plain_table(first: bool, gap: int = _GAP) -> Table:
    """Return an empty table in the house style; only the first of several has a header."""
    return Table(
        box=box.SIMPLE_HEAD,
        show_header=first,
        show_edge=False,
        pad_edge=False,
        padding=(0, gap - 1, 0, 0),
        header_style="bold",
    )


def chunks(rows: Iterable[_Row], size: int = CHUNK) -> Iterator[tuple[bool, list[_Row]]]:
    """Yield (whether it is the first, chunk), and what came before an error ahead of it."""
    chunk: list[_Row] = []
    first = True
    try:
        for row in rows:
            chunk.append(row)
            if len(chunk) == size:
                yield first, chunk
                chunk, first = [], False
    except InputError:
        if chunk:
            yield first, chunk
        raise
    if chunk:
        yield first, chunk


def _strip(values: Array, width: int) -> Text:
    text = Text()
    for value in values[:width]:
        text.append(_glyph(float(value)), style=_style(value))
    return text


def _glyph(value: float) -> str:
    """Return a bar that stands for a positive value and hangs for a negative one."""
    if abs(value) < 1 / 16:
        return "·"
    if value < 0:
        return "▔" if value > -0.5 else "▀"
    return _RISING[min(7, ceil(8 * value) - 1)]


def _style(value: float) -> str:
    if abs(value) < 1 / 16:
        return "dim"
    return "green" if value > 0 else "red"


def _word(step: TraceStep, width: int) -> Text:
    if step.pad:
        return Text("(uh)", style="italic dim")
    if step.word.lower() == step.token:
        return _cut(step.word, width)
    became = f" → {step.token}"
    return _cut(step.word, width - len(became)) + Text(became)


def _signed(score: float) -> Text:
    text = str(score) if isinstance(score, int) else f"{score:.4g}"
    return Text(text, style="green" if score > 0 else "red" if score < 0 else "")


def _beside(score: float, closed_form: int) -> Text:
    right = abs(score - closed_form) < 0.5
    return Text(str(closed_form)) if right else Text(f"≠ {closed_form}", style="bold reverse red")


def _line(step: TraceStep) -> Text:
    text = Text(f"{step.step} ", style="dim", end="\n").append_text(_word(step, 60))
    text.append("  delayed score ").append_text(_signed(step.delayed_score))
    return text.append("  closed form ").append_text(_beside(step.delayed_score, step.closed_form))


def _cut(text: str, width: int, keep_end: bool = False) -> Text:
    """Return *text* escaped and cut to *width* columns."""
    escaped = Text(printable(text), no_wrap=True)
    if escaped.cell_len > width and keep_end:
        while escaped.cell_len > width - 1:
            escaped = escaped[1:]
        return Text("…") + escaped
    escaped.truncate(width, overflow="ellipsis")
    return escaped

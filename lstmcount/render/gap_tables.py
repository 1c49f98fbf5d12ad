"""An RNN beside the LSTM that contains it, as Rich renderables; builds, never prints."""

from collections.abc import Iterable, Iterator, Sequence
from math import exp, log10

from rich.console import RenderableType
from rich.text import Text

from ..nn.layer import Array
from ..nn.rnn import EXACT_FROM, SimpleRNN
from ..nn.rnn_gap import Comparison, GapStep, Largest
from .tables import chunks, plain_table

MIN_WIDTH = 60
"""Under this the columns do not fit, and steps and sweep are shown as plain lines."""

_EIGHTHS = " ▏▎▍▌▋▊▉"
_DECADES = 16
_STEP, _VALUE, _STATE, _NUMBER, _BETWEEN = 6, 5, 10, 8, 2


def gap_page(rnn: SimpleRNN, comparison: Comparison, width: int) -> Iterator[RenderableType]:
    """Yield a headline, the steps, and the sweep."""
    yield _headline(rnn, comparison.largest)
    yield from _steps(comparison.trace, rnn.hidden_size, width)
    yield from _sweep(comparison.sweep, width)


def _headline(rnn: SimpleRNN, largest: Largest) -> Text:
    text = Text(f"RNN of {_several(rnn.input_size, 'input')} and ")
    text.append(f"{_several(rnn.hidden_size, 'unit')}, inside an LSTM with c₀ = {largest.c_0:g}\n")
    if largest.max_gap == 0:
        return text.append("equal to the last bit at every step\n", style="bold green")
    text.append(f"up to {_number(largest.max_gap)} apart", style="bold red")
    return text.append(f", bound {_number(largest.max_bound)}\n")


def _steps(steps: Iterable[GapStep], hidden_size: int, width: int) -> Iterator[RenderableType]:
    """Yield a row a step, as tables that stand one under the other, and what they leave out.

    As many units are shown as *width* columns hold; the gap and its bound are over all.
    """
    if width < MIN_WIDTH:
        for number, step in enumerate(steps, 1):
            yield Text(f"{number} gap {_number(step.gap)} bound {_number(step.bound)}")
        yield Text(f"The states take {MIN_WIDTH} columns; --format json gives all.", style="dim")
        return
    room = (width - _STEP - 2 * _NUMBER - 4 * _BETWEEN) // 2
    shown = min(hidden_size, (room + 1) // (_VALUE + 1))
    for first, rows in chunks(enumerate(steps, 1)):
        table = plain_table(first)
        table.add_column("step", width=_STEP, justify="right")
        for name in ("RNN state", "LSTM state"):
            table.add_column(name, width=max(_STATE, shown * (_VALUE + 1) - 1))
        for name in ("gap", "bound"):
            table.add_column(name, width=_NUMBER, justify="right")
        for number, step in rows:
            states = _state(step.rnn, step.rnn, shown), _state(step.lstm, step.rnn, shown)
            numbers = Text(_number(step.gap)), Text(_number(step.bound))
            table.add_row(Text(str(number), style="dim"), *states, *numbers)
        yield table
    if shown < hidden_size:
        yield Text(f"{shown} of the {hidden_size} units; gap and bound are over all of them.")
        yield Text("A wider terminal shows more, --format json all.", style="dim")


def _sweep(sweep: Sequence[Largest], width: int) -> Iterator[RenderableType]:
    """Yield the largest gap for each c_0 beside e^(−2 c_0), with a bar on a logarithmic scale."""
    scale = ", on a logarithmic scale" if width >= MIN_WIDTH else ""
    yield Text(f"\nFrom other c₀: the largest gap{scale}\n")
    if width < MIN_WIDTH:
        yield from (Text(f"c₀ = {one.c_0:g} largest gap {_number(one.max_gap)}") for one in sweep)
        return
    table = plain_table(first=True)
    table.add_column("c₀", width=_STEP, justify="right")
    for name in ("gap", "bound", "e^(−2c₀)"):
        table.add_column(name, width=_NUMBER, justify="right")
    table.add_column(f"1e-{_DECADES}" + "1".rjust(_DECADES - 5), width=_DECADES)
    for one in sweep:
        numbers = (one.max_gap, one.max_bound, exp(-2 * one.c_0))
        table.add_row(f"{one.c_0:g}", *(Text(_number(n)) for n in numbers), _bar(one.max_gap))
    yield table
    yield Text(f"from c₀ = {EXACT_FROM['float64']} on it is exactly 0.", style="dim")


def _state(values: Array, expected: Array, shown: int) -> Text:
    """Return the first *shown* values, green where their bits are the expected ones."""
    pairs = zip(values[:shown].tolist(), expected[:shown].tolist(), strict=True)
    text = (Text(f"{value:.3f}", style="green" if value == e else "red") for value, e in pairs)
    return Text(" ").join(text)


def _bar(gap: float) -> Text:
    if gap == 0:
        return Text("exactly 0", style="green")
    eighths = round(8 * (log10(gap) + _DECADES))
    full, part = divmod(min(max(eighths, 1), 8 * _DECADES), 8)
    return Text("█" * full + _EIGHTHS[part] * (part > 0), style="red")


def _number(value: float) -> str:
    return f"{value:.2g}"


def _several(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"

"""Each step of a trace as equations with the numbers in them, term by term; builds, never prints.

    o[not bad] = σ(100·bad + 100·h[not] − 150) = σ(26.2) = 1

A number before a word or an h is its weight; the line over the equations gives each h that
matters. Terms that show as 0 are left out.
"""

from collections.abc import Iterable, Iterator

import numpy as np
from rich.console import Group, RenderableType
from rich.text import Text

from ..nn.lstm import LSTM
from ..scoring.trace import VALUE_NAMES, Before, TraceStep, with_before
from ..text.escaping import printable
from ..text.vocabulary import WORDS
from .trace_tables import step_line

_LEAST = 5e-4  # what is smaller shows as 0 among terms of 100


def explanations(lstm: LSTM, steps: Iterable[TraceStep]) -> Iterator[RenderableType]:
    """Yield each of *steps* as a line of what it is, and a line for each gate and each cell."""
    for step, before in with_before(lstm, steps):
        lines = [*_gate_lines(lstm, step, before), *_cell_lines(lstm, step, before)]
        yield Group(step_line(step), _read(lstm, before), *map(Text, lines), Text())
    yield Text("Each term is a weight times what it reads. Terms under 0.0005 are left out.")


def _read(lstm: LSTM, before: Before) -> Text:
    """Return the line that says which h the step reads."""
    pairs = zip(lstm.unit_names, before.h.tolist(), strict=True)
    read = [f"h[{printable(name)}] = {_number(h)}" for name, h in pairs if abs(h) >= _LEAST]
    return Text(f"  reads {', '.join(read) or 'no h but 0'}", style="dim")


def _gate_lines(lstm: LSTM, step: TraceStep, before: Before) -> Iterator[str]:
    token = WORDS.index(step.token)
    reads = [f"h[{printable(name)}]" for name in lstm.unit_names]
    for row, total in enumerate(before.sums.tolist()):
        gate, unit = divmod(row, lstm.hidden_size)
        weights = lstm.weight_hh[row]
        terms = [(float(lstm.weight_ih[row, token]), step.token)]
        terms += [
            (float(weights[k]), reads[k])
            for k in np.flatnonzero(np.abs(weights * before.h) >= _LEAST)
        ]
        terms.append((float(lstm.bias_ih[row] + lstm.bias_hh[row]), ""))
        name, value = VALUE_NAMES[gate], float(step.values[gate][unit])
        squash = "tanh" if name == "g" else "σ"
        end = f"{squash}({_number(total)}) = {_number(value)}"
        start = f"  {name}[{printable(lstm.unit_names[unit])}] = "
        terms = [term for term in terms if abs(term[0]) >= _LEAST]
        is_one_number = len(terms) < 2 and not any(name for _, name in terms)
        yield start + ("" if is_one_number else f"{squash}({_sum(terms)}) = ") + end


def _cell_lines(lstm: LSTM, step: TraceStep, before: Before) -> Iterator[str]:
    i, f, g, o, c, h = step.values
    for k, name in enumerate(map(printable, lstm.unit_names)):
        kept, offered = (_product(f[k], before.c[k]), _product(i[k], g[k]))
        yield f"  c[{name}] = f·c + i·g = {kept} + {offered} = {_number(c[k])}"
    for k, name in enumerate(map(printable, lstm.unit_names)):
        yield f"  h[{name}] = o·tanh(c) = {_product(o[k], np.tanh(c[k]))} = {_number(h[k])}"


def _sum(terms: Iterable[tuple[float, str]]) -> str:
    text = ""
    for weight, name in terms:
        sign = ("−" if weight < 0 else "") if not text else (" − " if weight < 0 else " + ")
        text += sign + _number(abs(weight)) + (f"·{name}" if name else "")
    return text


def _product(a: float, b: float) -> str:
    second = _number(b)
    return f"{_number(a)}·{f'({second})' if second.startswith('−') else second}"


def _number(value: float) -> str:
    """Return three digits, with what is next to 0 as 0."""
    if abs(value) < _LEAST:
        return "0"
    digits = 3 if abs(value) < 1000 else 6
    return f"{value:.{digits}g}".replace("-", "−").replace("e+0", "e").replace("e+", "e")

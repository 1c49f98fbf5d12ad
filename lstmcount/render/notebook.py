"""Results as HTML for a notebook: what the command line prints for them, in a ``pre``."""

import io
from collections.abc import Iterable, Iterator
from functools import singledispatch
from itertools import islice

from rich.console import Console, RenderableType
from rich.text import Text

from ..closed_form import prefix_scores
from ..machine.counter_machine import CounterMachine
from ..nn.lstm import LSTM, Trace
from ..proof.file_verdicts import FileVerdict
from ..proof.verdicts import Verdict
from ..scoring.scores import strip_rounding
from ..scoring.trace import TraceStep
from ..text.vocabulary import WORDS
from .diagrams import state_names
from .machine_tables import machine_tables
from .number_tables import weight_tables
from .trace_tables import trace_tables
from .verdict_page import verdict_page

WIDTH = 100
"""Columns, of which a page of a notebook has room for some more."""

MOST_STEPS = 200
"""A longer trace is shown up to here."""

_PRE = '<pre style="line-height: 1.2; overflow-x: auto">{code}</pre>'


@singledispatch
def html(result: object) -> str | None:
    """Return *result* as HTML, or None where there is no more to show than its ``repr``.

    >>> from lstmcount.nn.counting_lstm import counting_lstm
    >>> "output gate" in html(counting_lstm())
    True
    """
    return None


@html.register
def _(verdict: Verdict) -> str:
    return _html([verdict_page(FileVerdict(None, verdict))])


@html.register
def _(machine: CounterMachine) -> str:
    return _html(machine_tables(machine, state_names(machine), WIDTH))


@html.register
def _(lstm: LSTM) -> str:
    return _html(weight_tables(lstm, WIDTH))


@html.register
def _(trace: Trace) -> str | None:
    if iter(trace.tokens) is trace.tokens or trace.lstm.input_size != len(WORDS):
        return None  # to show it would use it up; it reads no words
    steps = list(islice(_steps(trace), MOST_STEPS + 1))
    tables = list(trace_tables(trace.lstm, steps[:MOST_STEPS], WIDTH))
    if len(steps) > MOST_STEPS:
        tables.append(Text(f"The first {MOST_STEPS} steps."))
    return _html(tables)


def _steps(trace: Trace) -> Iterator[TraceStep]:
    counts = prefix_scores(trace.tokens)
    again = Trace(trace.lstm, trace.tokens)
    rows = zip(trace.tokens, again, counts, strict=False)
    for number, (token, values, closed_form) in enumerate(rows, 1):
        score = strip_rounding(values.c[trace.lstm.score_unit])
        word = WORDS[token]
        yield TraceStep("trace", 1, number, word, word, False, values, score, closed_form)


def _html(renderables: Iterable[RenderableType]) -> str:
    console = Console(
        file=io.StringIO(),
        record=True,
        width=WIDTH,
        force_terminal=True,
        color_system="standard",
        legacy_windows=False,
        _environ={},
    )
    for renderable in renderables:
        console.print(renderable)
    return console.export_html(inline_styles=True, code_format=_PRE)

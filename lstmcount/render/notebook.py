"""Results as HTML for a notebook: what the command line prints for them, in a ``pre``."""

import io
from collections.abc import Iterable
from functools import singledispatch

from rich.console import Console, RenderableType

from ..machine.counter_machine import CounterMachine
from ..nn.lstm import LSTM
from ..proof.file_verdicts import FileVerdict
from ..proof.verdicts import Verdict
from .diagrams import state_names
from .machine_tables import machine_tables
from .number_tables import weight_tables
from .text_trace import Trace
from .verdict_page import verdict_page

WIDTH = 100
"""Columns, of which a page of a notebook has room for some more."""

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
def _(trace: Trace) -> str:
    return _html(trace.renderables(WIDTH))


def _html(renderables: Iterable[RenderableType]) -> str:
    console = Console(
        file=io.StringIO(),
        record=True,
        width=WIDTH,
        force_terminal=True,
        color_system="256",
        legacy_windows=False,
        _environ={},
    )
    for renderable in renderables:
        console.print(renderable)
    return console.export_html(inline_styles=True, code_format=_PRE)

"""The page and the figure that ``trace`` saves beside what it prints."""

from collections.abc import Iterator
from itertools import islice
from os.path import splitext  # and not pathlib, which takes milliseconds at every start
from typing import TYPE_CHECKING

import click

from ..errors import InputError
from ..text.escaping import printable
from .output import write_file

if TYPE_CHECKING:
    from ..nn.lstm import LSTM
    from ..render.text_trace import Trace
    from ..scoring.trace import TraceStep
    from ..text.sources import Text
    from ..text.vocabulary import Vocabulary

MAX_STEPS = 1000
"""Pictures of more steps than this, in all texts, are refused."""

FIGURES = (".svg", ".pdf", ".png")
STDOUT = "-"


def figure_name(ctx: click.Context, option: click.Parameter, value: str | None) -> str | None:
    """Check that the name of a figure says which kind it is; on standard output it is SVG."""
    if value in (None, STDOUT) or splitext(str(value))[1].lower() in FIGURES:
        return value
    *others, last = FIGURES
    raise click.BadParameter(f"expected a name in {', '.join(others)} or {last}", ctx, option)


class Pictures:
    """Keeps the traces of all texts, and saves them as a page and as a figure where asked to."""

    def __init__(self, lstm: "LSTM", html: str | None, plot: str | None) -> None:
        if plot:
            from ..render.plot import require_matplotlib

            require_matplotlib()
        self._lstm, self._html, self._plot = lstm, html, plot
        self._traces: list[Trace] = []
        self._room = MAX_STEPS

    @property
    def take_stdout(self) -> bool:
        """Whether standard output is a picture's, and nothing else may be printed there."""
        return STDOUT in (self._html, self._plot)

    def add(self, text: "Text", steps: "Iterator[TraceStep]") -> "Iterator[TraceStep]":
        """Return *steps* again, and keep them if a picture is to show them."""
        if not (self._html or self._plot):
            return steps
        from ..render.text_trace import Trace

        kept = tuple(islice(steps, self._room + 1))
        if len(kept) > self._room:
            raise InputError(
                f"{printable(text.source)}:{text.line}: a picture shows at most {MAX_STEPS} "
                "steps; trace less text, or leave out --html and --plot"
            )
        self._room -= len(kept)
        self._traces.append(Trace(self._lstm, kept))
        return iter(kept)

    def save(self, vocabulary: "Vocabulary", weights: str, failed: bool) -> None:
        """Write the pictures, unless nothing could be read: then old ones stay."""
        if failed and not self._traces:
            return
        if self._html:
            from ..render.page.assembly import page

            steps = [trace.steps for trace in self._traces]
            write_file(self._html, page(self._lstm, steps, vocabulary, weights).encode())
        if self._plot:
            from ..render.plot import figure_bytes, plot

            kind = "svg" if self._plot == STDOUT else splitext(self._plot)[1][1:].lower()
            write_file(self._plot, figure_bytes(plot(self._traces), kind))

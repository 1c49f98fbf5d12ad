"""The trace of one text as an object that shows itself in a notebook."""

from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from ..nn.lstm import LSTM
from ..scoring.trace import TraceStep, trace_text
from ..text.sources import Text, TextChunk
from ..text.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

_WIDTH = 100  # columns of the table
_SOURCE = "<text>"


@dataclass(frozen=True, eq=False, repr=False)
class Trace:
    """Every step of an LSTM on one text.

    A notebook shows it as the figure where matplotlib is installed, else as the table.
    """

    lstm: LSTM
    steps: tuple[TraceStep, ...]

    def __repr__(self) -> str:
        return f"<Trace of {len(self.steps)} steps>"

    def __str__(self) -> str:
        """Return the table that ``lstmcount trace`` prints, in plain text."""
        from rich.console import Console

        console = Console(width=_WIDTH, color_system=None, force_terminal=True, _environ={})
        with console.capture() as captured:
            for renderable in self.renderables(_WIDTH):
                console.print(renderable)
        return captured.get()

    def renderables(self, width: int) -> "Iterator[RenderableType]":
        """Yield the table that ``lstmcount trace`` prints, and its legend."""
        from .trace_tables import legend, trace_tables

        yield from trace_tables(self.lstm, self.steps, width, self.maps_words)
        yield legend(self.lstm, width, self.maps_words)

    @property
    def maps_words(self) -> bool:
        """Whether a word of it was read as another one."""
        return any(step.is_mapped for step in self.steps)

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        if find_spec("matplotlib"):
            from .plot import figure_bytes, plot

            shown = {"image/svg+xml": figure_bytes(plot(self), "svg").decode()}
        else:
            from .notebook import html

            shown = {"text/html": str(html(self))}
        return {"text/plain": str(self), **shown}


def text_trace(text: str, lstm: LSTM | None = None, vocabulary: Vocabulary | None = None) -> Trace:
    """Return the :class:`Trace` of *text*, by the built-in LSTM and the four words if not given.

    Raises :class:`lstmcount.errors.InputError` at a word that *vocabulary* does not know.

    >>> trace = text_trace("not bad")
    >>> [step.delayed_score for step in trace.steps]
    [0, 0, 1]
    """
    from ..nn.counting_lstm import counting_lstm

    lstm = lstm or counting_lstm()
    read = Text(_SOURCE, 1, [TextChunk(_SOURCE, 1, 1, text)])
    return Trace(lstm, tuple(trace_text(lstm, vocabulary or Vocabulary(), read)))

"""A trace as a figure, drawn by matplotlib, which is the extra ``plot``.

Words run from left to right. Each of i, f, g, o, c and h is a band with a row a unit; the score
stands under them. A long text is wrapped into several staves, as music is. Lengths are in inches.
"""

import io
import warnings
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from math import ceil
from typing import TYPE_CHECKING, Any, NamedTuple

from ..errors import LstmcountError
from ..text.escaping import printable
from .figure_layout import LETTER, map_height, names_width, step_centers, word_head
from .figure_map import draw_color_bar, draw_map
from .figure_scores import draw_scores
from .text_trace import Trace

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

STEPS = 64
"""The most steps of a stave; a longer text is wrapped."""

_TITLE, _SCORES, _GAP, _RIGHT, _EDGE = 0.25, 0.8, 0.2, 1.5, 0.15
_METADATA: dict[str, dict[str, Any]] = {
    "svg": {"Date": None, "Creator": None},
    "pdf": {"CreationDate": None, "Creator": None, "Producer": None},
    "png": {"Software": None},
}


class PlotError(LstmcountError):
    """A figure that cannot be drawn."""


class _Stave(NamedTuple):
    """One row of the figure: steps *start* to *stop* of a trace, from 0."""

    trace: Trace
    start: int
    stop: int

    @property
    def width(self) -> float:
        """In steps."""
        return float(step_centers(self.trace.steps[self.start : self.stop])[-1]) + 0.5


def plot(traces: Trace | Sequence[Trace], ax: "Axes | None" = None) -> "Figure":
    """Return a figure of one trace, or of several one under the other with shared scales.

    With *ax*, one trace is drawn into it, unwrapped. matplotlib's styles apply. Raises
    :class:`PlotError` where matplotlib is not installed, and for several traces in one *ax*.

    >>> from lstmcount.render.text_trace import text_trace
    >>> [axes.get_label() for axes in plot(text_trace("not bad")).axes]
    ['map', 'scores', 'colors']
    """
    require_matplotlib()
    traces = [traces] if isinstance(traces, Trace) else list(traces)
    if ax is None:
        return _figure(traces)
    if len(traces) != 1:
        raise PlotError(f"an Axes holds one trace, not {len(traces)}")
    (trace,) = traces
    return _into(ax, trace)


def _into(ax: "Axes", trace: Trace) -> "Figure":
    """Draw a trace where *ax* stands: the map, the colour bar beside it, the scores below."""
    from mpl_toolkits.axes_grid1 import make_axes_locatable

    divider = make_axes_locatable(ax)
    bar = divider.append_axes("right", size="3%", pad=0.1, label="colors")
    below = divider.append_axes("bottom", size="16%", pad=0.15, label="scores")
    figure = ax.figure.figure  # that of a SubFigure, too
    mesh = draw_map(ax, trace, 0, len(trace.steps))
    draw_color_bar(figure.colorbar(mesh, cax=bar))
    draw_scores(below, trace, 0, len(trace.steps), _score_range([trace]))
    return figure


def figure_bytes(figure: "Figure", suffix: str) -> bytes:
    """Return *figure* as the bytes of a ``svg``, ``pdf`` or ``png`` file, the same every time."""
    import matplotlib

    buffer = io.BytesIO()
    with matplotlib.rc_context({"svg.hashsalt": "lstmcount"}), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a character that no font has, which becomes a box
        figure.savefig(buffer, format=suffix, dpi=200, metadata=_METADATA[suffix])
    return buffer.getvalue()


def require_matplotlib() -> None:
    """Raise :class:`PlotError` with the way out where matplotlib is not installed."""
    if find_spec("matplotlib") is None:
        raise PlotError("a figure takes matplotlib: pip install matplotlib")


def _figure(traces: Sequence[Trace]) -> "Figure":
    from matplotlib.figure import Figure

    staves = [stave for trace in traces for stave in _staves(trace)]
    steps = max((stave.width for stave in staves), default=1.0)
    step = min(0.45, max(0.19, 9 / steps))  # wide enough for a word where there are few
    left = max((names_width(trace.lstm) for trace in traces), default=1.0) + _EDGE
    heights = [_height(stave, step) for stave in staves]
    figure = Figure(figsize=(left + step * steps + _RIGHT, sum(heights) + _EDGE))
    bottom = sum(heights)
    for stave, height in zip(staves, heights, strict=True):
        bottom -= height
        _draw_stave(figure, stave, (left, bottom + _EDGE), step, _score_range(traces))
        if len(traces) > 1 and stave.start == 0:
            first = stave.trace.steps[0]
            y = (bottom + height) / figure.get_figheight()
            title = f"{printable(first.source)}:{first.line}"
            figure.text(
                _EDGE / figure.get_figwidth(), y, title, fontsize=8, parse_math=False, va="top"
            )
    return figure


def _staves(trace: Trace) -> Iterator[_Stave]:
    """Yield the staves of a trace, as equally long as they can be."""
    steps = len(trace.steps)
    size = ceil(steps / ceil(steps / STEPS))
    for start in range(0, steps, size):
        yield _Stave(trace, start, min(steps, start + size))


def _height(stave: _Stave, step: float) -> float:
    """Return the height of a stave: a title, words, the map, and the scores with their numbers."""
    longest = max(len(word_head(one)) for one in stave.trace.steps[stave.start : stave.stop])
    words = LETTER * longest if LETTER * longest > step else 0.1
    return _TITLE + words + 0.1 + map_height(stave.trace.lstm) + _GAP + _SCORES


def _draw_stave(
    figure: "Figure",
    stave: _Stave,
    corner: tuple[float, float],
    step: float,
    scores: tuple[float, float],
) -> None:
    """Draw a stave whose lower left *corner* is there, each step so many inches wide."""
    size = figure.get_size_inches()
    left, bottom = corner
    width, height = step * stave.width, map_height(stave.trace.lstm)

    def axes(label: str, x: float, y: float, across: float, up: float) -> "Axes":
        place = (x / size[0], y / size[1], across / size[0], up / size[1])
        return figure.add_axes(place, label=label)

    above = bottom + _SCORES + _GAP
    mesh = draw_map(axes("map", left, above, width, height), *stave)
    below = axes("scores", left, bottom + 0.2, width, _SCORES - 0.2)
    draw_scores(below, *stave, scores)
    if len(figure.axes) == 2:  # of the first stave
        side = left + width + 0.2
        bar = axes("colors", side, above + height - min(1.6, height), 0.12, min(1.6, height))
        draw_color_bar(figure.colorbar(mesh, cax=bar))
        below.legend(loc="upper left", bbox_to_anchor=(1, 1.1), frameon=False, fontsize=7)


def _score_range(traces: Sequence[Trace]) -> tuple[float, float]:
    """Return the lowest and the highest score of all, 0 among them, with a margin."""
    scores = [
        float(score)
        for trace in traces
        for step in trace.steps
        for score in (step.delayed_score, step.closed_form)
    ]
    low, high = min([0.0, *scores]), max([0.0, *scores])
    margin = max(0.5, 0.1 * (high - low))
    return low - margin, high + margin

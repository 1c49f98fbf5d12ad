"""The map of a figure: the gates and cells of a trace, a column a step and a row a unit."""

from math import ceil
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ..nn.lstm import LSTM
from ..scoring.parting import find_parting
from ..scoring.scores import format_score
from ..scoring.trace import VALUE_NAMES, TraceStep
from .figure_layout import (
    BANDS,
    LEAST_NAME,
    LETTER,
    PAD_GAP,
    band_top,
    font_size,
    map_height,
    names_width,
    row_height,
    step_centers,
    word_head,
)
from .text_trace import Trace
from .unit_names import unit_name

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.collections import QuadMesh
    from matplotlib.colorbar import Colorbar

COLORS = ("#e08214", "#fdc687", "#ffffff", "#a3c8ee", "#1f5da8")
"""Orange below 0, blue above: told apart by colour-blind eyes and, by their darkness, in print."""

_PLAIN: dict[str, Any] = {"parse_math": False, "usetex": False}  # a user's text is no formula


def draw_map(ax: "Axes", trace: Trace, start: int, stop: int) -> "QuadMesh":
    """Draw the gates and cells of steps *start* to *stop*, from 0, into *ax*."""
    steps, lstm = trace.steps[start:stop], trace.lstm
    values = np.array([step.values for step in steps])  # (T, 6, H)
    centers = step_centers(steps)
    rows = map_height(lstm) / row_height(lstm)
    ax.set(xlim=(centers[0] - 0.5, centers[-1] + 0.5), ylim=(rows, 0))
    ax.spines[:].set_visible(False)
    ax.tick_params(length=0, labelsize=7)
    mesh = _draw_cells(ax, lstm, values, steps[-1].pad)
    _name_units(ax, lstm)
    _name_bands(ax, lstm)
    _name_words(ax, steps)
    _write_numbers(ax, lstm, values, centers)
    _frame_parting(ax, trace, start, stop)
    return mesh


def draw_color_bar(bar: "Colorbar") -> None:
    """Give the colour bar of a map its numbers and its outline."""
    bar.set_ticks([-1, 0, 1], labels=["−1 and below", "0", "1 and above"])
    bar.ax.tick_params(labelsize=7, length=0)
    bar.outline.set_linewidth(0.3)


def _draw_cells(ax: "Axes", lstm: LSTM, values: NDArray[np.float64], pad: bool) -> "QuadMesh":
    """Draw a mesh for each band, and one for the pad in it."""
    from matplotlib.colors import LinearSegmentedColormap

    colors = LinearSegmentedColormap.from_list("orange-blue", COLORS)
    words = len(values) - pad
    for band in range(len(BANDS)):
        rows = band_top(lstm, band) + np.arange(lstm.hidden_size + 1)
        for first, last, gap in [(0, words, 0.0), (words, len(values), PAD_GAP)]:
            if first == last:
                continue
            mesh = ax.pcolormesh(
                np.arange(first, last + 1) + gap,
                rows,
                values[first:last, band].T,
                cmap=colors,
                vmin=-1,
                vmax=1,
                edgecolors="0.85",
                linewidth=0.3,
                clip_on=False,
                rasterized=values.size > 5000,
            )
    return mesh


def _name_units(ax: "Axes", lstm: LSTM) -> None:
    """Name every row, or of many units those for which there is room, and the score's always."""
    every = ceil(LEAST_NAME / row_height(lstm))
    shown = range(lstm.score_unit % every, lstm.hidden_size, every)
    tops = [band_top(lstm, band) for band in range(len(BANDS))]
    ax.set_yticks(
        [top + unit + 0.5 for top in tops for unit in shown],
        [unit_name(lstm, unit) for _ in tops for unit in shown],
        fontsize=font_size(lstm),
        **_PLAIN,
    )
    for label, unit in zip(ax.get_yticklabels(), [*shown] * len(tops), strict=True):
        label.set_fontweight("bold" if unit == lstm.score_unit else "normal")


def _name_bands(ax: "Axes", lstm: LSTM) -> None:
    few = lstm.hidden_size < 5
    for band, name in enumerate(BANDS):
        ax.annotate(
            name[0] if few else name,
            (0, band_top(lstm, band) + lstm.hidden_size / 2),
            xycoords=("axes fraction", "data"),
            xytext=(-72 * (names_width(lstm) - 0.12), 0),
            textcoords="offset points",
            rotation=0 if few else 90,
            ha="center",
            va="center",
            fontsize=8,
        )


def _name_words(ax: "Axes", steps: tuple[TraceStep, ...]) -> None:
    """Write the words over their columns: upright where one is wider than its column."""
    heads = [word_head(step) for step in steps]
    room = ax.get_window_extent().width / ax.figure.dpi / len(steps)
    upright = max(map(len, heads)) * LETTER > room
    ax.xaxis.tick_top()
    ax.set_xticks(step_centers(steps), heads, rotation=90 if upright else 0, **_PLAIN)
    for label, step in zip(ax.get_xticklabels(), steps, strict=True):
        label.set_fontstyle("italic" if step.pad else "normal")


def _write_numbers(
    ax: "Axes", lstm: LSTM, values: NDArray[np.float64], centers: NDArray[np.float64]
) -> None:
    """Write the number into every cell beyond ±1, which the colours do not tell apart."""
    for t, band, unit in np.argwhere(np.abs(values) >= 1.05):
        value = float(values[t, band, unit])
        ax.text(
            centers[t],
            band_top(lstm, band) + unit + 0.5,
            format_score(value, 4).replace("-", "−"),
            color="white" if value > 0 else "black",
            fontsize=font_size(lstm),
            ha="center",
            va="center_baseline",
        )


def _frame_parting(ax: "Axes", trace: Trace, start: int, stop: int) -> None:
    """Frame the cell of the score unit that has most to do with the parting."""
    from matplotlib.patches import Rectangle

    parting = find_parting(trace.lstm, trace.steps)
    if parting is None or not start < parting.step <= stop:
        return
    x = step_centers(trace.steps[start:stop])[parting.step - 1 - start] - 0.5
    y = band_top(trace.lstm, VALUE_NAMES.index(parting.value)) + trace.lstm.score_unit
    ax.add_patch(Rectangle((x, y), 1, 1, fill=False, edgecolor="k", linewidth=1.5, clip_on=False))

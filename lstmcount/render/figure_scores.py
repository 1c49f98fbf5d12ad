"""The scores of a figure, under the map: the delayed score and, behind it, the closed form."""

from typing import TYPE_CHECKING

import numpy as np

from ..scoring.parting import find_parting
from .figure_layout import step_centers
from .figure_map import COLORS
from .text_trace import Trace

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def draw_scores(
    ax: "Axes", trace: Trace, start: int, stop: int, limits: tuple[float, float]
) -> None:
    """Draw the delayed score as a step line, the closed form behind it, and where they part."""
    from matplotlib import rcParams

    ink = rcParams["text.color"]  # of the style: white on black, perhaps
    steps = trace.steps[start:stop]
    centers = step_centers(steps)
    edges = np.append(centers - 0.5, centers[-1] + 0.5)
    wanted = [step.closed_form for step in steps]
    scores = [float(step.delayed_score) for step in steps]
    ax.axhline(0, color=ink, alpha=0.2, linewidth=0.6)
    ax.stairs(wanted, edges, baseline=None, color="0.65", linewidth=4, label="closed form")
    ax.stairs(scores, edges, baseline=None, color=ink, linewidth=1.2, label="delayed score")
    ax.set(xlim=(edges[0], edges[-1]), ylim=limits)
    ax.set_xticks(centers, [str(step.step) for step in steps])
    ax.locator_params(axis="y", integer=True, nbins=4)
    ax.tick_params(length=2, labelsize=6)
    ax.spines[["top", "right"]].set_visible(False)
    parting = find_parting(trace.lstm, trace.steps)
    if parting and start < parting.step <= stop:
        t = parting.step - 1 - start
        ax.vlines(centers[t], scores[t], wanted[t], color=COLORS[0], linewidth=2.5)
        ax.annotate(
            f"≠ step {parting.step}",
            (centers[t], 1.02),
            xycoords=("data", "axes fraction"),
            ha="right" if t > len(steps) / 2 else "left",
            fontsize=7,
        )

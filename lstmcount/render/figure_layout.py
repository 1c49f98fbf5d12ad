"""The sizes of the figure of a trace, in inches, and the names that are written in it."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from ..nn.lstm import LSTM
from ..scoring.trace import TraceStep
from ..text.escaping import printable
from .unit_names import unit_name

BANDS = ("i  input", "f  forget", "g  cell gate", "o  output", "c  cell", "h  hidden")

LETTER = 0.058
"""About the width of a letter of 7 points."""

LEAST_NAME = 0.075
"""The height of the smallest name."""

PAD_GAP = 0.3
"""What sets the pad apart, in steps."""

_BAND_GAP = 0.6  # between two bands, in rows


def row_height(lstm: LSTM) -> float:
    """Return the height of a row in inches: of many units, so that all fit on a page of paper.

    >>> from lstmcount.nn.counting_lstm import counting_lstm
    >>> row_height(counting_lstm())
    0.14
    """
    return min(0.14, max(0.03, 9 / (len(BANDS) * lstm.hidden_size)))


def band_top(lstm: LSTM, band: int) -> float:
    """Return how many rows stand over a band; over the seventh stand the map and a gap."""
    return band * (lstm.hidden_size + _BAND_GAP)


def map_height(lstm: LSTM) -> float:
    """Return the height of the map in inches."""
    return row_height(lstm) * (len(BANDS) * (lstm.hidden_size + _BAND_GAP) - _BAND_GAP)


def font_size(lstm: LSTM) -> float:
    """Return the size of what is written in a row, in points."""
    return min(7.0, 72 * 0.7 * max(LEAST_NAME, row_height(lstm)))


def names_width(lstm: LSTM) -> float:
    """Return how many inches the names of the units and the bands take."""
    return 0.4 + LETTER * max(len(unit_name(lstm, unit)) for unit in range(lstm.hidden_size))


def word_head(step: TraceStep) -> str:
    """Return a word as it stands over its column: as written, and what it became."""
    if step.pad:
        return "(uh)"
    became = f" → {step.token}" if step.is_mapped else ""
    return _cut(printable(step.word), 18 - len(became)) + became


def step_centers(steps: Iterable[TraceStep]) -> NDArray[np.float64]:
    """Return the middle of each step; the pad is set apart."""
    return np.array([k + 0.5 + PAD_GAP * step.pad for k, step in enumerate(steps)])


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"

"""A hint under the trace of an LSTM that counts wrong: how it might have been meant."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..defaults import TOLERANCE
from .output import Color, print_rich

if TYPE_CHECKING:
    from ..nn.lstm import LSTM
    from ..scoring.trace import TraceStep

SECONDS = 2.0
"""How long to look for a reading under which the LSTM would be right."""


class WrongHint:
    """Watches the steps of traces, and says at the end when a wrong LSTM would be right."""

    def __init__(self, lstm: "LSTM") -> None:
        self._lstm = lstm
        self._is_wrong = False

    def watch(self, steps: "Iterator[TraceStep]") -> "Iterator[TraceStep]":
        """Yield *steps*, and note whether one is counted wrong."""
        for step in steps:
            self._is_wrong |= not abs(step.delayed_score - step.closed_form) < TOLERANCE
            yield step

    def show(self, color: Color) -> None:
        """Print when the LSTM would be right, if a step was wrong and a reading is proved."""
        if self._is_wrong:
            from rich.text import Text

            from ..proof.right_if import right_if
            from ..render.reading_sentences import sentence

            if readings := right_if(self._lstm, seconds=SECONDS):
                print_rich([Text(f"\n{sentence(readings)}", style="dim")], color)

"""Where an LSTM parts from the closed form, and which value of its score unit is to blame."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..defaults import TOLERANCE
from ..nn.lstm import LSTM
from .trace import TraceStep


class Parting(NamedTuple):
    """The first step at which the delayed score is not the closed form, and why."""

    step: int  # from 1
    value: str  # of the score unit: g added what was not owed, f forgot, or c had drifted before


def with_parting(
    lstm: LSTM, steps: Iterable[TraceStep]
) -> Iterator[tuple[TraceStep, Parting | None]]:
    """Yield each step of a trace, and with the one where the two part the :class:`Parting`.

    The closed form wants of a step that g adds what the word before is worth, and f forgets
    nothing. The value is named whose error at that step is the largest.

    >>> from lstmcount.nn.weight_files import load_lstm
    >>> from lstmcount.scoring.trace import trace_text
    >>> from lstmcount.text.sources import argument
    >>> from lstmcount.text.vocabulary import Vocabulary
    >>> lstm = load_lstm("samples/wrong.json")  # takes no notice of not before bad
    >>> steps = trace_text(lstm, Vocabulary(), argument("not bad", 1))
    >>> [parting for _, parting in with_parting(lstm, steps)]
    [None, None, Parting(step=3, value='g')]
    """
    unit, parted = lstm.score_unit, False
    c_before, wanted_before = float(lstm.c_0[unit]), 0
    for step in steps:
        i, f, g, _, c, _ = (float(value[unit]) for value in step.values)
        apart = not parted and abs(step.delayed_score - step.closed_form) >= TOLERANCE
        parted = parted or apart
        errors = {
            "g": abs(i * g - (step.closed_form - wanted_before)),
            "f": abs((1 - f) * c_before),
            "c": abs(c_before - wanted_before),
        }
        yield step, Parting(step.step, max(errors, key=errors.__getitem__)) if apart else None
        c_before, wanted_before = c, step.closed_form


def find_parting(lstm: LSTM, steps: Iterable[TraceStep]) -> Parting | None:
    """Return the :class:`Parting` of a trace, or None where it agrees with the closed form."""
    return next((parting for _, parting in with_parting(lstm, steps) if parting), None)

"""An approximation's notes: what was neglected, and how far it agrees with the LSTM."""

from ..machine.approximation import Approximation
from ..scoring.scores import format_score


def notes(found: Approximation) -> list[str]:
    """Return them as sentences.

    >>> from lstmcount.machine.approximation import approximate
    >>> from lstmcount.nn.counting_lstm import counting_lstm
    >>> print(*notes(approximate(counting_lstm(), 0.3)), sep="\\n")
    Approximate: states within 0.3 of each other are one, increments are rounded by up to 0.
    It counts as the LSTM does on 5,461 of all 5,461 texts of up to 6 words.
    It counts as the LSTM does on 1,000 of 1,000 random texts of 30 words.
    """
    short, long, rounding = found.short, found.long, format_score(found.rounding)
    return [
        f"Approximate: states within {found.distance:g} of each other are one, "
        f"increments are rounded by up to {rounding}.",
        f"It counts as the LSTM does on {short.agreeing:,} of all {short.texts:,} texts of up to "
        f"{short.words} words.",
        f"It counts as the LSTM does on {long.agreeing:,} of {long.texts:,} random texts of "
        f"{long.words} words.",
    ]


def as_dict(found: Approximation) -> dict[str, object]:
    """Return the same as plain data.

    >>> from lstmcount.machine.approximation import approximate
    >>> from lstmcount.nn.counting_lstm import counting_lstm
    >>> as_dict(approximate(counting_lstm(), 0.3))["agreement"][0]
    {'words': 6, 'texts': 5461, 'agreeing': 5461}
    """
    agreement = [one._asdict() for one in (found.short, found.long)]
    return {"distance": found.distance, "rounding": found.rounding, "agreement": agreement}

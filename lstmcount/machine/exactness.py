"""For how many words an LSTM's counter is exact: the integers that its arithmetic adds exactly."""

import numpy as np

from ..defaults import TOLERANCE
from .counter_machine import INITIAL_STATE
from .extraction import Extraction


def exact_up_to(extraction: Extraction) -> int:
    """Return for how many words the LSTM's counter is within 0.5 of the machine's.

    The integers up to 2^p are exact in an arithmetic of p bits. An increment that is off its
    whole number by a rounding error still leaves every count but 0 exact, if the errors of all
    words together stay below half the spacing of the numbers next to 1: the sum then rounds
    to the integer. Otherwise each addition may err by that error and by its own rounding.
    """
    machine = extraction.machine
    epsilon = float(np.finfo(extraction.increment.dtype).eps)
    largest = round(2 / epsilon)
    whole = np.rint(extraction.increment)
    size = int(np.abs(machine.increment).max())
    first = int(np.abs(machine.increment[INITIAL_STATE]).max()) + abs(machine.initial_count)
    words = (largest - first) // max(1, size)
    if words < 0:
        return -1
    moves_exactly = bool((extraction.increment[whole != 0] == whole[whole != 0]).all())
    if moves_exactly and 4 * words * extraction.rounding_error <= epsilon / 2:
        return words
    return most_words(first, extraction.rounding_error, 0, size * epsilon)


def most_words(start: float, drift: float, leak: float, rounding: float) -> int:
    """Return the largest n for which n words and the pad keep the error under 0.5, −1 if none.

    Each addition errs by at most *drift*, and by *leak* and *rounding* times the count that it
    finds, which is at most *start* more than the words before it.

    >>> most_words(0, 0.01, 0, 0)
    48
    """

    def error(n: int) -> float:
        additions = n + 1
        counts = additions * (additions + 1 + 2 * start) / 2
        return additions * drift + (leak + rounding) * counts

    low, high = -1, 1
    while error(high) < TOLERANCE and high < 1 << 62:
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if error(middle) < TOLERANCE else (low, middle)
    return low

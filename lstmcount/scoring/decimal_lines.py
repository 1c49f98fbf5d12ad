"""Whole numbers as text, a line each, for as many at once as a chunk has lines."""

import numpy as np

from ..machine.counter_machine import Integers

_SMALL = 1000
_DECIMALS = np.array([b"%d\n" % n for n in range(-_SMALL, _SMALL + 1)])


def decimal_lines(numbers: Integers) -> str:
    """Return a line for each of *numbers* (L,).

    >>> decimal_lines(np.array([-1, 0, 12]))
    '-1\\n0\\n12\\n'
    """
    if len(numbers) and max(-numbers.min(), numbers.max()) > _SMALL:
        return "".join(f"{number}\n" for number in numbers.tolist())
    return _DECIMALS[numbers + _SMALL].tobytes().translate(None, b"\0").decode("ascii")

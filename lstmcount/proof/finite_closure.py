"""Is a counter machine the closed form, for every text? The product of the two decides it.

A machine may count a word at once or one word later, if only the trailing ``uh`` settles it. So
after a text the two counters may differ, by exactly what the machine would still add for ``uh``.
"""

from collections import deque

import numpy as np

from ..machine.counter_machine import INITIAL_STATE, CounterMachine
from ..machine.extraction import Extraction
from ..text.vocabulary import BAD, GOOD, NOT, UH, WORDS

_TURN = np.array([[-1, +1, 0, 0], [+1, -1, 0, 0]])

CLOSED_FORM = CounterMachine(
    transition=np.array([[int(word == NOT) for word in range(len(WORDS))]] * 2),
    increment=_TURN[:, np.argsort([BAD, GOOD, NOT, UH])],
)
"""The closed form's own machine: its state is whether the last word was ``not``."""


def shortest_failure(machine: CounterMachine) -> tuple[int, ...] | None:
    """Return the shortest text that *machine* counts wrong, or None if there is none.

    Breadth-first, and it ends: while no text has failed, the difference of the counters is
    settled by the machine's state, so there are no more nodes than pairs of states.

    >>> shortest_failure(CLOSED_FORM) is None
    True
    """
    start = (INITIAL_STATE, INITIAL_STATE)
    waiting: deque[tuple[tuple[int, int], int, tuple[int, ...]]] = deque()
    waiting.append((start, machine.initial_count, ()))
    seen = {start}
    # Python's integers, for a counter may start beyond what 64 bits hold.
    added, expected = machine.increment.tolist(), CLOSED_FORM.increment.tolist()
    while waiting:
        (state, oracle), difference, text = waiting.popleft()
        if difference + added[state][UH] != 0:
            return text
        for word in range(len(WORDS)):
            node = (int(machine.transition[state, word]), int(CLOSED_FORM.transition[oracle, word]))
            pending = difference + added[state][word] - expected[oracle][word]
            if node not in seen or pending + added[node[0]][UH] != 0:
                seen.add(node)
                waiting.append((node, pending, (*text, word)))
    return None


def exact_up_to(found: Extraction) -> int:
    """Return for how many words the LSTM's counter is within 0.5 of the machine's.

    The integers up to 2^p are exact in an arithmetic of p bits. An increment that is off its
    whole number by dust still leaves every count but 0 exact, if the dust of all words together
    stays below half the spacing of the numbers next to 1: the sum then rounds to the integer.
    Otherwise each addition may err by the dust and by its rounding.
    """
    machine = found.machine
    epsilon = float(np.finfo(found.increment.dtype).eps)
    largest = round(2 / epsilon)
    whole = np.rint(found.increment)
    size = int(np.abs(machine.increment).max())
    first = int(np.abs(machine.increment[INITIAL_STATE]).max()) + abs(machine.initial_count)
    words = (largest - first) // max(1, size)
    if words < 0:
        return -1
    moves_exactly = bool((found.increment[whole != 0] == whole[whole != 0]).all())
    if moves_exactly and 4 * words * found.dust <= epsilon / 2:
        return words
    return most_words(first, found.dust, 0, size * epsilon)


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
    while error(high) < 0.5 and high < 1 << 62:
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if error(middle) < 0.5 else (low, middle)
    return low

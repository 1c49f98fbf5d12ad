"""Is a counter machine the closed form, for every text? The product of the two decides it.

A machine may count a word at once or one word later, if only the trailing ``uh`` settles it. So
after a text the two counters may differ, by exactly what the machine would still add for ``uh``.
"""

from collections import deque

import numpy as np

from ..machine.counter_machine import INITIAL_STATE, CounterMachine
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

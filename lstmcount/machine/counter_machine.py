"""Real-time counter machines: finite control, one counter, one increment a word.

"Real-time counter machine" is the term of Merrill (2019). A machine here is what an LSTM is
once its control states are known to be finitely many; it knows nothing of LSTMs itself.
"""

from collections import deque
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..display import Displayed

Integers = NDArray[np.int64]

INITIAL_STATE = 0


@dataclass(frozen=True, eq=False)
class CounterMachine(Displayed):
    """A counter machine over N states and V words; it begins in state 0.

    The counter does not influence the control, and is read after a trailing ``uh``.
    """

    transition: Integers  # (N, V), the next state
    increment: Integers  # (N, V), what is added to the counter on the way there
    initial_count: int = 0

    @property
    def states(self) -> int:
        """N."""
        return len(self.transition)

    def run(self, tokens: "Integers | list[int]") -> tuple[int, int]:
        """Return (state, counter) after *tokens* (T,), one word at a time.

        >>> CounterMachine(np.array([[0, 0]]), np.array([[-1, 1]])).run([1, 1, 0])
        (0, 1)
        """
        state, count = INITIAL_STATE, self.initial_count
        for token in tokens:
            count += int(self.increment[state, token])
            state = int(self.transition[state, token])
        return state, count

    def shortest_texts(self) -> list[tuple[int, ...]]:
        """Return for each state the first of the shortest texts that lead to it; all are reachable.

        >>> CounterMachine(np.array([[1, 0], [0, 1]]), np.zeros((2, 2), int)).shortest_texts()
        [(), (0,)]
        """
        texts: dict[int, tuple[int, ...]] = {INITIAL_STATE: ()}
        waiting = deque([INITIAL_STATE])
        while waiting:
            state = waiting.popleft()
            for word, target in enumerate(self.transition[state].tolist()):
                if target not in texts:
                    texts[target] = (*texts[state], word)
                    waiting.append(target)
        return [texts[state] for state in range(self.states)]

    def minimal(self) -> "CounterMachine":
        """Return the smallest machine with the same increments, by refinement of partitions.

        Two states are one if every text adds the same from both (Moore 1956).

        >>> CounterMachine(np.array([[1], [0]]), np.array([[1], [1]])).minimal().states
        1
        """
        block = _blocks(self.increment)
        while True:
            finer = _blocks(np.column_stack([self.increment, block[self.transition]]))
            if finer.max() == block.max():
                break
            block = finer
        first = [int(np.flatnonzero(block == k)[0]) for k in range(block.max() + 1)]
        return CounterMachine(
            block[self.transition[first]], self.increment[first], self.initial_count
        )


def _blocks(rows: Integers) -> Integers:
    """Return for each row (N, M) the number of its class (N,), in the order of appearance."""
    number: dict[bytes, int] = {}
    return np.array([number.setdefault(row.tobytes(), len(number)) for row in rows])

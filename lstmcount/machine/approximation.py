"""The counter machine that an LSTM nearly is: states that lie near each other are taken as one.

The search is that of :mod:`.extraction`, but a state that lies within some distance of one that was
found before, in h and tanh(c), is taken for that one, and increments are rounded. So the machine
proves nothing; how often it counts as the LSTM does is measured. Sources: Omlin and Giles 1996;
Weiss, Goldberg, Yahav 2018 ("Extracting automata from recurrent neural networks").
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from ..defaults import TOLERANCE
from ..nn.final_cells import final_cells
from ..nn.lstm import LSTM, Array, one_hot, step
from ..text.vocabulary import UH, WORDS
from .counter_machine import CounterMachine, Integers
from .extraction import NoMachineError
from .influence import heard_units

MAX_STATES = 1000

_LARGEST = 2.0**53
_SHORT, _LONG, _LONG_TEXTS = 6, 30, 1000


class Agreement(NamedTuple):
    """On how many of some texts, of so many words at most, a machine counts as the LSTM does."""

    words: int
    texts: int
    agreeing: int


@dataclass(frozen=True, eq=False)
class Approximation:
    """A machine, what was neglected to find it, and how far it agrees with the LSTM."""

    machine: CounterMachine
    distance: float  # in h and tanh(c)
    rounding: float  # the largest distance of an increment, or of the start, from the machine's
    short: Agreement  # on all texts of a few words
    long: Agreement  # on random ones


def approximate(lstm: LSTM, distance: float) -> Approximation:
    """Return the machine of states that lie over *distance* apart, in h and tanh(c) of each unit.

    It is compared on all texts of up to 6 words, and on 1000 random ones of 30. Raises
    :class:`NoMachineError` where the states are more than 1000.

    >>> from lstmcount.nn.counting_lstm import counting_lstm
    >>> found = approximate(counting_lstm(), distance=0.3)
    >>> found.machine.minimal().states, found.short
    (4, Agreement(words=6, texts=5461, agreeing=5461))
    """
    search = _Search(lstm, distance)
    while len(search.transition) < len(search.h):
        search.expand()
    increment, start = np.array(search.increment), float(lstm.c_0[lstm.score_unit])
    largest = max(float(np.abs(increment).max()), abs(start))
    if not largest < _LARGEST:
        raise NoMachineError(f"it begins with or adds {largest:.6g}, too large to count")
    whole = np.rint(increment)
    rounding = max(float(np.abs(increment - whole).max()), abs(start - round(start)))
    machine = CounterMachine(np.array(search.transition), whole.astype(np.int64), round(start))
    short = [np.indices((len(WORDS),) * n).reshape(n, len(WORDS) ** n).T for n in range(_SHORT + 1)]
    long = [np.random.default_rng(0).integers(0, len(WORDS), (_LONG_TEXTS, _LONG))]
    agreements = (_agreement(lstm, machine, texts) for texts in (short, long))
    return Approximation(machine, distance, rounding, *agreements)


def _agreement(lstm: LSTM, machine: CounterMachine, texts: list[Integers]) -> Agreement:
    agreeing = 0
    for tokens in texts:  # (B, T)
        padded = np.pad(tokens, ((0, 0), (0, 1)), constant_values=UH)
        scores = final_cells(lstm, padded.tolist())[:, lstm.score_unit]
        agreeing += int((np.abs(scores - _counts(machine, padded)) < TOLERANCE).sum())
    return Agreement(texts[-1].shape[1], sum(map(len, texts)), agreeing)


def _counts(machine: CounterMachine, tokens: Integers) -> Integers:
    """Return what *machine* counts in each of B texts, *tokens* (B, T)."""
    state, count = np.zeros((2, len(tokens)), dtype=np.int64)
    for word in tokens.T:
        count += machine.increment[state, word]
        state = machine.transition[state, word]
    return count + machine.initial_count


class _Search:
    """The states found so far, and the rows of those that were expanded."""

    def __init__(self, lstm: LSTM, distance: float) -> None:
        self._lstm, self._distance = lstm, distance
        self._inputs = one_hot(lstm, range(len(WORDS)))
        self._control = heard_units(lstm)
        self._control[lstm.score_unit] = False
        self._places = np.empty((MAX_STATES, 2 * int(self._control.sum())))
        self.h: list[Array] = []
        self.c: list[Array] = []
        self.transition: list[list[int]] = []
        self.increment: list[Array] = []
        self._find(lstm.h_0, lstm.c_0)

    def expand(self) -> None:
        """Step by every word the first state that has no row yet."""
        h, c = (found[len(self.transition)] for found in (self.h, self.c))
        after, unit = step(self._lstm, self._inputs, h, c), self._lstm.score_unit
        self.increment.append(after.c[:, unit] - c[unit])
        self.transition.append([self._find(*state) for state in zip(after.h, after.c, strict=True)])

    def _find(self, h: Array, c: Array) -> int:
        """Return the number of the nearest state, or that of a new one."""
        place = np.concatenate([h[self._control], np.tanh(c[self._control])])
        count = len(self.h)
        distances = np.abs(self._places[:count] - place).max(axis=1, initial=0)
        if count and distances.min() <= self._distance:
            return int(distances.argmin())
        if count == MAX_STATES:
            raise NoMachineError(
                f"over {MAX_STATES} of its states lie more than {self._distance:g} apart; "
                "a larger distance joins more"
            )
        self._places[count] = place
        self.h.append(h)
        self.c.append(c)
        return count

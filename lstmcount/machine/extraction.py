"""From an LSTM to the counter machine that it is.

Breadth-first search over (control state, word), with states equal when their bits are. The
control units are those of which the score's cell hears; their state is (h, c). This is exact, not
an approximation: it speaks of the very arithmetic in which the LSTM runs. Where the search does
not close, or the conditions do not hold, it says why and gives no machine.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..defaults import ROUNDING_ERROR
from ..errors import LstmcountError
from ..exit_codes import ExitCode
from ..nn.lstm import LSTM, Array, batch_size, one_hot, step
from ..text.escaping import printable
from .counter_machine import CounterMachine
from .influence import heard_units

MAX_STATES = 4096


class NoMachineError(LstmcountError):
    """The LSTM is no counter machine, or none that was found; the message says why."""

    exit_code = ExitCode.UNKNOWN


@dataclass(frozen=True, eq=False)
class Extraction:
    """A machine, the control states it was made from, and how far from whole its increments are."""

    machine: CounterMachine
    h: Array  # (N, H), of the state; 0 at the score and at what it does not hear of
    c: Array  # (N, H), likewise
    increment: Array  # (N, V), as the LSTM computes it
    rounding_error: float  # the largest distance of an increment from the machine's


def extract(lstm: LSTM, max_states: int = MAX_STATES) -> Extraction:
    """Return the counter machine that *lstm* is, in the arithmetic of its dtype.

    Raises :class:`NoMachineError` where the control reads the counter, the counter's forget
    gate is not exactly 1, an increment is not whole, or there are more than *max_states* states.

    >>> from lstmcount.nn.counting_lstm import counting_lstm
    >>> machine = extract(counting_lstm()).machine
    >>> machine.states, machine.minimal().states
    (9, 4)
    """
    heard = heard_units(lstm)
    _check_control(lstm, heard)
    search = _Search(lstm, heard, max_states)
    while search.expanded < len(search.h):
        search.expand()
    increment = np.array(search.increment)
    whole = np.rint(increment)
    start = float(lstm.c_0[lstm.score_unit])
    rounding_error = max(float(np.abs(increment - whole).max()), abs(start - round(start)))
    if rounding_error > ROUNDING_ERROR:
        raise NoMachineError(f"it adds {_least_whole(increment):.6g}, which is not a whole number")
    machine = CounterMachine(
        np.array(search.transition), whole.astype(np.int64), initial_count=round(start)
    )
    return Extraction(machine, np.array(search.h), np.array(search.c), increment, rounding_error)


class _Search:
    """The states found so far, those expanded, and what was seen on the way."""

    def __init__(self, lstm: LSTM, heard: NDArray[np.bool_], max_states: int) -> None:
        self._lstm = lstm
        self._heard = heard
        self._max_states = max_states
        self._number: dict[bytes, int] = {}
        self.h: list[Array] = []
        self.c: list[Array] = []
        self.transition: list[list[int]] = []
        self.increment: list[Array] = []
        self._find(lstm.h_0.copy(), lstm.c_0.copy())

    @property
    def expanded(self) -> int:
        return len(self.transition)

    def expand(self) -> None:
        """Step a batch of the states not yet expanded by every word."""
        lstm, unit = self._lstm, self._lstm.score_unit
        batch = slice(self.expanded, self.expanded + batch_size(lstm))
        words = lstm.input_size
        h, c = np.array(self.h[batch])[:, None], np.array(self.c[batch])[:, None]
        result = step(lstm, one_hot(lstm, range(words)), h, c)
        if not (result.f[..., unit] == 1).all():
            least = float(result.f[..., unit].min())
            raise NoMachineError(f"its counter leaks: a forget gate of {least:.17g}, not exactly 1")
        # The counter was 0, so what it holds now is the increment.
        self.increment.extend(result.c[..., unit])
        for h_row, c_row in zip(result.h, result.c, strict=True):
            row = [self._find(h_row[w].copy(), c_row[w].copy()) for w in range(words)]
            self.transition.append(row)

    def _find(self, h: Array, c: Array) -> int:
        h[~self._heard] = c[~self._heard] = 0
        number = self._number.setdefault(h.tobytes() + c.tobytes(), len(self.h))
        if number == len(self.h):
            if number == self._max_states:
                raise NoMachineError(f"it has more than {self._max_states} control states")
            self.h.append(h)
            self.c.append(c)
        return number


def _check_control(lstm: LSTM, heard: NDArray[np.bool_]) -> None:
    """Nothing that the score's cell hears of may read the score's h."""
    if heard[lstm.score_unit]:
        gates = np.tile(heard, 4)
        gates[lstm.score_unit :: lstm.hidden_size] = True
        row = int(np.flatnonzero(gates & (lstm.weight_hh[:, lstm.score_unit] != 0))[0])
        gate = "ifgo"[row // lstm.hidden_size]
        unit = printable(lstm.unit_names[row % lstm.hidden_size])
        raise NoMachineError(f"its control reads the counter: gate {gate} of unit '{unit}'")


def _least_whole(increment: Array) -> float:
    return float(increment.flat[int(np.abs(increment - np.rint(increment)).argmax())])

"""The cells after many texts, stepped together: where only the last step is wanted, of millions.

Here a text is a column, so that every operation of NumPy runs along all texts. Such operations let
other threads run, so the groups that texts are stepped in share the processors.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np

from ..processors import usable_processors
from .lstm import LSTM, Array, Integers, cell, one_hot

_PREACTIVATIONS = 1 << 17  # which fit a processor's second cache


def final_cells(lstm: LSTM, texts: Sequence[Sequence[int]]) -> Array:
    """Return c (B, H) after the last word of each of B texts, stepped together.

    Each text must bring its trailing ``uh``. A text's result does not depend on the others: it has
    the bits that :func:`step` gives for the text alone.

    >>> from lstmcount.nn.counting_lstm import counting_lstm
    >>> final_cells(counting_lstm(), [[1, 3], [1, 2, 0, 3]])[:, 5].tolist()
    [1.0, 2.0]
    """
    lengths = np.fromiter(map(len, texts), np.intp, len(texts))
    longest_first = np.argsort(-lengths, kind="stable")
    cells = np.empty((len(texts), lstm.hidden_size), lstm.dtype)
    size = max(1, _PREACTIVATIONS // len(lstm.weight_hh))

    def fill(group: Integers) -> None:
        tokens = np.fromiter(chain.from_iterable(texts[k] for k in group), np.intp)
        cells[group] = _final_cells(lstm, tokens, lengths[group]).T

    groups = [longest_first[start : start + size] for start in range(0, len(texts), size)]
    if len(groups) < 2 or not _filled_by_threads(fill, groups):
        for group in groups:
            fill(group)
    return cells


def _filled_by_threads(fill: Callable[[Integers], None], groups: list[Integers]) -> bool:
    """Call *fill* on all *groups*; return whether the system has room for the threads."""
    from concurrent.futures import ThreadPoolExecutor  # which takes milliseconds

    try:
        with ThreadPoolExecutor(usable_processors()) as pool:
            for _ in pool.map(fill, groups):
                pass
    except RuntimeError:
        return False
    return True


def _final_cells(lstm: LSTM, tokens: Integers, lengths: Integers) -> Array:
    """Return c (H, B) of B texts that stand one behind the other in *tokens*, longest first."""
    running, starts = len(lengths), np.cumsum(lengths) - lengths
    columns = ColumnCell(lstm)
    h, c = columns.start(running)
    for t in range(lengths[0]):
        while lengths[running - 1] <= t:
            running -= 1
        from_input = np.take(columns.from_input, tokens[starts[:running] + t], axis=1)
        h, c[:, :running] = columns.step(
            from_input, columns.from_state(h[:, :running]), c[:, :running]
        )
    return c


class ColumnCell:
    """The cell of an LSTM for N states that are columns (H, N), so that NumPy runs along them all.

    The sums are those of :meth:`Layer.preactivations`, term for term; only terms whose weight is 0
    are left out. So a column has the bits that :func:`.lstm.step` gives for the state alone.

    >>> from lstmcount.nn.counting_lstm import counting_lstm
    >>> columns = ColumnCell(counting_lstm())
    >>> h, c = columns.start(2)
    >>> bad_good = columns.from_input[:, [0, 1]]
    >>> h, c = columns.step(bad_good, columns.from_state(h), c)
    >>> h.round(2)[:2].tolist()
    [[0.76, 0.0], [0.0, 0.76]]
    """

    def __init__(self, lstm: LSTM) -> None:
        self._lstm, self._columns = lstm, list(_columns(lstm.weight_hh))
        words = one_hot(lstm, range(lstm.input_size))
        self.from_input = np.ascontiguousarray(lstm.from_input(words).T)  # (4H, V)

    def start(self, states: int) -> tuple[Array, Array]:
        """Return h and c (H, N) before the first word, so many times."""
        lstm = self._lstm
        h, c = (np.tile(x[:, None], states).astype(lstm.dtype) for x in (lstm.h_0, lstm.c_0))
        return h, c

    def from_state(self, h: Array) -> Array:
        """Return W_hh h + b_hh (4H, N)."""
        sums = np.zeros((len(self.from_input), h.shape[1]), self._lstm.dtype)
        for unit, rows, weights in self._columns:
            sums[rows] += weights * h[unit]
        return sums + self._lstm.bias_hh[:, None]

    def step(self, from_input: Array, from_state: Array, c: Array) -> tuple[Array, Array]:
        """Return the next h and c (H, N), of what the word and the state before it give (4H, N)."""
        result = cell((from_input + from_state).T, c.T)
        return result.h.T, result.c.T


class _Column(NamedTuple):
    """A column of W_hh, from its first weight that is not 0 to its last."""

    unit: int  # whose h it weighs
    rows: slice
    weights: Array  # (R, 1)


def _columns(weight: Array) -> Iterator[_Column]:
    for unit, column in enumerate(weight.T):
        (nonzero,) = np.nonzero(column)
        if len(nonzero):
            rows = slice(nonzero[0], nonzero[-1] + 1)
            yield _Column(unit, rows, column[rows, None])

"""How far a sigmoid RNN and the LSTM that contains it are apart, and how far they can be.

H is the number of hidden units.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from ..defaults import C_0
from .layer import ULPS, Array, matvec
from .lstm import trace
from .rnn import SimpleRNN, containing_lstm, states

SWEEP = (0.0, 1.0, 2.0, 5.0, 10.0, 20.0)


class GapStep(NamedTuple):
    """One step of the RNN and of the LSTM that contains it."""

    rnn: Array  # (H,)
    lstm: Array  # (H,)
    gap: float  # the largest |rnn − lstm| of any unit
    bound: float  # which the gap cannot exceed


class Largest(NamedTuple):
    """The largest gap of a run, and its largest bound."""

    c_0: float
    max_gap: float
    max_bound: float


class Comparison(NamedTuple):
    """A run, step by step, and the same run from other c_0."""

    trace: list[GapStep]
    largest: Largest
    sweep: list[Largest]


def gaps(rnn: SimpleRNN, tokens: Sequence[int], c_0: float = C_0) -> Iterator[GapStep]:
    """Yield what RNN and LSTM do with each of *tokens*, both running freely from h_0; c_0 ≥ 0.

    >>> from lstmcount.nn.rnn import random_rnn
    >>> rnn = random_rnn(np.random.default_rng(0), 3, 4)
    >>> [step.gap for step in gaps(rnn, [0, 2, 1])]
    [0.0, 0.0, 0.0]
    >>> [round(step.gap, 3) for step in gaps(rnn, [0, 2, 1], c_0=0)]
    [0.168, 0.054, 0.014]
    """
    bound: Array = np.zeros(rnn.hidden_size)
    lstm = containing_lstm(rnn, c_0)
    for h, step in zip(states(rnn, tokens), trace(lstm, tokens), strict=True):
        bound = next_bound(rnn, bound, np.tanh(step.c))
        gap = np.abs(h.astype(np.float64) - step.h)
        yield GapStep(h, step.h, float(gap.max()), float(bound.max()))


def next_bound(rnn: SimpleRNN, bound: Array, factor: Array) -> Array:
    """Return a bound (H,) on each unit's gap, from that of the step before and tanh(c_t) (H,).

    It bounds the *computed* values, in the dtype of *rnn* and whatever the one-hot inputs. A
    unit's new gap is at most what its *factor* takes away, 1 − tanh(c_t), plus what the old gaps
    become through W_hh, for σ has slope at most 1/4, plus all rounding. A unit that reads no gap,
    and whose factor is exactly 1, has the very bits of the RNN's: the bound is then 0, not small.

    In exact arithmetic, with the three gates at 1, the same holds without the rounding; but there
    1 − tanh(c_0 + t) = 2 / (1 + e^(2 (c_0 + t))) is never 0, so the gap is small and not 0.

    >>> from lstmcount.nn.rnn import random_rnn
    >>> rnn = random_rnn(np.random.default_rng(0), 3, 2)
    >>> next_bound(rnn, np.zeros(2), np.array([1.0, 0.75])).round(9).tolist()
    [0.0, 0.25]
    """
    epsilon = float(np.finfo(rnn.dtype).eps)
    rnn = rnn.astype(np.float64)
    slope = np.abs(rnn.weight_hh) / 4
    # The two sums of H products differ by their rounding, and so do the two evaluations of σ.
    rounding = (
        epsilon * (rnn.hidden_size + ULPS) * rnn.magnitude_bound(np.ones(rnn.hidden_size)) / 2
    )
    moved = matvec(slope, bound) + rounding + epsilon * ULPS
    reads_gap = ((rnn.weight_hh != 0) & (bound > 0)).any(axis=1)
    # This needs no margin: where o_t ≥ 1/2, o_t − (1 − tanh(c_t)) is a number of the dtype and not
    # above o_t tanh(c_t), which so rounds to no less; where o_t < 1/2, about half of that is lost.
    lost = 1 - factor.astype(np.float64)
    return np.minimum(1, np.where(reads_gap, moved, 0) + lost)


def largest(steps: Iterable[GapStep], c_0: float) -> Largest:
    """Return the largest gap and the largest bound of a run that started at *c_0*.

    >>> largest([], 0.0)
    Largest(c_0=0.0, max_gap=0.0, max_bound=0.0)
    """
    max_gap = max_bound = 0.0
    for step in steps:
        max_gap, max_bound = max(max_gap, step.gap), max(max_bound, step.bound)
    return Largest(c_0, max_gap, max_bound)


def compare(rnn: SimpleRNN, tokens: Sequence[int], c_0: float = C_0) -> Comparison:
    """Return every step from *c_0*, and the largest gap from each c_0 of :data:`SWEEP`.

    >>> from lstmcount.nn.rnn import random_rnn
    >>> comparison = compare(random_rnn(np.random.default_rng(0), 3, 4), [0, 2, 1])
    >>> [f"{one.max_gap:.1g}" for one in comparison.sweep]
    ['0.2', '0.03', '0.003', '9e-06', '4e-10', '0']
    """
    steps = list(gaps(rnn, tokens, c_0))
    sweep = [largest(gaps(rnn, tokens, start), start) for start in SWEEP]
    return Comparison(steps, largest(steps, c_0), sweep)

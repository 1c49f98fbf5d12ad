"""One LSTM layer in PyTorch's equations and names, all four gates really computed. Pure.

    i_t = σ(W_ii x_t + b_ii + W_hi h_{t−1} + b_hi)      input gate
    f_t = σ(W_if x_t + b_if + W_hf h_{t−1} + b_hf)      forget gate
    g_t = tanh(W_ig x_t + b_ig + W_hg h_{t−1} + b_hg)   cell gate
    o_t = σ(W_io x_t + b_io + W_ho h_{t−1} + b_ho)      output gate
    c_t = f_t ⊙ c_{t−1} + i_t ⊙ g_t
    h_t = o_t ⊙ tanh(c_t)

V is the number of inputs, H of hidden units, B of texts in a batch. Source: the documentation of
``torch.nn.LSTM``. This module knows nothing of sentiment: no weights, no words.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, NamedTuple, Self, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ..display import Displayed
from ..errors import WeightsError
from .layer import Array, Layer, one_hot, sigmoid

__all__ = ["LSTM", "Array", "Step", "final_cells", "one_hot", "sigmoid", "step", "trace"]


Integers: TypeAlias = NDArray[np.intp]

_PRODUCTS = 1 << 20
_PREACTIVATIONS = 1 << 17  # which fit a processor's second cache


class Step(NamedTuple):
    """Everything that one step computes; each is (..., H)."""

    i: Array
    f: Array
    g: Array
    o: Array
    c: Array
    h: Array


@dataclass(frozen=True, eq=False)
class LSTM(Displayed, Layer):
    """Parameters of an LSTM layer, its gates stacked in the order i, f, g, o, and its start.

    Raises :class:`WeightsError` where the dtype is too small for the weights.
    """

    c_0: Array  # (H,)
    score_unit: int
    unit_names: tuple[str, ...]  # (H,)

    def __post_init__(self) -> None:
        super().__post_init__()
        if not np.isfinite(self.c_0).all():
            raise WeightsError(f"the weights are too large for {self.dtype}")

    @classmethod
    def from_state_dict(cls, arrays: Mapping[str, Any]) -> Self:
        """Return the LSTM, in float64, of arrays or tensors under the names of PyTorch.

        They are the names and shapes of a weight file: ``weight_ih_l0`` (4H, 4), ``weight_hh_l0``
        (4H, H), both biases (4H,) or none, and, if wanted, ``h_0``, ``c_0``, ``score_unit`` and
        ``unit_names``. Raises :class:`WeightsError`.

        >>> weights = {"weight_ih_l0": np.zeros((8, 4)), "weight_hh_l0": np.zeros((8, 2))}
        >>> LSTM.from_state_dict(weights | {"score_unit": 0}).unit_names
        ('score', 'unit 1')
        """
        from .state_dict import lazy, lstm_fields  # which the built-in LSTM does without

        return cls(**lstm_fields(lazy(arrays)))


def step(lstm: LSTM, x_t: Array, h: Array, c: Array) -> Step:
    """Return one step from input *x_t* (..., V) and state *h*, *c* (..., H).

    >>> from lstmcount.nn.counting_lstm import counting_lstm
    >>> lstm = counting_lstm()
    >>> step(lstm, one_hot(lstm, [1]), lstm.h_0, lstm.c_0).c.tolist()
    [[1.0, 1.0, 1.0, 1.0, 1.0, 0.0]]
    """
    return cell(lstm.preactivations(x_t, h), c)


def cell(z: Array, c: Array) -> Step:
    """Return one step from preactivations *z* (..., 4H) and state *c* (..., H).

    >>> cell(np.array([100.0, -100.0, 100.0, 100.0]), np.zeros(1)).c.tolist()
    [1.0]
    """
    size = c.shape[-1]
    i_f, z_g, z_o = sigmoid(z[..., : 2 * size]), z[..., 2 * size : 3 * size], z[..., 3 * size :]
    i, f, g, o = i_f[..., :size], i_f[..., size:], np.tanh(z_g), sigmoid(z_o)
    c = f * c + i * g
    h = o * np.tanh(c)
    return Step(i, f, g, o, c, h)


def trace(lstm: LSTM, tokens: Iterable[int]) -> Iterator[Step]:
    """Yield a :class:`Step` for each of *tokens*, of whatever length, in constant memory.

    >>> from lstmcount.nn.counting_lstm import counting_lstm
    >>> [float(s.c[5]) for s in trace(counting_lstm(), [1, 1, 3])]
    [0.0, 1.0, 2.0]
    """
    from_input = lstm.from_input(one_hot(lstm, range(lstm.input_size)))
    h, c = lstm.h_0, lstm.c_0
    for token in tokens:
        result = cell(from_input[token] + lstm.from_state(h), c)
        h, c = result.h, result.c
        yield result


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
    for start in range(0, len(texts), size):
        batch = longest_first[start : start + size]
        tokens = np.fromiter(chain.from_iterable(texts[k] for k in batch), np.intp)
        cells[batch] = _final_cells(lstm, tokens, lengths[batch]).T
    return cells


def _final_cells(lstm: LSTM, tokens: Integers, lengths: Integers) -> Array:
    """Return c (H, B) of B texts that stand one behind the other in *tokens*, longest first.

    Here a text is a column, so that every operation runs along all texts. The sums are those of
    :meth:`Layer.preactivations`, term for term; only terms whose weight is 0 are left out.
    """
    running = len(lengths)
    from_input = np.ascontiguousarray(lstm.from_input(one_hot(lstm, range(lstm.input_size))).T)
    columns, starts = list(_columns(lstm.weight_hh)), np.cumsum(lengths) - lengths
    h, c = (np.tile(start[:, None], running).astype(lstm.dtype) for start in (lstm.h_0, lstm.c_0))
    for t in range(lengths[0]):
        while lengths[running - 1] <= t:
            running -= 1
        z = np.take(from_input, tokens[starts[:running] + t], axis=1)
        sums = np.zeros_like(z)
        for unit, rows, weights in columns:
            sums[rows] += weights * h[unit, :running]
        z += sums + lstm.bias_hh[:, None]
        result = cell(z.T, c[:, :running].T)
        h, c[:, :running] = result.h.T, result.c.T
    return c


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


def batch_size(lstm: LSTM) -> int:
    """Return how many states to step together: enough to be quick, in a few megabytes.

    >>> from lstmcount.nn.counting_lstm import counting_lstm
    >>> batch_size(counting_lstm())
    7281
    """
    return max(1, _PRODUCTS // lstm.weight_hh.size)

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

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, Self, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ..display import Displayed
from ..errors import WeightsError
from .layer import Array, Layer, one_hot, sigmoid

__all__ = ["LSTM", "Array", "Step", "one_hot", "sigmoid", "step", "trace"]

Integers: TypeAlias = NDArray[np.intp]

_PRODUCTS = 1 << 20


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


def batch_size(lstm: LSTM) -> int:
    """Return how many states to step together: enough to be quick, in a few megabytes.

    >>> from lstmcount.nn.counting_lstm import counting_lstm
    >>> batch_size(counting_lstm())
    7281
    """
    return max(1, _PRODUCTS // lstm.weight_hh.size)

"""What every recurrent layer here has: PyTorch's four parameters, a start, and one order of sums.

V is the number of inputs, H of hidden units, G of gates (4 in an LSTM, 1 in a simple RNN).
"""

from dataclasses import dataclass, fields, replace
from typing import Self, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, DTypeLike, NDArray

from ..errors import WeightsError

Array: TypeAlias = NDArray[np.floating]

ULPS = 16
"""By how many units in the last place another libm's function may at most differ, generously."""


@dataclass(frozen=True, eq=False)
class Layer:
    """The parameters of a recurrent layer and its start.

    Raises :class:`WeightsError` where the dtype is too small for the weights.
    """

    weight_ih: Array  # (GH, V)
    weight_hh: Array  # (GH, H)
    bias_ih: Array  # (GH,)
    bias_hh: Array  # (GH,)
    h_0: Array  # (H,)

    def __post_init__(self) -> None:
        if not np.isfinite(self.magnitude_bound(np.maximum(1, np.abs(self.h_0)))).all():
            raise WeightsError(f"the weights are too large for {self.dtype}")

    @property
    def input_size(self) -> int:
        """V."""
        return int(self.weight_ih.shape[1])

    @property
    def hidden_size(self) -> int:
        """H."""
        return int(self.weight_hh.shape[1])

    @property
    def dtype(self) -> np.dtype[np.floating]:
        """The arithmetic in which it runs."""
        return self.weight_ih.dtype

    def astype(self, dtype: DTypeLike) -> Self:
        """Return the same layer with its parameters rounded to *dtype*.

        >>> from lstmcount.nn.counting_lstm import counting_lstm
        >>> counting_lstm().astype("float16").dtype
        dtype('float16')
        """
        arrays = (f.name for f in fields(self) if isinstance(getattr(self, f.name), np.ndarray))
        with np.errstate(over="ignore"):
            return replace(self, **{name: getattr(self, name).astype(dtype) for name in arrays})

    def preactivations(self, x_t: Array, h: Array) -> Array:
        """Return W_ih x + b_ih + (W_hh h + b_hh) (..., GH) of input (..., V) and state (..., H).

        >>> from lstmcount.nn.counting_lstm import counting_lstm
        >>> lstm = counting_lstm()
        >>> lstm.preactivations(np.zeros(4), lstm.h_0)[:6].tolist()
        [100.0, 100.0, 100.0, 100.0, 100.0, 100.0]
        """
        return self.from_input(x_t) + self.from_state(h)

    def from_input(self, x_t: Array) -> Array:
        """Return W_ih x + b_ih (..., GH) of input (..., V), 0.0 where that is −0.0.

        So the preactivations never are −0.0 either, and no term of 0 changes a bit of them.

        >>> from lstmcount.nn.counting_lstm import counting_lstm
        >>> counting_lstm().from_input(np.array([1.0, 0.0, 0.0, 0.0]))[18:].tolist()
        [100.0, 0.0, 0.0, 100.0, 0.0, 0.0]
        """
        return matvec(self.weight_ih, x_t) + (self.bias_ih + 0)

    def from_state(self, h: Array) -> Array:
        """Return W_hh h + b_hh (..., GH) of state (..., H).

        >>> from lstmcount.nn.counting_lstm import counting_lstm
        >>> counting_lstm().from_state(np.zeros(6))[18:].tolist()
        [-50.0, -50.0, -50.0, -150.0, -150.0, -50.0]
        """
        return matvec(self.weight_hh, h) + self.bias_hh

    def magnitude_bound(self, h_size: Array) -> Array:
        """Return (GH,) the size of each sum's terms, for any one-hot input and |h| ≤ *h_size* (H,).

        No sum can overflow where that of the sizes of its terms does not.

        >>> from lstmcount.nn.counting_lstm import counting_lstm
        >>> counting_lstm().magnitude_bound(np.ones(6))[3 * 6].tolist()
        250.0
        """
        with np.errstate(over="ignore", invalid="ignore"):  # 0 · ∞ is not finite either
            bound: Array = np.abs(self.weight_ih).sum(axis=1)
            bound += np.abs(self.bias_ih) + np.abs(self.bias_hh)
            bound += matvec(np.abs(self.weight_hh), h_size)
        return bound


def matvec(weight: Array, x: Array) -> Array:
    """Return W x (..., M) from W (M, N) and x (..., N), the terms of each row added left to right.

    A matrix product adds in an order that depends on its shape; this depends neither on how many
    rows or texts there are nor on how the matrix lies in memory, so the same numbers always give
    the same bits.

    >>> matvec(np.eye(2), np.array([3.0, 4.0]))
    array([3., 4.])
    """
    terms: Array = np.multiply(weight, x[..., None, :])
    result: Array = np.add.accumulate(terms, axis=-1, out=terms)[..., -1]
    return result


def sigmoid(x: Array) -> Array:
    """Return 1 / (1 + e^−x) in the dtype of *x*; neither overflows nor warns, however large x.

    >>> sigmoid(np.array([-1000.0, 0.0, 1000.0]))
    array([0. , 0.5, 1. ])
    """
    e = np.exp(-np.abs(x))
    result: Array = np.where(x >= 0, 1, e) / (1 + e)
    return result


def one_hot(layer: Layer, tokens: ArrayLike) -> Array:
    """Return the inputs (..., V) of *tokens* (...).

    >>> from lstmcount.nn.counting_lstm import counting_lstm
    >>> one_hot(counting_lstm(), [3])
    array([[0., 0., 0., 1.]])
    """
    inputs: Array = np.eye(layer.input_size, dtype=layer.dtype)
    return inputs[np.asarray(tokens, dtype=np.intp)]

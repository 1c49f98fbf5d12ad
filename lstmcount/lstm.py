"""One LSTM layer in PyTorch's equations and names, all four gates really computed. Pure.

    i_t = σ(W_ii x_t + b_ii + W_hi h_{t−1} + b_hi)      input gate
    f_t = σ(W_if x_t + b_if + W_hf h_{t−1} + b_hf)      forget gate
    g_t = tanh(W_ig x_t + b_ig + W_hg h_{t−1} + b_hg)   cell gate
    o_t = σ(W_io x_t + b_io + W_ho h_{t−1} + b_ho)      output gate
    c_t = f_t ⊙ c_{t−1} + i_t ⊙ g_t
    h_t = o_t ⊙ tanh(c_t)

V is the number of inputs, H of hidden units, T of steps, B of texts in a batch. Source: the
documentation of ``torch.nn.LSTM``. This module knows nothing of sentiment: no weights, no words.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from typing import NamedTuple, Self, TypeAlias

import numpy as np
from numpy.typing import DTypeLike, NDArray

from .errors import WeightsError

Array: TypeAlias = NDArray[np.floating]


class Step(NamedTuple):
    """Everything that one step computes; each is (..., H)."""

    i: Array
    f: Array
    g: Array
    o: Array
    c: Array
    h: Array


@dataclass(frozen=True, eq=False)
class LSTM:
    """Parameters of an LSTM layer, its gates stacked in the order i, f, g, o, and its start.

    Raises :class:`WeightsError` where the dtype is too small for the weights.
    """

    weight_ih: Array  # (4H, V)
    weight_hh: Array  # (4H, H)
    bias_ih: Array  # (4H,)
    bias_hh: Array  # (4H,)
    h_0: Array  # (H,)
    c_0: Array  # (H,)
    score_unit: int
    unit_names: tuple[str, ...]  # (H,)

    def __post_init__(self) -> None:
        # No gate's sum can overflow if the sum of the sizes of its terms does not.
        with np.errstate(over="ignore"):
            h_size = np.maximum(1, np.abs(self.h_0))
            sizes = np.abs(self.weight_ih).sum(axis=1) + np.abs(self.bias_ih) + np.abs(self.bias_hh)
            sizes = sizes + _product(np.abs(self.weight_hh), h_size)
        if not (np.isfinite(sizes).all() and np.isfinite(self.c_0).all()):
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
        """Return the same LSTM with its parameters rounded to *dtype*.

        >>> from lstmcount.weights import counting_lstm
        >>> counting_lstm().astype("float16").dtype
        dtype('float16')
        """
        arrays = (f.name for f in fields(self) if isinstance(getattr(self, f.name), np.ndarray))
        with np.errstate(over="ignore"):
            return replace(self, **{name: getattr(self, name).astype(dtype) for name in arrays})


def sigmoid(x: Array) -> Array:
    """Return 1 / (1 + e^−x) in the dtype of *x*; neither overflows nor warns, however large x.

    >>> sigmoid(np.array([-1000.0, 0.0, 1000.0]))
    array([0. , 0.5, 1. ])
    """
    e = np.exp(-np.abs(x))
    result: Array = np.where(x >= 0, 1, e) / (1 + e)
    return result


def step(lstm: LSTM, x_t: Array, h: Array, c: Array) -> Step:
    """Return one step from input *x_t* (..., V) and state *h*, *c* (..., H).

    >>> from lstmcount.weights import counting_lstm
    >>> lstm = counting_lstm()
    >>> step(lstm, one_hot(lstm, [1]), lstm.h_0, lstm.c_0).c.tolist()
    [[1.0, 1.0, 1.0, 1.0, 1.0, 0.0]]
    """
    z = _product(lstm.weight_ih, x_t) + lstm.bias_ih + (_product(lstm.weight_hh, h) + lstm.bias_hh)
    z_i, z_f, z_g, z_o = np.split(z, 4, axis=-1)
    i, f, g, o = sigmoid(z_i), sigmoid(z_f), np.tanh(z_g), sigmoid(z_o)
    c = f * c + i * g
    h = o * np.tanh(c)
    return Step(i, f, g, o, c, h)


def one_hot(lstm: LSTM, tokens: Sequence[int] | NDArray[np.integer]) -> Array:
    """Return the inputs (..., V) of *tokens* (...).

    >>> from lstmcount.weights import counting_lstm
    >>> one_hot(counting_lstm(), [3])
    array([[0., 0., 0., 1.]])
    """
    inputs: Array = np.eye(lstm.input_size, dtype=lstm.dtype)
    return inputs[np.asarray(tokens, dtype=np.intp)]


def trace(lstm: LSTM, tokens: Iterable[int]) -> Iterator[Step]:
    """Yield a :class:`Step` for each of *tokens*, of whatever length, in constant memory.

    >>> from lstmcount.weights import counting_lstm
    >>> [float(s.c[5]) for s in trace(counting_lstm(), [1, 1, 3])]
    [0.0, 1.0, 2.0]
    """
    inputs = one_hot(lstm, range(lstm.input_size))
    h, c = lstm.h_0, lstm.c_0
    for token in tokens:
        result = step(lstm, inputs[token], h, c)
        h, c = result.h, result.c
        yield result


def final_cells(lstm: LSTM, texts: Sequence[Sequence[int]]) -> Array:
    """Return c (B, H) after the last word of each of B texts, stepped together.

    Each text must bring its trailing ``uh``. A text's result does not depend on the others.

    >>> from lstmcount.weights import counting_lstm
    >>> final_cells(counting_lstm(), [[1, 3], [1, 2, 0, 3]])[:, 5].tolist()
    [1.0, 2.0]
    """
    longest_first = sorted(range(len(texts)), key=lambda k: -len(texts[k]))
    lengths = np.array([len(texts[k]) for k in longest_first], dtype=np.intp)
    c = np.tile(lstm.c_0, (len(texts), 1))
    h = np.tile(lstm.h_0, (len(texts), 1))
    for t in range(lengths.max(initial=0)):
        running = int(np.count_nonzero(lengths > t))
        x_t = one_hot(lstm, [texts[k][t] for k in longest_first[:running]])
        result = step(lstm, x_t, h[:running], c[:running])
        h[:running], c[:running] = result.h, result.c
    cells = np.empty_like(c)
    cells[longest_first] = c
    return cells


def _product(weight: Array, x: Array) -> Array:
    """Return W x (..., M) from W (M, N) and x (..., N), each row summed by itself.

    A matrix product adds in an order that depends on its shape; this does not depend on how
    many rows or texts there are, so the same numbers always give the same bits.
    """
    result: Array = (weight * x[..., None, :]).sum(axis=-1)
    return result

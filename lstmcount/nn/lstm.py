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
from typing import Any, NamedTuple, Self

import numpy as np

from ..display import Displayed
from ..errors import WeightsError
from .layer import Array, Layer, one_hot, sigmoid
from .state_dict import lazy, lstm_fields

__all__ = ["LSTM", "Array", "Step", "Trace", "final_cells", "one_hot", "sigmoid", "step", "trace"]


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
        (4H, H), both biases (4H,) or none, and, if wanted, ``h_0``, ``c_0`` and ``score_unit``.
        Raises :class:`WeightsError`.

        >>> weights = {"weight_ih_l0": np.zeros((8, 4)), "weight_hh_l0": np.zeros((8, 2))}
        >>> LSTM.from_state_dict(weights | {"score_unit": 0}).unit_names
        ('score', 'unit 1')
        """
        return cls(**lstm_fields(lazy(arrays)))


def step(lstm: LSTM, x_t: Array, h: Array, c: Array) -> Step:
    """Return one step from input *x_t* (..., V) and state *h*, *c* (..., H).

    >>> from lstmcount.nn.counting_lstm import counting_lstm
    >>> lstm = counting_lstm()
    >>> step(lstm, one_hot(lstm, [1]), lstm.h_0, lstm.c_0).c.tolist()
    [[1.0, 1.0, 1.0, 1.0, 1.0, 0.0]]
    """
    z_i, z_f, z_g, z_o = np.split(lstm.preactivations(x_t, h), 4, axis=-1)
    i, f, g, o = sigmoid(z_i), sigmoid(z_f), np.tanh(z_g), sigmoid(z_o)
    c = f * c + i * g
    h = o * np.tanh(c)
    return Step(i, f, g, o, c, h)


class Trace(Displayed, Iterator[Step]):
    """The steps of *lstm* on *tokens*, one by one, each computed when it is asked for."""

    def __init__(self, lstm: LSTM, tokens: Iterable[int]) -> None:
        self.lstm = lstm
        self.tokens = tokens
        self._steps = _steps(lstm, tokens)

    def __next__(self) -> Step:
        return next(self._steps)


def trace(lstm: LSTM, tokens: Iterable[int]) -> Trace:
    """Yield a :class:`Step` for each of *tokens*, of whatever length, in constant memory.

    >>> from lstmcount.nn.counting_lstm import counting_lstm
    >>> [float(s.c[5]) for s in trace(counting_lstm(), [1, 1, 3])]
    [0.0, 1.0, 2.0]
    """
    return Trace(lstm, tokens)


def _steps(lstm: LSTM, tokens: Iterable[int]) -> Iterator[Step]:
    inputs = one_hot(lstm, range(lstm.input_size))
    h, c = lstm.h_0, lstm.c_0
    for token in tokens:
        result = step(lstm, inputs[token], h, c)
        h, c = result.h, result.c
        yield result


def final_cells(lstm: LSTM, texts: Sequence[Sequence[int]]) -> Array:
    """Return c (B, H) after the last word of each of B texts, stepped together.

    Each text must bring its trailing ``uh``. A text's result does not depend on the others.

    >>> from lstmcount.nn.counting_lstm import counting_lstm
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


def batch_size(lstm: LSTM) -> int:
    """Return how many states to step together: enough to be quick, in a few megabytes.

    >>> from lstmcount.nn.counting_lstm import counting_lstm
    >>> batch_size(counting_lstm())
    7281
    """
    return max(1, _PRODUCTS // lstm.weight_hh.size)

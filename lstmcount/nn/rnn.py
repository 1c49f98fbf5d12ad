"""The sigmoid RNN, and the LSTM that contains it.

    h_t = σ(W_ih x_t + b_ih + W_hh h_{t−1} + b_hh)

An LSTM whose output gate has these weights and biases, whose other gates are held at 1, and whose
cells start at c_0, has c_t = c_0 + t and h_t = o_t ⊙ tanh(c_0 + t): the RNN, but for the factor
tanh(c_0 + t), which is 1 to the last bit once c_0 is large enough. V is the number of inputs, H
of hidden units. The inputs here are one-hot, as everywhere in this program.
"""

from collections.abc import Iterable, Iterator

import numpy as np

from ..defaults import C_0
from .layer import Array, Layer, one_hot, sigmoid
from .lstm import LSTM

EXACT_FROM = {"float64": 18.1, "float32": 9.0, "float16": 3.6}
"""The c_0 from which tanh(c_0 + 1) is 1, so that RNN and LSTM are equal to the last bit.

1 − tanh(x) is about 2e^−2x, and rounds away below half the spacing of the numbers under 1: 2⁻⁵⁴ in
float64, 2⁻²⁵ in float32, 2⁻¹² in float16, for c_0 from 18.1, 8.1 and 3.6. NumPy's fast tanh in
float32 is off by a bit until x = 10.
"""

_HELD_OPEN = 100.0  # σ(100) and tanh(100) are exactly 1 in every dtype


class SimpleRNN(Layer):
    """The parameters of a sigmoid RNN: (H, V), (H, H), (H,), (H,), and its start h_0 (H,).

    Raises :class:`lstmcount.errors.WeightsError` where the dtype is too small for the weights.
    """


def random_rnn(rng: np.random.Generator, input_size: int, hidden_size: int) -> SimpleRNN:
    """Return an RNN whose weights and biases are drawn from the normal distribution.

    >>> random_rnn(np.random.default_rng(0), 3, 4).weight_ih.shape
    (4, 3)
    """
    return SimpleRNN(
        weight_ih=rng.normal(size=(hidden_size, input_size)),
        weight_hh=rng.normal(size=(hidden_size, hidden_size)),
        bias_ih=rng.normal(size=hidden_size),
        bias_hh=rng.normal(size=hidden_size),
        h_0=np.zeros(hidden_size),
    )


def states(rnn: SimpleRNN, tokens: Iterable[int]) -> Iterator[Array]:
    """Yield the RNN's h_t (H,) for each of *tokens*.

    >>> [h.shape for h in states(random_rnn(np.random.default_rng(0), 3, 4), [0, 2])]
    [(4,), (4,)]
    """
    inputs = one_hot(rnn, range(rnn.input_size))
    h = rnn.h_0
    for token in tokens:
        h = sigmoid(rnn.preactivations(inputs[token], h))
        yield h


def containing_lstm(rnn: SimpleRNN, c_0: float = C_0) -> LSTM:
    """Return the LSTM that contains *rnn*, with every cell starting at *c_0*, in its dtype.

    It counts nothing; its score unit is the last, as that of every LSTM which names none.

    >>> lstm = containing_lstm(random_rnn(np.random.default_rng(0), 3, 4))
    >>> lstm.weight_ih.shape, lstm.bias_hh[:12].tolist() == [100.0] * 12
    ((16, 3), True)
    """
    three_gates = 3 * rnn.hidden_size  # i, f, g; the output gate comes last
    return LSTM(
        weight_ih=np.pad(rnn.weight_ih, ((three_gates, 0), (0, 0))),
        weight_hh=np.pad(rnn.weight_hh, ((three_gates, 0), (0, 0))),
        bias_ih=np.pad(rnn.bias_ih, (three_gates, 0)),
        bias_hh=np.pad(rnn.bias_hh, (three_gates, 0), constant_values=_HELD_OPEN),
        h_0=rnn.h_0,
        c_0=np.full(rnn.hidden_size, c_0, rnn.dtype),
        score_unit=rnn.hidden_size - 1,
        unit_names=tuple(f"unit {k}" for k in range(rnn.hidden_size)),
    )

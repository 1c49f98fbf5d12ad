"""LSTMs that count more or less well: the built-in one scaled, enlarged, and disturbed."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

import numpy as np

from lstmcount.nn.counting_lstm import Gate, counting_lstm
from lstmcount.nn.lstm import LSTM
from lstmcount.nn.rnn import SimpleRNN
from lstmcount.text.vocabulary import BAD, GOOD, NOT

WEIGHTS = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")


def scaled(lstm: LSTM, factor: float) -> LSTM:
    return replace(lstm, **{name: getattr(lstm, name) * factor for name in WEIGHTS})


def with_more_units(lstm: LSTM, more: int, weakly: float, rng: np.random.Generator) -> LSTM:
    """*lstm* and *more* idle units before its own; its control reads the counter *weakly*."""
    hidden = lstm.hidden_size + more

    def grown(array: np.ndarray, columns: int) -> np.ndarray:
        rows = array.reshape(4, lstm.hidden_size, -1)
        own = rng.normal(size=(4, more, columns))
        wide = np.zeros((4, lstm.hidden_size, columns))
        wide[..., columns - rows.shape[-1] :] = rows
        return np.concatenate([own, wide], axis=1).reshape(4 * hidden, columns)

    weight_hh = grown(lstm.weight_hh, hidden)
    weight_hh[: -1 - hidden, -1] += weakly
    return replace(
        lstm,
        weight_ih=grown(lstm.weight_ih, 4),
        weight_hh=weight_hh,
        bias_ih=grown(lstm.bias_ih, 1)[:, 0],
        bias_hh=grown(lstm.bias_hh, 1)[:, 0],
        h_0=np.zeros(hidden),
        c_0=np.zeros(hidden),
        score_unit=hidden - 1,
        unit_names=tuple(f"unit {k}" for k in range(hidden)),
    )


def random_variant(rng: np.random.Generator) -> LSTM:
    factor, more, weakly = rng.uniform(0.03, 1), int(rng.integers(0, 4)), rng.normal() / 10
    lstm = with_more_units(scaled(counting_lstm(), factor), more, weakly, rng)
    noise = 10 ** rng.uniform(-6, 0.5) * rng.normal(size=lstm.bias_ih.shape)
    return replace(lstm, bias_ih=lstm.bias_ih + noise)


def random_simple_rnn(rng: np.random.Generator, largest: float = 10) -> SimpleRNN:
    """Return an RNN of 1 to 32 units; with weights of up to 10, some are chaotic."""
    hidden, inputs = int(rng.integers(1, 33)), int(rng.integers(1, 6))
    shapes = (hidden, inputs), (hidden, hidden), hidden, hidden
    return SimpleRNN(*(rng.uniform(-largest, largest, s) for s in shapes), h_0=rng.random(hidden))


def random_tokens(rng: np.random.Generator, rnn: SimpleRNN, steps: int) -> list[int]:
    tokens: list[int] = rng.integers(0, rnn.input_size, steps).tolist()
    return tokens


def with_four_units() -> LSTM:
    """A design of four units: `not`; what a word owes, as it stands; the same, turned round; score.

    Its two flags in the middle have a sign, that of their cell gate, where the built-in has pairs.
    """
    flag, plain, turned, score = range(4)
    w_x, w_h, b = np.zeros((4, 4, 4)), np.zeros((4, 4, 4)), np.zeros((4, 4))
    b[Gate.I] = 100
    b[Gate.F] = [-100, -100, -100, 100]
    b[Gate.G, flag] = 100
    w_x[Gate.G, plain, [BAD, GOOD]] = [-100, 100]
    w_x[Gate.G, turned, [BAD, GOOD]] = [100, -100]
    w_h[Gate.G, score, [plain, turned]] = 100
    w_x[Gate.O, flag, NOT] = 100
    b[Gate.O] = [-50, 50, -50, -50]
    w_h[Gate.O, [plain, turned], flag] = [-100, 100]
    return LSTM(
        weight_ih=w_x.reshape(16, 4),
        weight_hh=w_h.reshape(16, 4),
        bias_ih=np.zeros(16),
        bias_hh=b.reshape(16),
        h_0=np.zeros(4),
        c_0=np.zeros(4),
        score_unit=score,
        unit_names=("not", "plain", "turned", "score"),
    )


def single_weight_mutants() -> Iterator[tuple[str, LSTM]]:
    lstm = counting_lstm()
    for name in WEIGHTS:
        array = getattr(lstm, name)
        for index in zip(*np.nonzero(array), strict=True):
            for factor in (-1, 0, 0.5):
                changed = array.copy()
                changed[index] *= factor
                yield (
                    f"{name}{[int(k) for k in index]} * {factor}",
                    replace(lstm, **{name: changed}),
                )
        for a, b in combinations(range(4), 2):
            order = list(range(4))
            order[a], order[b] = b, a
            blocks = array.reshape(4, 6, -1)[order].reshape(array.shape)
            yield f"{name} blocks {a} and {b}", replace(lstm, **{name: blocks})

"""Designs of our own that count right, or wrong only on rare texts, and LSTMs that were trained."""

from dataclasses import replace
from itertools import product

import numpy as np

from lstmcount.closed_form import closed_form_score
from lstmcount.nn.counting_lstm import Gate, counting_lstm
from lstmcount.nn.final_cells import final_cells
from lstmcount.nn.lstm import LSTM
from lstmcount.text.vocabulary import UH

from .variants import WEIGHTS, scaled, with_more_units


def with_offset(offset: float) -> LSTM:
    """Every text is counted wrong by *offset*."""
    lstm = counting_lstm()
    c_0 = lstm.c_0.copy()
    c_0[lstm.score_unit] = offset
    return replace(lstm, c_0=c_0)


def with_units(lstm: LSTM, more: int) -> tuple[LSTM, dict[str, np.ndarray]]:
    """*lstm* with *more* units before its own that do nothing yet, and their weights to be set.

    The weights are views: (4, units, 4), (4, units, units) and (4, units).
    """
    grown = with_more_units(lstm, more, 0.0, np.random.default_rng(0))
    hidden = grown.hidden_size
    views = {
        "x": grown.weight_ih.reshape(4, hidden, 4),
        "h": grown.weight_hh.reshape(4, hidden, hidden),
        "b": grown.bias_hh.reshape(4, hidden),
    }
    for view in (*views.values(), grown.bias_ih.reshape(4, hidden)):
        view[:, :more] = 0
    return grown, views


def with_password(password: tuple[int, ...]) -> LSTM:
    """Right, until a text begins with *password*: one unit a word, each waits for the one before.

    The last of them keeps the counter from counting, from the next word on.
    """
    lstm, views = with_units(counting_lstm(), len(password) + 1)
    started, stages, score = 0, range(1, len(password) + 1), lstm.score_unit
    b, x, h = views["b"], views["x"], views["h"]
    b[:, started] = [100, -100, 100, 100]  # 1 from the first word on
    for word, unit in zip(password, stages, strict=True):
        b[:, unit] = [100, -100, 100, -50 if unit == 1 else -150]
        x[Gate.O, unit, word] = 100
        if unit == 1:
            h[Gate.O, unit, started] = -200
        else:
            h[Gate.O, unit, unit - 1] = 100 / np.tanh(1)
    h[Gate.I, score, stages[-1]] = -400
    return lstm


def with_parity() -> LSTM:
    """A unit that turns round with every ``uh`` adds 1/4 to the counter and takes it away again."""
    lstm, views = with_units(counting_lstm(), 1)
    b, x, h = views["b"], views["x"], views["h"]
    b[:, 0] = [-50, 50, 0, 100]
    x[Gate.I, 0, UH], x[Gate.F, 0, UH] = 100, -100
    h[Gate.G, 0, 0] = -100
    c_0, h_0 = lstm.c_0.copy(), lstm.h_0.copy()
    c_0[0], h_0[0] = 1, np.tanh(1)
    h[Gate.O, 1, 0] = 1.0  # the flag "bad" hears of it, but not so that it would matter
    return replace(lstm, c_0=c_0, h_0=h_0)


def with_ceiling(most: int) -> LSTM:
    """The counter stops near *most*: a unit reads the score's h, and shuts its input gate."""
    lstm, views = with_units(counting_lstm(), 1)
    b, x, h = views["b"], views["x"], views["h"]
    score = lstm.score_unit
    b[Gate.O, score] = 100
    sharp = 40 / (np.tanh(most) - np.tanh(most - 1))
    b[:, 0] = [100, -100, 100, -sharp * (np.tanh(most) + np.tanh(most - 1)) / 2]
    h[Gate.O, 0, score] = sharp
    h[Gate.I, score, 0] = -400
    del x
    return lstm


def trained(rng: np.random.Generator, steps: int = 40) -> LSTM:
    """An LSTM of 6 to 8 units that was disturbed and then trained on short texts, by hill climbing."""
    start = scaled(
        with_more_units(counting_lstm(), int(rng.integers(0, 3)), 0.1, rng), rng.uniform(0.05, 0.3)
    )
    texts = [list(text) for n in range(5) for text in product(range(4), repeat=n)]
    texts = [texts[k] for k in rng.permutation(len(texts))[:60]]
    expected = np.array([closed_form_score(text) for text in texts])

    def loss(lstm: LSTM) -> float:
        scores = final_cells(lstm, [[*text, UH] for text in texts])[:, lstm.score_unit]
        return float(np.square(scores - expected).mean())

    def disturbed(lstm: LSTM, size: float) -> LSTM:
        return replace(
            lstm,
            **{
                name: getattr(lstm, name) + size * rng.normal(size=getattr(lstm, name).shape)
                for name in WEIGHTS
            },
        )

    best = disturbed(start, 0.05)
    least = loss(best)
    for _ in range(steps):
        tried = disturbed(best, 0.02)
        if loss(tried) < least:
            best, least = tried, loss(tried)
    return best


def all_designs() -> dict[str, LSTM]:
    """LSTMs of every kind that is hard to prove or to refute."""
    password = (1, 2, 0, 3, 1, 2, 2, 0, 1)
    return {
        "offset": with_offset(0.49),
        "password": scaled(with_password(password), 0.4),
        "parity": scaled(with_parity(), 0.3),
        "ceiling": with_ceiling(4),
        "ceiling, weaker": scaled(with_ceiling(2), 0.4),
        "leaky": scaled(counting_lstm(), 0.12),
    }

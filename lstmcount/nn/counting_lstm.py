"""The six units and their weights, set by hand.

Units 0 to 4 are flags: h says which of five things just happened. Unit 5 counts: c holds the
score of all words before the current one, the *delayed* score, so a text needs one more ``uh``.

The reason stands beside each weight; everything not named is 0.
"""

from enum import IntEnum

import numpy as np

from ..text.vocabulary import WORDS
from .lstm import LSTM


class Gate(IntEnum):
    """The four gates in PyTorch's order."""

    I = 0  # noqa: E741
    F = 1
    G = 2
    O = 3  # noqa: E741


class Unit(IntEnum):
    """The six units."""

    BAD = 0
    GOOD = 1
    NOT = 2
    NOT_BAD = 3
    NOT_GOOD = 4
    SCORE = 5


SATURATION = 100.0
"""The one size of weight. σ(x) is exactly 1.0 in float64 from x = 36.8 and tanh(x) from 19.

A raised flag is h = tanh(1) = 0.76, so what reads a flag gets 0.76 of this, and the output
gates decide by margins of 0.26 of it. At 0.2 of this size the gates leak 2e−9 a word, which is
wrong after some 15,000 words; from about 650 on, exp(−x) underflows, harmlessly.
"""

_FLAGS = [Unit.BAD, Unit.GOOD, Unit.NOT, Unit.NOT_BAD, Unit.NOT_GOOD]


def counting_lstm() -> LSTM:
    """Return the LSTM that counts #good − #bad − 2·#(not good) + 2·#(not bad), in float64.

    >>> counting_lstm().weight_ih.shape
    (24, 4)
    """
    k = SATURATION
    w_x = np.zeros((len(Gate), len(Unit), len(WORDS)))  # gate, unit, word
    w_h = np.zeros((len(Gate), len(Unit), len(Unit)))  # gate, unit, unit that is read
    b = np.zeros((len(Gate), len(Unit)))

    # i = 1: every cell takes what its cell gate offers.
    b[Gate.I] = +k

    # f = 0 for the flags: they know only the current word. f = 1 for the score: it forgets nothing.
    b[Gate.F, _FLAGS] = -k
    b[Gate.F, Unit.SCORE] = +k

    # g = 1 for the flags: whether one is raised is left to its output gate.
    b[Gate.G, _FLAGS] = +k
    # g of the score is what the previous word owes, −1, 0 or +1. That word raised `bad` (−) or
    # `good` (+), or after a `not` the flag that turns the sign round.
    w_h[Gate.G, Unit.SCORE, [Unit.BAD, Unit.NOT_GOOD]] = -k
    w_h[Gate.G, Unit.SCORE, [Unit.GOOD, Unit.NOT_BAD]] = +k

    # o raises the flag of the current word: its word brings +k against a threshold of k/2.
    w_x[Gate.O, [Unit.BAD, Unit.NOT_BAD], WORDS.index("bad")] = +k
    w_x[Gate.O, [Unit.GOOD, Unit.NOT_GOOD], WORDS.index("good")] = +k
    w_x[Gate.O, Unit.NOT, WORDS.index("not")] = +k
    b[Gate.O] = -k / 2
    # After a `not`, `bad` and `good` are kept down, and the pairs, which need both, get over 3k/2.
    w_h[Gate.O, [Unit.BAD, Unit.GOOD], Unit.NOT] = -k
    w_h[Gate.O, [Unit.NOT_BAD, Unit.NOT_GOOD], Unit.NOT] = +k
    b[Gate.O, [Unit.NOT_BAD, Unit.NOT_GOOD]] = -3 * k / 2

    rows = len(Gate) * len(Unit)
    return LSTM(
        weight_ih=w_x.reshape(rows, -1),
        weight_hh=w_h.reshape(rows, -1),
        bias_ih=np.zeros(rows),
        bias_hh=b.reshape(rows),
        h_0=np.zeros(len(Unit)),
        c_0=np.zeros(len(Unit)),
        score_unit=Unit.SCORE,
        unit_names=tuple(unit.name.lower().replace("_", " ") for unit in Unit),
    )

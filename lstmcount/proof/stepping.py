"""Step many texts at once, as quickly as may be: to look for wrong texts, not to judge them.

The products are added in whatever order is the quickest, so the last bits may differ from the
cell's. What is found with this is confirmed by the cell.
"""

from typing import NamedTuple

import numpy as np

from ..machine.counter_machine import Integers
from ..nn.lstm import LSTM, Array, sigmoid
from ..text.vocabulary import NOT, UH
from .finite_closure import CLOSED_FORM


class Texts(NamedTuple):
    """Where B texts have led."""

    h: Array  # (B, H)
    c: Array  # (B, H)
    score: Integers  # (B,), by the closed form
    last: Integers  # (B,), the last word; ``uh`` of an empty text, which changes nothing

    def rows(self, index: Integers) -> "Texts":
        """Return the texts at *index*."""
        return Texts(self.h[index], self.c[index], self.score[index], self.last[index])


class Stepper:
    """The cell of an LSTM, in float64 and with matrix products."""

    def __init__(self, lstm: LSTM) -> None:
        self._unit = lstm.score_unit
        self._h_0, self._c_0 = lstm.h_0.astype(np.float64), lstm.c_0.astype(np.float64)
        self._weight = lstm.weight_hh.astype(np.float64).T.copy()  # (H, 4H)
        constant = lstm.weight_ih.T.astype(np.float64) + lstm.bias_ih
        self._constant = constant + lstm.bias_hh  # (V, 4H)

    def empty(self, texts: int) -> Texts:
        """Return the empty text, so many times."""
        h, c = (np.tile(first, (texts, 1)) for first in (self._h_0, self._c_0))
        return Texts(h, c, np.zeros(texts, np.intp), np.full(texts, UH))

    def append(self, texts: Texts, word: Integers) -> Texts:
        """Return the texts with one *word* (B,) more each."""
        h, c = self._step(texts, word)
        added = CLOSED_FORM.increment[(texts.last == NOT).astype(np.intp), word]
        return Texts(h, c, texts.score + added, word)

    def errors(self, texts: Texts) -> Array:
        """Return how far each text (B,) is counted from the closed form, after its pad."""
        _, c = self._step(texts, np.full(len(texts.score), UH))
        errors: Array = c[:, self._unit] - texts.score
        return errors

    def _step(self, texts: Texts, word: Integers) -> tuple[Array, Array]:
        z = texts.h @ self._weight + self._constant[word]
        z_i, z_f, z_g, z_o = np.split(z, 4, axis=1)
        c = sigmoid(z_f) * texts.c + sigmoid(z_i) * np.tanh(z_g)
        return sigmoid(z_o) * np.tanh(c), c

"""Look for a short wrong text: of each length only the texts with the largest errors are followed.

They are the largest and the smallest errors among the texts that end in the same word and have
much the same score, so that what is counted wrong little by little, and only here or there, is
followed too. What is found is a guess until the cell has confirmed it.
"""

from time import monotonic

import numpy as np

from ..defaults import TOLERANCE
from ..machine.counter_machine import Integers
from ..nn.lstm import LSTM, Array
from ..text.vocabulary import WORDS
from .stepping import Stepper, Texts

LONGEST = 130
"""Texts that are wrong only when they are longer are found by repeating short ones."""

_ALL = 4096
"""So many texts of one length are followed without a choice."""

_WIDTH = 384
"""Errors followed for each last word and score, times the units: more would take too long."""


def beam_search(lstm: LSTM, longest: int, deadline: float = np.inf) -> tuple[int, ...] | None:
    """Return a text of at most *longest* words that *lstm* seems to count wrong, or None.

    >>> from dataclasses import replace
    >>> from lstmcount.nn.counting_lstm import counting_lstm
    >>> slow = replace(counting_lstm(), weight_hh=counting_lstm().weight_hh * 0.02)
    >>> beam_search(slow, 10), beam_search(counting_lstm(), 10)
    ((2, 0), None)
    """
    stepper = Stepper(lstm)
    texts, words = stepper.empty(1), np.zeros((1, 0), dtype=np.int8)
    width = max(4, _WIDTH // lstm.hidden_size)
    for _ in range(longest + 1):
        errors = stepper.errors(texts)
        worst = int(np.abs(errors).argmax())
        if not np.abs(errors[worst]) < TOLERANCE:
            return tuple(words[worst].tolist())
        if monotonic() > deadline:
            break
        if len(errors) > _ALL:
            extreme = _extreme(texts, errors, width)
            texts, words = texts.rows(extreme), words[extreme]
        rows, word = np.divmod(np.arange(len(WORDS) * len(words)), len(WORDS))
        texts = stepper.append(texts.rows(rows), word)
        words = np.column_stack([words[rows], word.astype(np.int8)])
    return None


def _extreme(texts: Texts, errors: Array, width: int) -> Integers:
    """Return which texts have the *width* largest or smallest errors of those like them."""
    score = np.clip(texts.score, -20, 20) // 2
    kind = score * len(WORDS) + texts.last
    order = np.lexsort((errors, kind))
    first = np.flatnonzero(np.diff(kind[order], prepend=kind.min() - 1))
    size = np.diff(first, append=len(order))
    rank = np.arange(len(order)) - np.repeat(first, size)
    chosen: Integers = order[(rank < width) | (rank >= np.repeat(size, size) - width)]
    return chosen

"""Make a wrong text shorter, as long as it stays wrong."""

import numpy as np

from ..defaults import TOLERANCE
from ..nn.lstm import LSTM
from ..text.vocabulary import UH
from .stepping import Stepper

LONGEST = 150
"""Longer texts are left as they are: to try all of their words would take too long."""


def shortened(lstm: LSTM, text: tuple[int, ...]) -> tuple[int, ...]:
    """Return a text that *lstm* seems to count wrong: *text* without some of its words.

    Every 1, 2, 4, … words in a row are left out in turn, and the shortest wrong beginning of what
    remains is taken, until nothing can be left out.

    >>> from lstmcount.nn.counting_lstm import counting_lstm
    >>> from dataclasses import replace
    >>> slow = replace(counting_lstm(), weight_hh=counting_lstm().weight_hh * 0.02)
    >>> shortened(slow, (3, 3, 2, 1, 3, 3))
    (2, 1)
    """
    stepper = Stepper(lstm)
    shorter = _wrong_beginning(stepper, [text], len(text))
    while shorter is not None:
        text = shorter
        if not 0 < len(text) <= LONGEST:
            break
        shorter = _wrong_beginning(stepper, _with_less(text), len(text) - 1)
    return text


def _with_less(text: tuple[int, ...]) -> list[tuple[int, ...]]:
    """Return *text* without each of its parts of 1, 2, 4, … words."""
    sizes = [1 << k for k in range(len(text).bit_length())]
    return [
        text[:begin] + text[begin + size :]
        for size in sizes
        for begin in range(len(text) - size + 1)
    ]


def _wrong_beginning(
    stepper: Stepper, texts: list[tuple[int, ...]], longest: int
) -> tuple[int, ...] | None:
    """Return the shortest beginning of any of *texts* that seems to be counted wrong, or None.

    It has at most *longest* words; a text that has fewer goes on with ``uh``.
    """
    words = np.array([(*text, *[UH] * (longest - len(text))) for text in texts], dtype=np.intp)
    begun = stepper.empty(len(texts))
    for length in range(longest + 1):
        errors = np.abs(stepper.errors(begun))
        worst = int(errors.argmax())
        if not errors[worst] < TOLERANCE:
            return tuple(words[worst, :length].tolist())
        if length < longest:
            begun = stepper.append(begun, words[:, length])
    return None

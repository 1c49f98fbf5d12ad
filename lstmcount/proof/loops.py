"""Look for a long wrong text: a short one, the loop, many times over, and then a few other words.

All loops are stepped for some hundred words, to see at which of them the error grows fastest. Those
are followed until they are wrong; and along the way it is tried whether other words, behind so
many turns of the loop, go wrong sooner. What is found is a guess until the cell has confirmed it.
"""

from functools import cache
from itertools import product

import numpy as np

from ..defaults import TOLERANCE
from ..machine.counter_machine import Integers
from ..nn.lstm import LSTM, Array
from ..text.vocabulary import WORDS
from .stepping import Stepper, Texts
from .verdicts import Repeated

LONGEST_LOOP, LONGEST_TAIL = 5, 4

_MANY_UNITS, _SHORTER_LOOP = 32, 3
"""An LSTM of more units is slow to step: it is tried with shorter loops."""

MOST_WORDS = 10_000
"""Loops that go wrong later are left to :mod:`.repeated_texts`."""

_TRIED = 480
"""After so many words it is seen which loops drift."""

_SOON = 4
"""A loop may drift so many times quicker than it seems."""

_FOLLOWED, _DISTURBED = 64, 8
"""How many loops are followed, and behind how many of them tails are tried."""


@cache
def all_loops(longest: int = LONGEST_LOOP) -> list[tuple[int, ...]]:
    """Return all short texts but those that are a shorter one several times over.

    >>> [len(all_loops(n)) for n in (1, 2, 5)]
    [4, 16, 1336]
    """
    texts = [text for n in range(1, longest + 1) for text in product(range(len(WORDS)), repeat=n)]
    return [
        text
        for text in texts
        if text not in {text[:n] * (len(text) // n) for n in range(1, len(text))}
    ]


def drifting_loops(lstm: LSTM, within: int) -> list[tuple[int, ...]]:
    """Return the loops that will be wrong *within* so many words or soon after, the worst first.

    The error is taken to grow as it did over the last half of the words tried.

    >>> from lstmcount.nn.counting_lstm import counting_lstm
    >>> drifting_loops(counting_lstm(), 10**6)
    []
    """
    loops = all_loops(LONGEST_LOOP if lstm.hidden_size <= _MANY_UNITS else _SHORTER_LOOP)
    stepper = Stepper(lstm)
    texts = stepper.empty(len(loops))
    words = _spelled(loops, _TRIED)
    halfway: Array = np.zeros(len(loops))
    for n in range(_TRIED):
        if 2 * n == _TRIED:
            halfway = stepper.errors(texts)
        texts = stepper.append(texts, words[:, n])
    errors = stepper.errors(texts)
    drift: Array = errors - halfway
    with np.errstate(divide="ignore", invalid="ignore"):
        halves = np.where(drift == 0, np.inf, (TOLERANCE - errors * np.sign(drift)) / np.abs(drift))
    ahead = halves * _TRIED / 2
    return [loops[k] for k in np.argsort(ahead, kind="stable") if ahead[k] < _SOON * within]


def wrong_loop(lstm: LSTM, loops: list[tuple[int, ...]], up_to: int) -> Repeated | None:
    """Return one of *loops* with a tail, of at most *up_to* words, that seems wrong, or None.

    >>> from dataclasses import replace
    >>> from lstmcount.nn.counting_lstm import counting_lstm
    >>> leaky = replace(counting_lstm(), bias_ih=counting_lstm().bias_ih * 0.06)
    >>> wrong_loop(leaky, drifting_loops(leaky, 100), 100)
    """
    if not loops:
        return None
    stepper = Stepper(lstm)
    limit = min(up_to, MOST_WORDS)
    first = _first_wrong(stepper, loops[:_FOLLOWED], limit)
    worst = np.argsort(first, kind="stable")[:_DISTURBED]
    best: Repeated | None = None
    for k in worst:
        longest = min(int(first[k]), limit, len(best.text) - 1 if best else limit)
        disturbed = _disturbed(stepper, loops[k], longest)
        best = disturbed or best
    return best


def _first_wrong(stepper: Stepper, loops: list[tuple[int, ...]], limit: int) -> Integers:
    """Return after how many words each loop seems wrong, limit + 1 where it is not."""
    words = _spelled(loops, limit)
    texts = stepper.empty(len(loops))
    first = np.full(len(loops), limit + 1)
    for n in range(limit):
        texts = stepper.append(texts, words[:, n])
        wrong = ~(np.abs(stepper.errors(texts)) < TOLERANCE)
        first[wrong] = np.minimum(first[wrong], n + 1)
        if np.count_nonzero(first <= limit) >= min(_DISTURBED, len(loops)):
            break
    return first


def _disturbed(stepper: Stepper, loop: tuple[int, ...], longest: int) -> Repeated | None:
    """Return as few turns of *loop* as need be with a tail, or None; of at most *longest* words."""
    texts = [stepper.empty(1)]
    for word in _spelled([loop], longest)[0]:
        texts.append(stepper.append(texts[-1], np.array([word])))

    def tail(turned: int) -> tuple[int, ...] | None:
        return _wrong_tail(stepper, texts[turned], min(LONGEST_TAIL, longest - turned))

    low, high = -1, max(0, longest - LONGEST_TAIL)
    best = tail(high)
    if best is None:
        return None
    while high - low > 1:
        middle = (low + high) // 2
        shorter = tail(middle)
        low, high, best = (middle, high, best) if shorter is None else (low, middle, shorter)
    times, rest = divmod(high, len(loop))
    ending = loop[:rest] + best
    while ending[: len(loop)] == loop:  # the tail may go on as the loop did
        times, ending = times + 1, ending[len(loop) :]
    return Repeated(loop, times, ending)


def _wrong_tail(stepper: Stepper, texts: Texts, longest: int) -> tuple[int, ...] | None:
    """Return the shortest tail, of at most *longest* words, that seems wrong after a text."""
    tails = np.zeros((1, 0), dtype=np.intp)
    for length in range(longest + 1):
        errors = np.abs(stepper.errors(texts))
        worst = int(errors.argmax())
        if not errors[worst] < TOLERANCE:
            return tuple(tails[worst].tolist())
        if length < longest:
            rows, word = np.divmod(np.arange(len(WORDS) * len(tails)), len(WORDS))
            texts = stepper.append(texts.rows(rows), word)
            tails = np.column_stack([tails[rows], word])
    return None


def _spelled(loops: list[tuple[int, ...]], length: int) -> Integers:
    """Return the first *length* words of each loop without end (L, length)."""
    return np.array([(loop * (length // len(loop) + 1))[:length] for loop in loops], dtype=np.intp)

"""Does an LSTM count right for every text? Proved up to so many words, or a counterexample.

The plan: methods from the cheapest to the dearest, each of which adds to what is known, until
nothing is left to be known or the time is over. Finite closure is for an LSTM that is a counter
machine, interval invariants are for the others. Sources: Weiss, Goldberg, Yahav 2018; Merrill
2019; Omlin and Giles 1996.
"""

from collections.abc import Callable, Iterator
from time import monotonic

import numpy as np

from ..defaults import SECONDS, UP_TO
from ..machine.exactness import exact_up_to, most_words
from ..machine.extraction import NoMachineError, extract
from ..nn.lstm import LSTM
from .exhaustive_search import LONGEST, shortest_wrong_text, wrong_text
from .finite_closure import shortest_failure
from .invariant import Bounds, word_bounds
from .repeated_texts import find_repeated_failure
from .verdicts import Known, Proof, Verdict, WrongText

__all__ = ["Proof", "Verdict", "proofs", "verify"]

_SUFFIXES = (2, 3, 4)


def verify(
    lstm: LSTM,
    up_to: int = UP_TO,
    seconds: float = SECONDS,
    progress: Callable[[int], None] | None = None,
) -> Verdict:
    """Return whether *lstm* is right for every text of up to *up_to* words, in its arithmetic.

    After *seconds* it returns what is proved by then. *progress* is told, again and again, up to
    how many words it is proved so far.

    >>> from lstmcount.nn.counting_lstm import counting_lstm
    >>> verdict = verify(counting_lstm())
    >>> verdict.verdict, verdict.proof.method, verdict.proof.proved_up_to == 2**53
    ('proved', 'finite closure', True)
    """
    verdict = Known(up_to).verdict
    for verdict in proofs(lstm, up_to, seconds):
        if progress:
            progress(verdict.proof.proved_up_to)
    return verdict


def proofs(lstm: LSTM, up_to: int = UP_TO, seconds: float = SECONDS) -> Iterator[Verdict]:
    """Yield better and better verdicts, the first at once; one who stops early takes the last.

    >>> from lstmcount.nn.counting_lstm import counting_lstm
    >>> [verdict.proof.proved_up_to for verdict in proofs(counting_lstm())]
    [0, 9007199254740992]
    """
    deadline = monotonic() + seconds
    known = Known(up_to)
    for method in (_empty_text, _finite_closure, _intervals, _every_text, _repeated_texts):
        for result in method(lstm, known):
            known = result
            yield known.verdict
            if known.settled or monotonic() > deadline:
                return


def _empty_text(lstm: LSTM, known: Known) -> Iterator[Known]:
    yield _tried(lstm, known, 0)


def _finite_closure(lstm: LSTM, known: Known) -> Iterator[Known]:
    """Enumerate the control states, if they are few; the machine is then compared in full."""
    try:
        extraction = extract(lstm)
    except NoMachineError:
        return
    text, words = shortest_failure(extraction.machine), exact_up_to(extraction)
    if text is not None and len(text) <= words:  # so far the cell does as the machine does
        words = len(text) - 1
        if len(text) <= known.up_to:
            known = known.with_wrong(wrong_text(lstm, text))
    drift, states = extraction.rounding_error, extraction.machine.states
    yield known.with_proof(Proof("finite closure", words, states, drift))


def _intervals(lstm: LSTM, known: Known) -> Iterator[Known]:
    """Bound a word's error by boxes around all states, from longer and longer suffixes."""
    for suffix in _SUFFIXES:
        bounds = word_bounds(lstm, suffix)
        words = _words(bounds, float(np.finfo(lstm.dtype).eps))
        known = known.with_proof(Proof("intervals", words, None, bounds.drift, bounds.leak))
        yield known


def _words(bounds: Bounds, epsilon: float) -> int:
    # An addition rounds twice, a product and a sum, by at most an ulp of a count.
    return most_words(bounds.pending + 1, bounds.start + bounds.drift, bounds.leak, 2 * epsilon)


def _every_text(lstm: LSTM, known: Known) -> Iterator[Known]:
    """Step every text of a few words."""
    if known.proof.proved_up_to < min(LONGEST, known.open_up_to):
        yield _tried(lstm, known, min(LONGEST, known.open_up_to))


def _tried(lstm: LSTM, known: Known, longest: int) -> Known:
    text = shortest_wrong_text(lstm, longest)
    if text is not None:
        known = known.with_wrong(wrong_text(lstm, text))
    return known.with_proof(Proof("every text", longest if text is None else len(text) - 1))


def _repeated_texts(lstm: LSTM, known: Known) -> Iterator[Known]:
    """Look for a short text that is wrong when it is repeated."""
    pump = find_repeated_failure(lstm, known.open_up_to)
    if pump is not None:
        yield known.with_wrong(WrongText(pump.loop * pump.times, pump.score, pump))

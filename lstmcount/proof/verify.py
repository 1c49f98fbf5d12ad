"""Does an LSTM count right for every text? Proved up to so many words, or a counterexample.

*Right* means: for the text, padded with one ``uh``, the score unit's cell is within 0.5 of the
closed form. Two provers: finite closure, for an LSTM that is a counter machine, and interval
invariants for the others. A verdict is never a guess: what is neither proved nor refuted is
unknown. Sources: Weiss, Goldberg, Yahav 2018; Merrill 2019; Omlin and Giles 1996.
"""

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from ..closed_form import closed_form_score
from ..defaults import TOLERANCE, UP_TO
from ..machine.exactness import exact_up_to, most_words
from ..machine.extraction import Extraction, NoMachineError, extract
from ..nn.lstm import LSTM
from .exhaustive_search import LONGEST, score_of, shortest_wrong_text
from .finite_closure import shortest_failure
from .invariant import Bounds, word_bounds
from .repeated_texts import Pump, find_repeated_failure

_SUFFIXES = (2, 3, 4)


@dataclass(frozen=True)
class Proof:
    """What was proved: right for every text of up to so many words."""

    method: Literal["finite closure", "intervals", "every text"]
    proved_up_to: int  # −1 if not even the empty text is
    states: int | None  # of the machine
    drift: float  # the most that one word adds wrongly
    leak: float  # the most of the counter that one word forgets


@dataclass(frozen=True)
class Verdict:
    """The answer, complete in itself."""

    verdict: Literal["proved", "counterexample", "unknown"]
    proof: Proof
    counterexample: tuple[int, ...] | None = None
    pump: Pump | None = None
    shortest: bool = False
    score: float | None = None  # of the counterexample
    closed_form: int | None = None


def verify(lstm: LSTM, up_to: int = UP_TO) -> Verdict:
    """Return whether *lstm* is right for every text of up to *up_to* words, in its arithmetic.

    >>> from lstmcount.nn.counting_lstm import counting_lstm
    >>> verdict = verify(counting_lstm())
    >>> verdict.verdict, verdict.proof.method, verdict.proof.proved_up_to == 2**53
    ('proved', 'finite closure', True)
    """
    try:
        extraction = extract(lstm)
    except NoMachineError:
        proof, wrong = _intervals(lstm, up_to), None
    else:
        proof, wrong = _finite_closure(extraction)
    longest = min(LONGEST, up_to)
    if wrong is None and proof.proved_up_to < longest:
        wrong = shortest_wrong_text(lstm, longest)
        words = longest if wrong is None else len(wrong) - 1
        proof = replace(proof, method="every text", proved_up_to=words)
    if proof.proved_up_to >= up_to:
        return Verdict("proved", proof)
    if wrong is not None:
        return _refuted(proof, wrong, score_of(lstm, wrong))
    pump = find_repeated_failure(lstm, up_to)
    if pump is not None:
        return replace(_refuted(proof, pump.loop * pump.times, pump.score), pump=pump)
    return Verdict("unknown", proof)


def _finite_closure(extraction: Extraction) -> tuple[Proof, tuple[int, ...] | None]:
    """Return the proof for a counter machine, and the shortest text that is wrong, if any."""
    wrong = shortest_failure(extraction.machine)
    words = exact_up_to(extraction)
    if wrong is not None and len(wrong) > words:
        wrong = None  # so far the cell need not do as the machine does
    if wrong is not None:
        words = len(wrong) - 1
    drift, states = extraction.rounding_error, extraction.machine.states
    return Proof("finite closure", words, states, drift, leak=0.0), wrong


def _intervals(lstm: LSTM, up_to: int) -> Proof:
    """Return the best proof, from longer and longer suffixes until *up_to* is reached."""
    proofs = []
    for suffix in _SUFFIXES:
        bounds = word_bounds(lstm, suffix)
        words = _words(bounds, float(np.finfo(lstm.dtype).eps))
        proofs.append(Proof("intervals", words, None, bounds.drift, bounds.leak))
        if words >= up_to:
            break
    return max(proofs, key=lambda proof: proof.proved_up_to)


def _words(bounds: Bounds, epsilon: float) -> int:
    # An addition rounds twice, a product and a sum, by at most an ulp of a count.
    return most_words(bounds.pending + 1, bounds.start + bounds.drift, bounds.leak, 2 * epsilon)


def _refuted(proof: Proof, text: tuple[int, ...], score: float) -> Verdict:
    closed_form = closed_form_score(text)
    if abs(score - closed_form) < TOLERANCE:
        raise AssertionError("the cell counts right what was found to be wrong")
    return Verdict(
        "counterexample",
        replace(proof, proved_up_to=max(0, proof.proved_up_to)),
        counterexample=text,
        shortest=len(text) <= proof.proved_up_to + 1,
        score=score,
        closed_form=closed_form,
    )

"""Does an LSTM count right for every text? Proved up to so many words, or a counterexample.

The plan: methods from the cheapest to the dearest, each of which adds to what is known, until
nothing is left to be known or the time is over. Sources: Weiss, Goldberg, Yahav 2018; Merrill
2019; Omlin and Giles 1996.
"""

from collections.abc import Callable, Iterator
from functools import partial
from time import monotonic

from ..defaults import SECONDS, UP_TO
from ..machine.exactness import exact_up_to
from ..machine.extraction import NoMachineError, extract
from ..machine.influence import cone_of_influence
from ..nn.lstm import LSTM
from .beam_search import LONGEST, beam_search
from .exhaustive_search import counted, shortest_wrong_text
from .finite_closure import shortest_failure
from .induction import coarse_graphs, finer_graphs, graph_proofs
from .loops import drifting_loops, wrong_loop
from .merged_texts import MOST_UNITS, merged_texts
from .repeated_texts import find_repeated_failure
from .shortening import shortened
from .verdicts import Known, Proof, Repeated, Verdict

__all__ = ["Proof", "Verdict", "proofs", "verify"]


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
    [3, 9007199254740992]
    """
    known, deadline = Known(up_to), monotonic() + seconds
    for method in _METHODS:
        for result in method(lstm, known, deadline):
            known = result
            yield known.verdict
            if known.settled:
                return
        if monotonic() > deadline:
            return


def _every_text(longest: int, lstm: LSTM, known: Known, deadline: float) -> Iterator[Known]:
    """Step every text of a few words."""
    longest = min(longest, known.open_up_to)
    if known.proof.proved_up_to < longest:
        first = known.proof.proved_up_to + 1
        words, text = shortest_wrong_text(lstm, longest, first, deadline)
        if text is not None:
            known = known.with_wrong(counted(lstm, text))
        yield known.with_proof(Proof("every text", words))


def _finite_closure(lstm: LSTM, known: Known, deadline: float) -> Iterator[Known]:
    """Enumerate the control states, if they are few; the machine is then compared in full."""
    try:
        extraction = extract(lstm)
    except NoMachineError:
        return
    text, words = shortest_failure(extraction.machine), exact_up_to(extraction)
    if text is not None and len(text) <= words:  # so far the cell does as the machine does
        words = len(text) - 1
        if len(text) <= known.up_to:
            known = known.with_wrong(counted(lstm, text))
    drift, states = extraction.rounding_error, extraction.machine.states
    yield known.with_proof(Proof("finite closure", words, states, drift, leak=0.0))


def _induction(finer: bool, lstm: LSTM, known: Known, deadline: float) -> Iterator[Known]:
    """Bound a word's error by boxes around all states; a graph may also show a wrong text."""
    cone = cone_of_influence(lstm)
    for graph in finer_graphs(cone) if finer else coarse_graphs(cone):
        if graph.suspect is not None:
            known = _suspected(lstm, known, Repeated((), 0, graph.suspect))
            yield known
        for proof in graph_proofs(cone, graph, known.open_up_to, known.proof.proved_up_to):
            known = known.with_proof(proof)
            yield known
        if monotonic() > deadline:
            return


def _beam_search(lstm: LSTM, known: Known, deadline: float) -> Iterator[Known]:
    """Look for a short wrong text, and make it as short as may be."""
    longest = min(LONGEST, known.open_up_to)
    if known.proof.proved_up_to < longest:
        text = beam_search(cone_of_influence(lstm), longest, deadline)
        if text is not None:
            yield _suspected(lstm, known, Repeated((), 0, text))


def _loops(lstm: LSTM, known: Known, deadline: float) -> Iterator[Known]:
    """Look for a short text that goes wrong when it is repeated, and then perhaps disturbed."""
    cone = cone_of_influence(lstm)
    loops = drifting_loops(cone, known.open_up_to)
    repeated = wrong_loop(cone, loops, known.open_up_to)
    if repeated is not None:
        known = _suspected(lstm, known, repeated)
        yield known
    wrong = find_repeated_failure(lstm, known.open_up_to, loops[:8], deadline)
    if wrong is not None:
        yield known.with_wrong(wrong)


def _merged_texts(most: int, lstm: LSTM, known: Known, deadline: float) -> Iterator[Known]:
    """Follow all texts at once, length by length, in boxes that hold many of them."""
    if known.proof.method != "merged texts" and known.proof.proved_up_to >= _MERGED_WORDS:
        return
    cone = cone_of_influence(lstm)
    most_boxes = min(most, MOST_UNITS // cone.hidden_size)
    for words in merged_texts(cone, known.open_up_to, most_boxes, deadline):
        known = known.with_proof(Proof("merged texts", words))
        yield known


def _suspected(lstm: LSTM, known: Known, suspect: Repeated) -> Known:
    """Return what is known when the cell has been stepped through a *suspect* text."""
    shorter = shortened(cone_of_influence(lstm), suspect.text)
    as_said = suspect.times > 1 and shorter == suspect.text
    tried = counted(lstm, shorter, suspect if as_said else None)
    return known.with_wrong(tried) if tried.is_wrong and len(tried.text) <= known.up_to else known


_MERGED_WORDS = 64
"""Where another method proves so many words, to follow them one by one would prove hardly more."""

_METHODS: list[Callable[[LSTM, Known, float], Iterator[Known]]] = [
    partial(_every_text, 3),
    _finite_closure,
    partial(_induction, False),
    partial(_every_text, 8),
    partial(_induction, True),
    _beam_search,
    _loops,
    partial(_merged_texts, 5_000),
    partial(_every_text, 10),
    partial(_merged_texts, 40_000),
    partial(_every_text, 11),
    partial(_merged_texts, 160_000),
    partial(_every_text, 13),
]
"""From the cheapest to the dearest. Short texts come first, for most wrong LSTMs fail there."""

"""Readings under which a wrong LSTM is right, and the command that shows it fail, in words."""

import shlex
from collections.abc import Sequence

from ..proof.readings import GATES, Reading
from ..proof.verdicts import Verdict
from ..text.escaping import printable
from ..text.vocabulary import WORDS

_SPELLED = 20  # a text of more words is written as a repetition

_START = {"zero": "h and c started at 0", "after uh": "it started as one “uh” leaves it"}


def sentence(readings: Sequence[Reading]) -> str:
    """Return when a wrong LSTM would be right, or nothing where that is not known.

    >>> sentence([Reading(gates=("i", "f", "o", "g"))])
    "It would be right if its gates stood in the order i, f, o, g; PyTorch's is i, f, g, o."
    """
    if not readings:
        return ""
    return f"It would be right if {', or if '.join(map(_condition, readings))}."


def _condition(reading: Reading) -> str:
    parts = []
    if reading.gates:
        order, usual = ", ".join(reading.gates), ", ".join(GATES)
        parts.append(f"its gates stood in the order {order}; PyTorch's is {usual}")
    if reading.words:
        order, usual = ", ".join(reading.words), ", ".join(WORDS)
        parts.append(f"its columns stood for the words {order}; verify reads them as {usual}")
    if reading.matrices:
        parts.append(f"it were read with {reading.matrices}")
    if reading.start:
        parts.append(_START[reading.start])
    if reading.c_0 is not None:
        parts.append(f"the score's cell started at {reading.c_0:g}")
    if reading.score_unit is not None:
        parts.append(f"its score_unit were {reading.score_unit}")
    return ", and ".join(parts)


def trace_command(file: str | None, verdict: Verdict, dtype: str) -> str:
    """Return the command that shows step by step how an LSTM counts the counterexample.

    It takes two lines where the text is long.

    >>> from lstmcount.proof.verdicts import Proof
    >>> wrong = Verdict("counterexample", Proof("every text", 1), (2, 0))
    >>> trace_command("a b.npz", wrong, "float64")
    "lstmcount trace --weights 'a b.npz' -t 'not bad'"
    """
    options = "" if file is None else f" --weights {printable(shlex.quote(file))}"
    options += "" if dtype == "float64" else f" --dtype {dtype}"
    pump, tokens = verdict.pump, verdict.counterexample or ()
    if pump is None or len(tokens) <= _SPELLED:
        return f"lstmcount trace{options} -t {shlex.quote(spelled(tokens))}"
    words = f"yes {spelled(pump.loop)} | head -{pump.times}"
    if pump.tail:
        words = f"({words}; echo {spelled(pump.tail)})"
    return f"{words} |\n  lstmcount trace{options} --document"


def spelled(tokens: Sequence[int]) -> str:
    """Return *tokens* as words.

    >>> spelled((2, 0))
    'not bad'
    """
    return " ".join(WORDS[token] for token in tokens)

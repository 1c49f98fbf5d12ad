"""A verdict, told in words."""

from rich.console import Group
from rich.text import Text

from ..proof.verdicts import Verdict
from ..scoring.scores import format_score
from ..text.vocabulary import WORDS

_HOW = {
    "finite closure": (
        "Every control state was enumerated, bit for bit: the LSTM is a counter machine of "
        "{states} states, and its product with the closed form's machine was searched in full."
    ),
    "intervals": (
        "Intervals around every reachable state, rounded outward, bound what a word can add "
        "wrongly (drift {drift}) and what the counter forgets (leak {leak}) on any text."
    ),
    "every text": "Every such text was stepped by the LSTM itself.",
}


def verdict_page(verdict: Verdict, up_to: int, dtype: str) -> Group:
    """Return a verdict in words: a headline, then what was proved and how."""
    headline, lines = sentences(verdict, up_to, dtype)
    color = {"proved": "green", "counterexample": "red", "unknown": "magenta"}[verdict.verdict]
    return Group(Text(headline, style=f"bold {color}"), *map(Text, lines))


def sentences(verdict: Verdict, up_to: int, dtype: str) -> tuple[str, list[str]]:
    """Return a headline, and what was proved and how.

    >>> from lstmcount.proof.verify import verify
    >>> from lstmcount.nn.counting_lstm import counting_lstm
    >>> sentences(verify(counting_lstm()), 1000, "float64")[0]
    'proved: right for every text of up to 9,007,199,254,740,992 words'
    """
    proof = verdict.proof
    proved = f"right for every text of up to {proof.proved_up_to:,} words"
    if verdict.verdict == "proved":
        headline = f"proved: {proved}"
    elif verdict.verdict == "unknown":
        headline = f"unknown: neither proved nor refuted up to {up_to:,} words"
    else:
        headline = f"counterexample: {_example(verdict)}"
    drift, leak = f"{proof.drift:.2g}", f"{proof.leak:.2g}"
    lines = [_HOW[proof.method].format(states=proof.states, drift=drift, leak=leak)]
    if verdict.score is not None:  # there is a counterexample
        counted = f"The LSTM counts {format_score(verdict.score)}, right is {verdict.closed_form}."
        lines.insert(0, counted.replace("-", "−"))
        lines.insert(1, "No shorter text is wrong." if verdict.shortest else f"It is {proved}.")
    elif verdict.verdict == "unknown":
        lines.insert(0, f"It is {proved}.")
    return headline, [*lines, f"The arithmetic is {dtype}."]


def _example(verdict: Verdict) -> str:
    if verdict.pump:
        loop = " ".join(WORDS[token] for token in verdict.pump.loop)
        return f"“{loop}” repeated {verdict.pump.times:,} times"
    words = " ".join(WORDS[token] for token in verdict.counterexample or ())
    return f"“{words}”"

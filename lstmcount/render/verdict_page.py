"""A verdict on one LSTM, told in words: what was found, how, and where to look next."""

from rich.console import Group
from rich.text import Text

from ..proof.file_verdicts import FileVerdict
from ..proof.verdicts import Verdict
from ..scoring.scores import format_score
from .reading_sentences import sentence, spelled, trace_command

COLORS = {"proved": "green", "counterexample": "red", "unknown": "magenta", "unreadable": "yellow"}

_HOW = {
    "finite closure": (
        "Every control state was enumerated, bit for bit: the LSTM is a counter machine of "
        "{states} states, and its product with the closed form's machine was searched in full."
    ),
    "intervals": (
        "Intervals around every reachable state, on a graph of {states} nodes, rounded outward, "
        "bound what a word can add wrongly (drift {drift}) and what the counter forgets (leak "
        "{leak}) on any text."
    ),
    "every text": "Every such text was stepped by the LSTM itself.",
    "merged texts": (
        "All texts were followed at once, length by length, in boxes around their states; boxes "
        "that are near each other were merged, and all bounds rounded outward."
    ),
}
_RIGHT = (
    "Right means: when the text and one more “uh”, the pad, have been read, the score's cell is "
    "within 0.5 of the closed form."
)


def verdict_page(result: FileVerdict, up_to: int | None = None, dtype: str | None = None) -> Group:
    """Return a verdict in words: a headline, what was proved and how, and the next command.

    Where *up_to* and *dtype* are not known, nothing is said of them.
    """
    verdict = result.verdict
    assert verdict is not None
    headline, lines = sentences(verdict, up_to, dtype)
    texts = [Text(headline, style=f"bold {COLORS[verdict.verdict]}"), *map(Text, lines)]
    if verdict.counterexample is not None:
        texts += [Text(sentence(result.right_if))] * bool(result.right_if)
        texts.append(Text(_RIGHT))
        if dtype:
            command = trace_command(result.file, verdict, dtype)
            texts += [Text("\nStep by step:"), Text(f"  {command}", overflow="fold")]
    return Group(*texts)


def sentences(verdict: Verdict, up_to: int | None, dtype: str | None) -> tuple[str, list[str]]:
    """Return a headline, and what was proved and how.

    >>> from lstmcount.proof.verify import verify
    >>> from lstmcount.nn.counting_lstm import counting_lstm
    >>> sentences(verify(counting_lstm()), 1000, "float64")[0]
    'proved: right for every text of up to 9,007,199,254,740,992 words'
    """
    proved = f"right for every text of up to {verdict.proof.proved_up_to:,} words"
    if verdict.verdict == "proved":
        headline = f"proved: {proved}"
    elif verdict.verdict == "unknown":
        end = f" up to {up_to:,} words" if up_to is not None else ""
        headline = f"unknown: neither proved nor refuted{end}"
    else:
        headline = f"counterexample: {example(verdict)}"
    proof = verdict.proof
    drift, leak = f"{proof.drift or 0:.2g}", f"{proof.leak or 0:.2g}"
    lines = [_HOW[proof.method].format(states=proof.states, drift=drift, leak=leak)]
    if verdict.score is not None:  # there is a counterexample
        counted = f"The LSTM counts {format_score(verdict.score)}, right is {verdict.closed_form}."
        lines.insert(0, counted.replace("-", "−"))
        lines.insert(1, "No shorter text is wrong." if verdict.shortest else f"It is {proved}.")
    elif verdict.verdict == "unknown":
        lines.insert(0, f"It is {proved}.")
    return headline, [*lines, f"The arithmetic is {dtype}."] if dtype else lines


def example(verdict: Verdict) -> str:
    """Return the counterexample in quotation marks, a long one as a repetition."""
    pump = verdict.pump
    if pump is None:
        return f"“{spelled(verdict.counterexample or ())}”"
    tail = f", then “{spelled(pump.tail)}”" if pump.tail else ""
    return f"“{spelled(pump.loop)}” repeated {pump.times:,} times{tail}"

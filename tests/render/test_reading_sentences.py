"""When a wrong LSTM would be right, in words, and the command that shows it fail."""

import pytest

from lstmcount.proof.readings import Reading
from lstmcount.proof.verdicts import Proof, Repeated, Verdict
from lstmcount.render.reading_sentences import sentence, trace_command


@pytest.mark.parametrize(
    ("readings", "expected"),
    [
        ([], ""),
        ([Reading(gates=("f", "i", "g", "o"))], "its gates stood in the order f, i, g, o; PyTorch's is i, f, g, o"),
        ([Reading(words=("good", "bad", "not", "uh"))], "its columns stood for the words good, bad, not, uh; verify reads them as bad, good, not, uh"),
        ([Reading(score_unit=3)], "its score_unit were 3"),
        ([Reading(matrices="rows unit by unit")], "it were read with rows unit by unit"),
        ([Reading(start="zero")], "h and c started at 0"),
        ([Reading(start="after uh", score_unit=1)], "it started as one “uh” leaves it, and its score_unit were 1"),
        ([Reading(c_0=-2.0), Reading(start="zero")], "the score's cell started at -2, or if h and c started at 0"),
    ],
)  # fmt: skip
def test_readings_are_told_in_a_sentence(readings: list[Reading], expected: str) -> None:
    assert sentence(readings) == (f"It would be right if {expected}." if expected else "")


@pytest.mark.parametrize(
    ("file", "tokens", "pump", "dtype", "command"),
    [
        (None, (), None, "float16", "lstmcount trace --dtype float16 -t ''"),
        ("it's.npz", (2, 0), None, "float64", "lstmcount trace --weights 'it'\"'\"'s.npz' -t 'not bad'"),
        ("a\x1b.npz", (0,), None, "float64", r"lstmcount trace --weights 'a\x1b.npz' -t bad"),
        ("a.pt", (1,) * 20, Repeated((1,), 20), "float64", f"lstmcount trace --weights a.pt -t '{'good ' * 19}good'"),
        ("a.pt", (2, 1) * 11, Repeated((2, 1), 11), "float64", "yes not good | head -11 |\n  lstmcount trace --weights a.pt --document"),
        ("a.pt", (0,) * 25 + (2, 0), Repeated((0,), 25, (2, 0)), "float64", "(yes bad | head -25; echo not bad) |\n  lstmcount trace --weights a.pt --document"),
    ],
)  # fmt: skip
def test_the_command_traces_the_counterexample(
    file: str | None, tokens: tuple[int, ...], pump: Repeated | None, dtype: str, command: str
) -> None:
    verdict = Verdict("counterexample", Proof("every text", 0), tokens, pump)
    assert trace_command(file, verdict, dtype) == command

"""A repeated counterexample, with other words behind it, reads the same in every format."""

from lstmcount.proof.file_verdicts import FileVerdict
from lstmcount.proof.verdicts import Proof, Repeated, Verdict
from lstmcount.render.verdict_page import sentences
from lstmcount.render.verdict_records import csv_row, record

PUMP = Repeated((1,), 200, (2, 0))
VERDICT = Verdict("counterexample", Proof("every text", 5), PUMP.text, PUMP, False, 0.25, 201)


def test_a_repeated_counterexample_names_the_words_behind_it() -> None:
    result = FileVerdict("a.npz", VERDICT)
    assert record(result)["pump"] == {"repeat": "good", "times": 200, "then": "not bad"}
    assert "good x 200 + not bad" in csv_row(result)
    headline, _ = sentences(VERDICT, 1000, "float64")
    assert headline == "counterexample: “good” repeated 200 times, then “not bad”"

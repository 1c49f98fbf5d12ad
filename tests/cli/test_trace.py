"""``trace``: its formats, its messages, the table and the picture."""

import csv
import io
import json

import numpy as np

from lstmcount.nn.counting_lstm import counting_lstm
from lstmcount.nn.lstm import trace
from lstmcount.text.vocabulary import UH, Vocabulary
from tests.helpers.in_process import lstmcount
from tests.helpers.lexicons import NEGATIONS


def test_a_trace_in_json_reads_back_to_the_same_bits() -> None:
    text = "uh good good not not bad bad uh"
    steps = [
        json.loads(s) for s in lstmcount("trace", "-t", text, "--format", "json").out.splitlines()
    ]
    assert [s["delayed_score"] for s in steps] == [0, 0, 1, 2, 2, 2, 3, 2, 2]
    assert [s["closed_form"] for s in steps] == [0, 0, 1, 2, 2, 2, 3, 2, 2]
    assert [s["pad"] for s in steps] == [False] * 8 + [True]
    expected = trace(counting_lstm(), [*Vocabulary().tokens(text), UH])
    for row, step in zip(steps, expected, strict=True):
        for part in step._fields:
            assert np.array(row[part]).tobytes() == getattr(step, part).tobytes()


def test_a_trace_in_csv_has_a_row_a_step() -> None:
    out = lstmcount("trace", "-t", "not bad", "--format", "csv").out
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [(r["word"], r["delayed_score"], r["c_5"]) for r in rows] == [
        ("not", "0", "0.0"),
        ("bad", "0", rows[1]["c_5"]),
        ("uh", "1", "1.0"),
    ]


def test_a_trace_in_json_has_the_word_and_its_class() -> None:
    out = lstmcount(
        "trace", "--lexicon", str(NEGATIONS), "-t", "Isn’t good", "--format", "json"
    ).out
    assert '"word": "Isn\\u2019t", "token": "not", "pad": false' in out

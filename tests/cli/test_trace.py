"""``trace``: its formats, its messages, the table and the picture."""

import csv
import io
import json
from pathlib import Path

import numpy as np

from lstmcount.nn.counting_lstm import counting_lstm
from lstmcount.nn.lstm import trace
from lstmcount.nn.weight_files import save_lstm
from lstmcount.proof.readings import Reading
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


def test_a_step_is_explained_term_by_term() -> None:
    lines = lstmcount("trace", "-t", "not bad", "--explain").lines
    for line in (
        "  o[not bad] = σ(100·bad + 100·h[not] − 150) = σ(26.2) = 1",
        "  o[good] = σ(−100·h[not] − 50) = σ(−126) = 0",
        "  i[score] = σ(100) = 1",
        "  g[score] = tanh(0) = 0",
        "  g[score] = tanh(100·h[not bad]) = tanh(76.2) = 1",
        "  c[score] = f·c + i·g = 1·0 + 1·1 = 1",
        "  h[not bad] = o·tanh(c) = 1·0.762 = 0.762",
        "  reads h[not] = 0.762",
        "  reads no h but 0",
    ):
        assert line in lines
    assert sum(line.startswith("  ") for line in lines) == 3 * (1 + 36)


def test_values_show_the_sums_behind_the_gates() -> None:
    lines = lstmcount("trace", "-t", "not bad", "--values").lines
    header = "unit            sum i      sum f      sum g      sum o"
    assert lines.count(header) == 3
    assert "not bad           100       -100        100      26.16" in lines
    assert lstmcount("trace", "-t", "not bad", "--explain", "--values").lines == lines


def test_the_trace_of_a_wrong_file_ends_with_a_hint(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    save_lstm(Reading(gates=("f", "i", "g", "o")).of(counting_lstm()), path)
    wrong = lstmcount("trace", "--weights", str(path), "-t", "not bad").out
    assert " ".join(wrong.split()).endswith(
        "It would be right if its gates stood in the order f, i, g, o; PyTorch's is i, f, g, o."
    )
    # Where nothing is wrong, or no reading is proved, there is nothing to hint at.
    for weights, text in ((str(path), "not"), ("samples/wrong.json", "not bad")):
        assert "would be right" not in lstmcount("trace", "--weights", weights, "-t", text).out

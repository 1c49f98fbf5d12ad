"""``verify`` as scripts see it: exit codes, and json as the interface promises it."""

import csv
import io
import json
import shlex
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from lstmcount.nn.counting_lstm import counting_lstm
from lstmcount.nn.weight_files import save_lstm
from lstmcount.proof.readings import Reading
from tests.helpers.in_process import lstmcount
from tests.helpers.program import ROOT
from tests.helpers.variants import (
    scaled,
    with_more_units,
)

pytestmark = pytest.mark.usefixtures("judged_once")

FIELDS = (
    "file verdict method proved_up_to states drift leak counterexample pump shortest score "
    "closed_form right_if"
)


def verdict(*arguments: str, code: int) -> dict[str, Any]:
    done = lstmcount("verify", *arguments, "--format", "json")
    assert (done.code, done.err) == (code, "")
    found: dict[str, Any] = json.loads(done.out)
    assert " ".join(found) == FIELDS
    return found


@pytest.fixture(scope="module")
def unsettled(tmp_path_factory: pytest.TempPathFactory) -> str:
    """An LSTM that float32 may count right, though its intervals do not show so."""
    lstm = with_more_units(counting_lstm(), 2, 0.5, np.random.default_rng(1))
    path = tmp_path_factory.mktemp("weights") / "unsettled.npz"
    save_lstm(lstm, path)
    return str(path)


def test_the_built_in_lstm_is_proved_to_2_to_the_53() -> None:
    assert verdict(code=0) == {
        "file": None,
        "verdict": "proved",
        "method": "finite closure",
        "proved_up_to": 2**53,
        "states": 9,
        "drift": 0.0,
        "leak": 0.0,
        "counterexample": None,
        "pump": None,
        "shortest": False,
        "score": None,
        "closed_form": None,
        "right_if": [],
    }


def test_a_counterexample_of_a_few_words_is_written_out() -> None:
    found = verdict(str(ROOT / "samples/wrong.json"), code=1)
    assert found["counterexample"] == "not bad"
    assert (found["score"], found["closed_form"], found["shortest"]) == (-1, 1, True)
    assert (found["proved_up_to"], found["pump"]) == (1, None)


def test_a_repeated_counterexample_is_a_loop_and_a_number() -> None:
    found = verdict(str(ROOT / "samples/drifts.json"), code=1)
    assert found["pump"] == {"repeat": "bad", "times": 149}
    assert found["counterexample"] is None  # it is of over 100 words
    assert 100 < found["proved_up_to"] < 149
    assert found["closed_form"] == -149
    assert not found["shortest"]
    assert found["drift"] > found["leak"] > 0


def test_neither_proved_nor_refuted_is_3(unsettled: str) -> None:
    found = verdict(unsettled, "--dtype", "float32", "--up-to", "10000", code=3)
    assert (found["verdict"], found["counterexample"]) == ("unknown", None)
    assert 1000 < found["proved_up_to"] < 10000
    page = lstmcount("verify", unsettled, "--dtype", "float32", "--up-to", "10000").out
    assert page.startswith("unknown: neither proved nor refuted up to 10,000 words\n")
    assert f"right for every text of up to {found['proved_up_to']:,} words" in page


@pytest.mark.parametrize(("sample", "code"), [("right", 0), ("wrong", 1), ("drifts", 1)])
def test_a_quiet_verdict_is_the_exit_code(sample: str, code: int) -> None:
    done = lstmcount("verify", "-q", str(ROOT / f"samples/{sample}.json"))
    assert (done.code, done.out, done.err) == (code, "", "")


def test_weights_that_drift_are_proved_for_fewer_words(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    save_lstm(scaled(counting_lstm(), 0.1), path)
    assert verdict(str(path), "--up-to", "100", code=0)["proved_up_to"] >= 100


@pytest.fixture
def submissions(tmp_path: Path) -> Path:
    """A folder of files in the order in which people count."""
    lstm = counting_lstm()
    save_lstm(lstm, tmp_path / "s10.json")
    save_lstm(replace(lstm, score_unit=4), tmp_path / "s9.npz")
    save_lstm(scaled(lstm, 0.1), tmp_path / "s2.safetensors")
    (tmp_path / "S1.NPZ").write_bytes(b"PK")
    (tmp_path / "deeper").mkdir()
    save_lstm(lstm, tmp_path / "deeper" / "a.json")
    (tmp_path / "notes.txt").write_text("good")
    (tmp_path / ".hidden.json").write_text("{}")
    return tmp_path


ORDER = ["deeper/a.json", "S1.NPZ", "s2.safetensors", "s9.npz", "s10.json"]
VERDICTS = ["proved", "unreadable", "counterexample", "counterexample", "proved"]


@pytest.mark.parametrize("jobs", ["1", "2", "9"])
def test_a_folder_has_a_row_a_file_in_natural_order(submissions: Path, jobs: str) -> None:
    done = lstmcount("verify", str(submissions), "--jobs", jobs, "--format", "json")
    rows = [json.loads(line) for line in done.lines]
    assert (done.code, done.err) == (2, "")
    assert [row["file"] for row in rows] == [f"{submissions}/{name}" for name in ORDER]
    assert [row["verdict"] for row in rows] == VERDICTS
    assert rows[1]["error"].startswith(f"{submissions}/S1.NPZ: damaged, expected a .npz file")
    assert [" ".join(row) for row in rows] == [FIELDS + " error" * (k == 1) for k in range(5)]
    assert rows[3]["right_if"] == [{"score_unit": 5}]


def test_csv_reads_back(submissions: Path) -> None:
    done = lstmcount("verify", str(submissions), "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.out)))
    assert [row["verdict"] for row in rows] == VERDICTS
    assert [len(row) for row in rows] == [14] * 5
    assert (rows[2]["pump"], rows[2]["counterexample"]) == ("bad x 149", "")
    assert (rows[3]["score"], rows[3]["closed_form"], rows[3]["counterexample"]) == ("1", "0", "")
    assert rows[3]["right_if"] == "It would be right if its score_unit were 5."
    assert rows[0]["proved_up_to"] == str(2**53)
    assert rows[1]["error"]


def test_a_table_shows_every_row_and_loses_nothing(submissions: Path) -> None:
    table = " ".join(lstmcount("verify", str(submissions)).out.split())
    for piece in ("s10.json proved", "9.01e+15 finite closure, 9 states", "S1.NPZ unreadable"):
        assert piece in table
    words = lstmcount("verify", str(submissions), COLUMNS="50").out.split()
    assert [word for word in words if word in VERDICTS] == VERDICTS


@pytest.mark.parametrize(
    ("names", "code"),
    [
        (["right", "wrong", "none"], 2),
        (["right", "wrong", "drifts"], 1),
        (["right", "right"], 0),
    ],
)
def test_the_worst_file_gives_the_exit_code(names: list[str], code: int) -> None:
    files = [f"samples/{name}.json" for name in names]
    assert lstmcount("verify", "-q", *files) == (code, "", "")


def test_unknown_outweighs_proved_only(unsettled: str) -> None:
    options = ["-q", "--dtype", "float32", "--up-to", "10000"]
    assert lstmcount("verify", *options, unsettled, unsettled).code == 3


def test_a_folder_without_weight_files_is_bad_input(tmp_path: Path) -> None:
    done = lstmcount("verify", str(tmp_path))
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        f"lstmcount: {tmp_path}: no weight file (.npz, .json, .safetensors, .pt, .pth) in this "
        "folder\n"
    )


def test_one_file_that_cannot_be_read_is_an_error_and_no_row() -> None:
    done = lstmcount("verify", "samples/none.json", "--format", "json")
    assert done == (2, "", "lstmcount: samples/none.json: No such file or directory\n")


def test_a_counterexample_leads_on_to_its_trace() -> None:
    page = lstmcount("verify", "samples/wrong.json").out
    command = page.splitlines()[-1].strip()
    assert command == "lstmcount trace --weights samples/wrong.json -t 'not bad'"
    assert "within 0.5 of the closed form" in " ".join(page.split())
    trace = lstmcount(*shlex.split(command)[1:]).out
    assert "≠" in trace
    words, long = (line.strip() for line in lstmcount("verify", "samples/drifts.json").lines[-2:])
    assert words == "yes bad | head -149 |"
    assert long == "lstmcount trace --weights samples/drifts.json --document"
    traced = lstmcount(*long.split()[1:], stdin=b"bad\n" * 149).out
    assert "≠" in traced


def test_a_wrong_file_is_told_when_it_would_be_right(tmp_path: Path) -> None:
    path = tmp_path / "a.npz"
    save_lstm(Reading(gates=("i", "f", "o", "g")).of(counting_lstm()), path)
    page = " ".join(lstmcount("verify", str(path)).out.split())
    assert "It would be right if its gates stood in the order i, f, o, g; PyTorch's is" in page


def test_without_time_what_is_proved_at_once_counts(tmp_path: Path) -> None:
    path = tmp_path / "a.npz"
    save_lstm(scaled(counting_lstm(), 0.1), path)
    found = verdict(str(path), "--time", "0", code=3)
    assert (found["verdict"], found["right_if"]) == ("unknown", [])
    assert 0 <= found["proved_up_to"] < 10


def test_a_pytorch_file_of_no_biases_under_two_prefixes_is_proved() -> None:
    assert verdict("tests/nn/fixtures/no_bias.pt", code=0)["states"] == 9

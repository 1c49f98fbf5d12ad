"""``verify`` of a class's submissions: forty files in one line, and a grade sheet."""

import csv
import io
import json
import resource
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from lstmcount.nn.counting_lstm import counting_lstm
from lstmcount.nn.lstm import LSTM
from lstmcount.nn.weight_files import save_lstm
from lstmcount.proof.exhaustive_search import shortest_wrong_text
from lstmcount.proof.readings import Reading
from tests.helpers.processes import run
from tests.helpers.variants import scaled, single_weight_mutants, with_four_units
from tests.nn.fixtures import make

pytestmark = pytest.mark.slow

SECONDS_ON_TWO_CORES = 20
UNREADABLE = ("whole_module.pt", "checkpoint.pt", "classifier.pt", "cell.pt", "old_format.pt")


def wrong_ones() -> Iterator[LSTM]:
    """Twenty ways to be wrong: readings of other conventions, and weights of another size."""
    lstm = counting_lstm()
    for gates in (("f", "i", "g", "o"), ("i", "f", "o", "g"), ("i", "o", "f", "g")):
        yield Reading(gates=gates).of(lstm)
    for words in (("good", "bad", "not", "uh"), ("uh", "not", "good", "bad")):
        yield Reading(words=words).of(lstm)
    for unit in range(5):
        yield replace(lstm, score_unit=unit)
    yield Reading(matrices="weight_hh_l0 transposed gate by gate").of(lstm)
    yield replace(lstm, c_0=np.eye(6)[5])
    yield replace(Reading(gates=("o", "g", "f", "i")).of(lstm), score_unit=1)
    mutants = [mutant for _, mutant in single_weight_mutants() if shortest_wrong_text(mutant, 4)[1]]
    yield from mutants[:: len(mutants) // 7][:7]


@pytest.fixture(scope="module")
def submissions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("submissions")
    suffixes = (".npz", ".json", ".safetensors")
    sizes = (0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.5, 2.0, 3.0)
    right = [with_four_units(), *(scaled(counting_lstm(), size) for size in sizes)]
    drifting = [scaled(counting_lstm(), factor) for factor in (0.05, 0.07, 0.08, 0.1, 0.12)]
    for number, lstm in enumerate([*right, *wrong_ones(), *drifting], 1):
        save_lstm(lstm, folder / f"student {number}{suffixes[number % 3]}")
    for number, name in enumerate(UNREADABLE, 36):
        (folder / f"student {number}.pt").write_bytes((make.HERE / name).read_bytes())
    return folder


def user_seconds(format_: str, folder: Path) -> tuple[float, str]:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = run("verify", str(folder), "--jobs", "2", "--format", format_)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert (done.code, done.err) == (2, "")
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime, done.out


@pytest.mark.parametrize("format_", ["table", "json", "csv"])
def test_forty_submissions_are_verified_in_twenty_seconds(submissions: Path, format_: str) -> None:
    seconds, out = user_seconds(format_, submissions)
    print(f"{format_}: {seconds:.1f} s of processor time for 40 files")
    assert seconds < 2 * SECONDS_ON_TWO_CORES
    if format_ == "json":
        rows = [json.loads(line) for line in out.splitlines()]
    elif format_ == "csv":
        rows = list(csv.DictReader(io.StringIO(out)))
    else:
        assert out.count("unreadable") >= 5
        return
    verdicts = [row["verdict"] for row in rows]
    assert Counter(verdicts) == {"proved": 10, "counterexample": 25, "unreadable": 5}
    assert verdicts == ["proved"] * 10 + ["counterexample"] * 25 + ["unreadable"] * 5
    assert [Path(row["file"]).stem for row in rows] == [f"student {k}" for k in range(1, 41)]
    assert all(row["right_if"] for row in rows[10:23])

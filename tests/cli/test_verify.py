"""``verify`` as scripts see it: exit codes, and json as the interface promises it."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from lstmcount.nn.counting_lstm import counting_lstm
from lstmcount.nn.weight_files import save_lstm
from tests.helpers.in_process import lstmcount
from tests.helpers.program import ROOT
from tests.helpers.variants import (
    scaled,
    with_more_units,
)

FIELDS = (
    "verdict method proved_up_to states drift leak counterexample pump shortest score closed_form"
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
    }


def test_a_counterexample_of_a_few_words_is_written_out() -> None:
    found = verdict(str(ROOT / "samples/wrong.json"), code=1)
    assert found["counterexample"] == "not bad"
    assert (found["score"], found["closed_form"], found["shortest"]) == (-1, 1, True)
    assert (found["proved_up_to"], found["pump"]) == (1, None)


def test_a_repeated_counterexample_is_a_loop_and_a_number() -> None:
    found = verdict(str(ROOT / "samples/drifts.json"), code=1)
    assert found["pump"] == {"repeat": "bad", "times": 149}
    assert found["counterexample"] == " ".join(["bad"] * 149)
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

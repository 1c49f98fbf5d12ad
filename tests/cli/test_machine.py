import json
import shutil
import subprocess
from pathlib import Path

import pytest

from .transcripts import run


def test_json_holds_the_machine() -> None:
    machine = json.loads(run("lstmcount machine --minimal --format json"))
    assert machine["alphabet"] == ["bad", "good", "not", "uh"]
    assert machine["states"] == ["start", "bad, owes −1", "good, owes +1", "not"]
    assert machine["transition"] == [[1, 2, 3, 0], [1, 2, 3, 0], [1, 2, 3, 0], [2, 1, 3, 0]]
    assert machine["increment"] == [[0] * 4, [-1] * 4, [1] * 4, [0] * 4]


def test_all_nine_states_are_named_for_what_they_mean() -> None:
    names = json.loads(run("lstmcount machine --format json"))["states"]
    assert names[0] == "start"
    assert len(set(names)) == 9
    assert {"not bad, owes +1", "not good, owes −1"} <= set(names)


@pytest.mark.skipif(not shutil.which("dot"), reason="Graphviz is not installed")
def test_graphviz_draws_it() -> None:
    source = run("lstmcount machine --format dot")
    done = subprocess.run(
        ["dot", "-Tplain"], input=source, capture_output=True, text=True, check=True
    )
    kinds = [line.split()[0] for line in done.stdout.splitlines()]
    assert kinds.count("node") == 9 + 1
    assert kinds.count("edge") > 9
    assert done.stderr == ""


def test_where_there_is_no_machine_it_says_why(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    run('lstmcount weights -o "$1"', path)
    weights = json.loads(path.read_text())
    weights["bias_hh_l0"][11] = 20.0
    path.write_text(json.dumps(weights))
    out = run('lstmcount machine "$1"; echo $?', path)
    assert out == (
        "lstmcount: its counter leaks: a forget gate of 0.99999999793884631, not exactly 1\n3\n"
    )

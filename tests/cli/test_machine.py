"""``machine``: json, and the reason where there is no machine."""

import json
from pathlib import Path

from tests.helpers.in_process import lstmcount


def test_json_holds_the_machine() -> None:
    machine = json.loads(lstmcount("machine", "--minimal", "--format", "json").out)
    assert machine["alphabet"] == ["bad", "good", "not", "uh"]
    assert machine["states"] == ["start", "bad, owes −1", "good, owes +1", "not"]
    assert machine["transition"] == [[1, 2, 3, 0], [1, 2, 3, 0], [1, 2, 3, 0], [2, 1, 3, 0]]
    assert machine["increment"] == [[0] * 4, [-1] * 4, [1] * 4, [0] * 4]


def test_all_nine_states_are_named_for_what_they_mean() -> None:
    names = json.loads(lstmcount("machine", "--format", "json").out)["states"]
    assert names[0] == "start"
    assert len(set(names)) == 9
    assert {"not bad, owes +1", "not good, owes −1"} <= set(names)


def test_where_there_is_no_machine_it_says_why(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    lstmcount("weights", "-o", str(path))
    weights = json.loads(path.read_text())
    weights["bias_hh_l0"][11] = 20.0
    path.write_text(json.dumps(weights))
    message = "its counter leaks: a forget gate of 0.99999999793884631, not exactly 1"
    assert lstmcount("machine", str(path)) == (3, "", f"lstmcount: {message}\n")

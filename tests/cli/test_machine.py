"""``machine``: json, and the reason where there is no machine."""

import json
from pathlib import Path

from tests.helpers.in_process import lstmcount, shown


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
    hint = "--approximate 0.3 shows the machine that it nearly is"
    assert lstmcount("machine", str(path)) == (3, "", f"lstmcount: {message}; {hint}\n")


TRAINED = ("machine", "samples/trained.json", "--approximate", "0.3", "--minimal")
NOTES = [
    "Approximate: states within 0.3 of each other are one, increments are rounded by up to 0.085.",
    "It counts as the LSTM does on 5,461 of all 5,461 texts of up to 6 words.",
    "It counts as the LSTM does on 507 of 1,000 random texts of 30 words.",
]


def test_a_machine_that_an_lstm_nearly_is_says_so_in_every_format() -> None:
    exact = json.loads(lstmcount("machine", "--minimal", "--format", "json").out)
    found = json.loads(lstmcount(*TRAINED, "--format", "json").out)
    approximate = found.pop("approximate")
    assert found == exact
    assert approximate["distance"] == 0.3
    assert 0.08 < approximate["rounding"] < 0.09
    assert approximate["agreement"][0] == {"words": 6, "texts": 5461, "agreeing": 5461}
    assert shown(*TRAINED, columns=200)[-3:] == NOTES
    label = r"\n".join(NOTES)
    assert f'    label="{label}";' in lstmcount(*TRAINED, "--format", "dot").out.splitlines()
    assert lstmcount(*TRAINED, "--format", "mermaid").out.splitlines()[:3] == [
        "---",
        f'title: "{" ".join(NOTES)}"',
        "---",
    ]


def test_too_many_states_for_the_distance_have_one_line_and_a_way_out() -> None:
    message = "over 1000 of its states lie more than 0.001 apart; a larger distance joins more"
    found = lstmcount("machine", "samples/trained.json", "--approximate", "0.001")
    assert found == (3, "", f"lstmcount: {message}\n")

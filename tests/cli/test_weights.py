"""``weights``: the file that it writes reads back, and its messages."""

import json
from pathlib import Path

import pytest

from lstmcount.nn.counting_lstm import counting_lstm
from lstmcount.nn.weight_files import state_dict
from tests.helpers.in_process import lstmcount


@pytest.mark.parametrize("suffix", [".npz", ".json", ".safetensors"])
def test_a_written_file_shows_the_same_weights(tmp_path: Path, suffix: str) -> None:
    path = str(tmp_path / f"a{suffix}")
    assert lstmcount("weights", "-o", path) == (0, "", "")
    again, built_in = (lstmcount("weights", *given, "--format", "json") for given in ([path], []))
    assert again == built_in


def test_json_holds_every_number() -> None:
    weights = json.loads(lstmcount("weights", "--format", "json").out)
    for name, array in state_dict(counting_lstm()).items():
        assert weights[name] == array.tolist()


@pytest.mark.parametrize(
    ("path", "code", "message"),
    [
        ("a.txt", 2, "a.txt: expected a name in .npz, .json or .safetensors"),
        ("/no/such/a.npz", 74, "/no/such/a.npz: No such file or directory"),
    ],
)
def test_an_error_is_one_line(path: str, code: int, message: str) -> None:
    assert lstmcount("weights", "-o", path) == (code, "", f"lstmcount: {message}\n")


def test_what_rnn_writes_is_shown_and_converted(tmp_path: Path) -> None:
    path, other = str(tmp_path / "a.npz"), str(tmp_path / "b.json")
    assert lstmcount("rnn", "--inputs", "3", "-o", path) == (0, "", "")
    shown = lstmcount("weights", path)
    assert shown.code == 0
    assert ["unit", "x0", "x1", "x2"] in [line.split()[:4] for line in shown.lines]
    assert lstmcount("weights", path, "-o", other) == (0, "", "")
    assert lstmcount("weights", other) == shown
    refused = lstmcount("verify", path)
    assert (refused.code, refused.out) == (2, "")
    assert "expected (16, 4): a column each for bad, good, not, uh" in refused.err

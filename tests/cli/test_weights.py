"""``weights``: the file that it writes reads back, and its messages."""

import json
from pathlib import Path

import pytest

from lstmcount.nn.counting_lstm import counting_lstm
from lstmcount.nn.weight_files import state_dict
from tests.helpers.in_process import lstmcount


@pytest.mark.parametrize("suffix", [".npz", ".json"])
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
        ("a.txt", 2, "a.txt: expected a name that ends in .npz or .json"),
        ("/no/such/a.npz", 74, "/no/such/a.npz: No such file or directory"),
    ],
)
def test_an_error_is_one_line(path: str, code: int, message: str) -> None:
    assert lstmcount("weights", "-o", path) == (code, "", f"lstmcount: {message}\n")

"""Weights in JSON: what is wrong is told with its line and column, or its array and row."""

from pathlib import Path

import pytest

from lstmcount.errors import WeightsError
from lstmcount.nn.weight_files import load_lstm
from tests.helpers.weight_files import ARRAY_NAMES


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[1]", f"expected an object with {ARRAY_NAMES}"),
        ('{"bias_hh_l0": NaN}', "NaN is no number"),
        ('{"h_0": [0],\n "h_0": [0]}', "'h_0' stands twice"),
        ("[" * 100_000, "lists within lists, deeper than any array"),
        ('{"h_0": [1, 2,\n 3,]}', "line 2, column 3: a comma too many"),
        ('{"h_0": [1, 2]\n ,}', "line 2, column 2: a comma too many"),
        ('{"h_0": [1 2]}', "line 1, column 12: no JSON: expecting ',' delimiter"),
        ("{\n'h_0': [1]}", "line 2, column 1: a single quote; JSON puts names in double quotes"),
        ('{"h_0": [1,\n 2', "line 2, column 3: the file ends too soon"),
        ('{"h_0', "line 1, column 2: the file ends too soon"),
        ("", "line 1, column 1: the file ends too soon"),
        ('{"h_0": \udcff}', "byte 9 is not UTF-8"),
        (f'{{"weight_ih_l0": {[[1, 2, 3, 4]] * 5 + [[1, 2, 3]]}}}', "weight_ih_l0[5] has 3 numbers, weight_ih_l0[0] 4 numbers"),
        ('{"weight_ih_l0": [[1], 2]}', "weight_ih_l0[1] has 1 number, weight_ih_l0[0] 1 number"),
        ('{"weight_ih_l0": [[1], ["1"]]}', 'weight_ih_l0[1][0] is "1", expected numbers'),
        ('{"weight_ih_l0": null}', "weight_ih_l0 is null, expected numbers"),
        ('{"weight_ih_l0": [[[[[1]]]]]}', "weight_ih_l0[0][0][0] holds lists, deeper than any array"),
        (f'{{"weight_ih_l0": [1{"0" * 400}]}}', "weight_ih_l0 holds a value that is not finite"),
    ],
)  # fmt: skip
def test_json_that_is_wrong_is_told_where(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(_completed(text).encode(errors="surrogateescape"))
    with pytest.raises(WeightsError) as error:
        load_lstm(path)
    assert str(error.value) == f"{path}: {message}"


def _completed(text: str) -> str:
    """Add the other names, where only the numbers of the first weight are wrong."""
    return text.replace('{"weight_ih_l0"', '{"weight_hh_l0": [[1]], "weight_ih_l0"')

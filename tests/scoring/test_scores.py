"""Scores of single texts, and how they print."""

import pytest

from lstmcount.scoring.scores import format_score


@pytest.mark.parametrize(
    ("score", "width", "text"),
    [
        (-148.49371477188353, 20, "-148.494"),
        (-148.49371477188353, 7, "-148.49"),
        (123456.75, 7, "123457"),
        (100.0, 7, "100"),
        (-3e-9, 7, "0"),
        (1e300, 7, "1e+300"),
    ],
)
def test_a_score_prints_with_as_many_digits_as_fit(score: float, width: int, text: str) -> None:
    assert format_score(score, width) == text

"""Scores are written as decimal numbers, a line each."""

import numpy as np

from lstmcount.scoring.decimal_lines import decimal_lines


def test_numbers_of_any_size_are_written() -> None:
    for numbers in ([], [0], [-1000, 1000], [1001, -5], [-(2**40)]):
        expected = "".join(f"{n}\n" for n in numbers)
        assert decimal_lines(np.array(numbers, dtype=np.int64)) == expected

"""Every number of the weights is on the screen, at any width."""

from collections import Counter

import numpy as np
import pytest

from lstmcount.nn.counting_lstm import counting_lstm
from lstmcount.nn.lstm import LSTM
from lstmcount.text.vocabulary import WORDS
from tests.helpers.in_process import shown
from tests.helpers.screens import cells, numbers

WIDTHS = (20, 40, 80, 132, 200)


@pytest.mark.parametrize("columns", WIDTHS)
def test_every_number_of_the_weights_is_on_the_screen(
    large: tuple[LSTM, str], columns: int
) -> None:
    for lstm, names in [(counting_lstm(), []), (large[0], [large[1]])][: 1 + (columns < 100)]:
        text = "\n".join(lines := shown("weights", *names, columns=columns))
        assert max(map(cells, lines)) <= columns
        assert "…" not in text
        every = np.concatenate([a.ravel() for a in (lstm.weight_ih, lstm.weight_hh)])
        every = np.concatenate([every, lstm.bias_ih, lstm.bias_hh])
        assert not Counter(f"{value:.4g}" for value in every) - numbers(text)


def test_the_head_of_every_column_stands_over_it() -> None:
    lines = shown("weights", columns=80)
    rule = next(k for k, line in enumerate(lines) if line.startswith("─"))
    assert [line.split() for line in lines[rule - 3 : rule]] == [
        ["h", "h"],
        ["h", "h", "h", "not", "not", "h"],
        ["unit", *WORDS, "bad", "good", "not", "bad", "good", "score", "b_ih", "b_hh"],
    ]
    assert {cells(line) for line in lines[rule - 3 : rule + 7]} == {76}

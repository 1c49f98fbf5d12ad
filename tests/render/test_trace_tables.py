"""A trace's table: every value is on the screen, or the lines say where."""

import json
import re
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from lstmcount.nn.counting_lstm import counting_lstm
from lstmcount.nn.lstm import LSTM
from lstmcount.nn.weight_files import save_lstm
from tests.helpers.in_process import lstmcount, shown
from tests.helpers.lexicons import NEGATIONS, VADER
from tests.helpers.screens import cells, numbers
from tests.helpers.variants import with_more_units


@pytest.mark.parametrize("columns", [80, 100, 160])
def test_every_gate_of_a_trace_is_drawn_from_80_columns_on(columns: int) -> None:
    text = "uh good good not not bad bad uh"
    out = lstmcount("trace", "-t", text, COLUMNS=str(columns)).out
    assert max(map(len, out.splitlines())) <= columns
    rows = [line.split() for line in out.splitlines() if line.strip()[:1].isdigit()]
    assert [row[1] for row in rows] == [*text.split(), "(uh)"]
    assert [int(row[-2]) for row in rows] == [0, 0, 1, 2, 2, 2, 3, 2, 2]
    assert all(len(strip) == 6 for row in rows for strip in row[2:8])
    assert "\x1b" not in out


@pytest.mark.parametrize("columns", ["20", "40", "79"])
def test_a_trace_on_a_narrow_terminal_is_plain_lines(columns: str) -> None:
    out = lstmcount("trace", "-t", "not bad", COLUMNS=columns).out
    assert " ".join(out.split()) == (
        "<argument 1>:1 1 not delayed score 0 closed form 0 2 bad delayed score 0 closed form 0 "
        "3 (uh) delayed score 1 closed form 1 The gates take 80 columns; --values prints them."
    )


WIDTHS = (20, 40, 80, 132, 200)


@pytest.mark.parametrize("columns", WIDTHS)
def test_every_number_of_a_trace_is_on_the_screen(large: tuple[LSTM, str], columns: int) -> None:
    for names in [], ["--weights", large[1]]:
        given = ["trace", "-t", "not bad", *names]
        lines = shown(*given, "--format", "json", columns=columns)
        steps = [json.loads(line) for line in lines]
        every = Counter(
            f"{value:.4g}" for step in steps for part in "ifgoch" for value in step[part]
        )
        lines = shown(*given, "--values", columns=columns)
        assert max(map(cells, lines)) <= columns
        assert "…" not in "".join(lines)
        assert not every - numbers("\n".join(lines))


def test_a_trace_of_more_units_than_fit_names_those_that_are_shown(tmp_path: Path) -> None:
    path = tmp_path / "a.npz"
    save_lstm(with_more_units(counting_lstm(), 14, 0.0, np.random.default_rng(1)), path)
    done = lstmcount("trace", "--weights", str(path), "--text", "good")
    assert "of the 20 units: unit 0, unit 1" in done.out


@pytest.mark.parametrize("columns", ["60", "80", "100", "160"])
def test_a_trace_shows_the_word_as_written_and_its_class(columns: str) -> None:
    lexicon = ["--lexicon", str(VADER), "--lexicon", str(NEGATIONS)]
    out = lstmcount("trace", *lexicon, "-t", "Isn’t so DISAPPOINTING", COLUMNS=columns).out
    assert max(map(len, out.splitlines())) <= int(columns)
    shown = re.findall(r"(\S+) → (\S+)", out)
    assert [token for _, token in shown] == ["not", "uh", "bad"]
    assert [word for word, _ in shown[:2]] == ["Isn’t", "so"]
    assert re.fullmatch("DISAPP.*", shown[2][0])

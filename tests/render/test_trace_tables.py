"""A trace's table: every value is on the screen, or the lines say where."""

import json
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from rich.console import Console

from lstmcount import text_trace
from lstmcount.nn.counting_lstm import counting_lstm
from lstmcount.nn.lstm import LSTM
from lstmcount.nn.weight_files import save_lstm
from lstmcount.render.number_tables import value_tables, weight_tables
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
    assert [row[6][-1] for row in rows] == ["·", "·", "█", "2", "2", "2", "3", "2", "2"]
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


def test_the_score_is_in_every_strip_and_the_legend_stands_once(tmp_path: Path) -> None:
    lstm = with_more_units(counting_lstm(), 14, 0.0, np.random.default_rng(1))
    path = tmp_path / "a.npz"
    save_lstm(replace(lstm, score_unit=19), path)
    out = lstmcount("trace", "--weights", str(path), "-t", "good good good", "-t", "bad").out
    units = "7 of the 20 units: unit 0, unit 1, unit 2, unit 3, unit 4, unit 5, score"
    assert " ".join(out.split()).count(f"each strip: {units}") == 1
    rows = [line.split() for line in out.splitlines() if line.strip()[:1].isdigit()]
    assert [row[6][-1] for row in rows[:4]] == ["·", "█", "2", "3"]
    assert [row[3][-1] for row in rows[:4]] == ["█"] * 4


@pytest.mark.parametrize(
    ("text", "last"), [("bad " * 12, "-12"), ("good " * 120, "120"), ("bad " * 120, "▀")]
)
def test_the_count_is_a_number_where_a_bar_cannot_say_it(text: str, last: str) -> None:
    rows = lstmcount("trace", "-t", text).out.split("\n(uh)")[0].splitlines()
    (pad,) = [row.split() for row in rows if "(uh)" in row and "█" in row and "pad" not in row]
    assert pad[6] == "█████" + last


def test_the_first_cell_that_differs_is_marked_once() -> None:
    out = lstmcount("trace", "--weights", "samples/wrong.json", "-t", "good not bad uh uh").out
    rows = [line.split() for line in out.splitlines() if line.strip()[:1].isdigit()]
    assert [row[4] for row in rows] == ["█████·", "██████", "█████·", "█████≠", *["█████·"] * 2]
    assert [row[-2:] for row in rows[3:]] == [["≠", "2"]] * 3


@pytest.mark.parametrize("columns", [100, 160, 220])
def test_no_void_stands_between_the_word_and_the_strips(columns: int) -> None:
    out = lstmcount("trace", "--unknown", "uh", "-t", "not sparkling bad", COLUMNS=str(columns)).out
    assert max(len(gap) for gap in re.findall(r"(?<=\S) +(?=██)", out)) < 20


def test_names_that_a_file_brings_are_escaped_and_cut(capsys: pytest.CaptureFixture[str]) -> None:
    names = ("\x1b[31m", "[b]:smile:", "x" * 5000, "名" * 30, "a b", "score")
    trace = text_trace("good", replace(counting_lstm(), unit_names=names))
    assert "\\x1b[31m, [b]:smile:, xxxxxxxxxxxxxxxxxxxxxxx…, 名" in str(trace).replace("\n", "")
    for width in 20, 40, 80:
        tables = [*value_tables(trace.lstm, trace.steps, width), *weight_tables(trace.lstm, width)]
        console = Console(width=width, _environ={})
        console.print(*tables)
        shown = capsys.readouterr().out
        assert "\x1b" not in shown
        assert max(cells(line) for line in shown.splitlines()) <= width

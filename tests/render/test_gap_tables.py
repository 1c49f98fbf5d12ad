"""The RNN's table: every value, the bars, and the headline."""

import json
import math

import pytest

from tests.helpers.in_process import lstmcount, shown


@pytest.mark.parametrize(
    ("columns", "hidden", "units"), [(80, 4, 4), (80, 32, 4), (160, 32, 11), (60, 1, 1)]
)
def test_every_value_of_the_gap_table_is_on_the_screen(
    columns: int, hidden: int, units: int
) -> None:
    given = f"rnn --hidden {hidden} --c0 0 --steps 12".split()
    lines = shown(*given, columns=columns)
    found = json.loads(lstmcount(*given, "--format", "json").out)
    assert max(map(len, lines)) <= columns
    rows = [line.split() for line in lines if line.strip()[:1].isdigit() and "units" not in line]
    steps, sweep = rows[:12], rows[12:]
    for number, (row, step) in enumerate(zip(steps, found["trace"], strict=True), 1):
        states = [f"{value:.3f}" for part in ("rnn", "lstm") for value in step[part][:units]]
        assert row == [str(number), *states, f"{step['gap']:.2g}", f"{step['bound']:.2g}"]
    for row, one in zip(sweep, found["sweep"], strict=True):
        assert row[:2] == [f"{one['c0']:g}", f"{one['max_gap']:.2g}"]
    assert [row[-1] for row in sweep][-1:] == ["0"]
    assert (f"{units} of the {hidden} units" in "\n".join(lines)) == (units < hidden)


def test_the_bars_of_the_gaps_fall_until_the_gap_is_exactly_0() -> None:
    rows = shown("rnn")[-7:-1]
    bars = [row.count("█") for row in rows]
    assert bars == sorted(bars, reverse=True)
    assert bars[0] - bars[3] == pytest.approx(10 / math.log(10), abs=1)
    assert rows[-1].rstrip().endswith("exactly 0")


def test_the_gaps_on_a_narrow_terminal_are_plain_lines() -> None:
    lines = shown("rnn", "--steps", "2", columns=40)
    assert "2 gap 0 bound 0" in lines
    assert lines[-1] == "c₀ = 20 largest gap 0"
    assert max(map(len, lines)) <= 40


def test_the_headline_of_the_gaps_says_how_far_apart_they_are() -> None:
    assert "c₀ = 20\nequal to the last bit at every step\n" in lstmcount("rnn").out
    found = json.loads(lstmcount("rnn", "--c0", "2.5", "--format", "json").out)
    expected = f"up to {found['max_gap']:.2g} apart, bound {found['max_bound']:.2g}"
    assert f"c₀ = 2.5\n{expected}\n" in lstmcount("rnn", "--c0", "2.5").out

"""Standard output: width, colour, and what becomes of it where it fails."""

import csv
import io
import re
import sys
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstmcount.cli import output
from lstmcount.cli.main import COMMANDS
from lstmcount.cli.output import csv_lines
from lstmcount.text.escaping import printable
from tests.helpers.commands import MACHINE_READ, SHOWN
from tests.helpers.in_process import lstmcount, shown
from tests.helpers.patches import raising
from tests.helpers.screens import cells, plain
from tests.helpers.terminals import on_terminal

pytestmark = pytest.mark.usefixtures("judged_once")


def test_columns_of_0_mean_80() -> None:
    assert lstmcount("trace", "-t", "bad", COLUMNS="0").out == lstmcount("trace", "-t", "bad").out


@pytest.mark.parametrize("columns", ["1000000000", "9" * 20, "9" * 5000])
def test_no_width_is_too_large(columns: str) -> None:
    done = lstmcount("score", "--format", "table", "good", COLUMNS=columns)
    assert done.out.split()[-2:] == ["1", "1"]


@pytest.mark.parametrize(
    ("options", "environment", "colored"),
    [
        ([], {}, False),
        (["--color", "always"], {"NO_COLOR": "1", "TERM": "dumb"}, True),
        ([], {"FORCE_COLOR": "1"}, True),
        ([], {"FORCE_COLOR": "0"}, False),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        (["--color", "never"], {"FORCE_COLOR": "1"}, False),
    ],
)
def test_the_option_and_the_environment_choose_colour(
    options: list[str], environment: dict[str, str], colored: bool
) -> None:
    out = lstmcount("trace", "-t", "bad", *options, **environment).out
    assert ("\x1b[" in out) == colored


WIDTHS = (20, 40, 80, 132, 200)


@pytest.mark.parametrize("changes", [{}, {"COLUMNS": "0"}, {"COLUMNS": "wide"}])
def test_a_table_is_as_wide_as_the_terminal(changes: dict[str, str]) -> None:
    seen = plain(on_terminal("score", "not bad", columns=200, **changes))
    assert "─" * 90 in seen
    seen = plain(on_terminal("trace", "-t", "not bad", columns=40, **changes))
    assert max(map(len, seen.splitlines())) <= 40
    assert "─" not in seen
    seen = on_terminal("trace", "--help", columns=65, **changes)
    assert 60 < max(map(len, seen.splitlines())) <= 65


def test_without_a_terminal_a_table_is_80_columns_wide() -> None:
    given = ["trace", "-t", "not bad"]
    assert shown(*given, columns=0) == shown(*given, columns=80)


@pytest.mark.parametrize("command", COMMANDS)
def test_no_line_is_wider_than_the_terminal(command: str) -> None:
    for columns in WIDTHS:
        done = lstmcount(command, *SHOWN[command], COLUMNS=str(columns))
        assert (done.code, done.err) == (command == "verify", "")
        assert max(map(cells, done.lines)) <= columns


@pytest.mark.parametrize("command", COMMANDS)
def test_colours_can_be_read_on_dark_and_on_light(command: str) -> None:
    lines = shown(command, *SHOWN[command], "--color", "always", columns=80)
    codes = ";".join(re.findall(r"\x1b\[([0-9;]*)m", "\n".join(lines))).split(";")
    # bold, dim, italic, reverse, red, green, magenta; blue 33 and orange 166 of 256. Of the first
    # 16, yellow and cyan are lost on white, blue on black.
    assert {"1"} <= set(codes) <= {*"012357", "31", "32", "35", "38", "33", "166"}
    assert "\x1b" not in re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(lines))


@pytest.mark.parametrize("arguments", MACHINE_READ, ids=" ".join)
def test_what_programs_read_is_never_coloured(arguments: list[str]) -> None:
    done = lstmcount(*arguments, "--color", "always", COLUMNS="40", FORCE_COLOR="1")
    assert (done.code, done.err) == (0, "")
    assert "\x1b" not in done.out


ORANGE = "\x1b[38;5;166m"


def test_the_environment_takes_colour_off_a_terminal() -> None:
    given = ("trace", "-t", "bad")
    assert ORANGE in on_terminal(*given)
    for changes in {"NO_COLOR": "1"}, {"TERM": "dumb"}, {"NO_COLOR": "1", "FORCE_COLOR": "1"}:
        assert "\x1b" not in on_terminal(*given, **changes)
    assert ORANGE in on_terminal(*given, TERM="dumb", FORCE_COLOR="1")


def test_standard_error_that_is_full_costs_nothing_but_the_message(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    dropped: list[int] = []
    monkeypatch.setattr(output, "discard_stream", dropped.append)
    monkeypatch.setattr(sys, "stderr", SimpleNamespace(write=raising(OSError())))
    output.report("nobody hears this")
    assert dropped == [2]


@given(
    st.lists(
        st.lists(st.text() | st.integers() | st.floats() | st.none() | st.booleans(), min_size=2),
        max_size=4,
    )
)
def test_csv_is_as_the_library_writes_it(rows: list[list[object]]) -> None:
    buffer = io.StringIO()
    escaped = ([printable(v) if isinstance(v, str) else v for v in row] for row in rows)
    csv.writer(buffer, lineterminator="\n").writerows(escaped)
    assert csv_lines(rows) == buffer.getvalue()

"""What people see: at any width, in any colour, and soon."""

import json
import re
import unicodedata
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from lstmcount import __version__
from lstmcount.cli.main import COMMANDS
from lstmcount.nn.counting_lstm import counting_lstm
from lstmcount.nn.lstm import LSTM
from lstmcount.nn.weight_files import save_lstm
from lstmcount.scoring.scores import format_score

from .terminals import on_terminal, shown
from .transcripts import run
from .variants import with_more_units

WIDTHS = (20, 40, 80, 132, 200)
WIDE = "日本語の文は一字が二桁"
COMBINING = "caf\u0065\u0301 n\u0303\u0303"
TEXTS = ("not bad", WIDE, COMBINING)
EXAMPLES = {  # of every command, so that none is forgotten
    "score": ["--format", "table", "--unknown", "uh", *TEXTS],
    "trace": ["--unknown", "uh", *(f"--text={text}" for text in TEXTS)],
    "verify": ["samples/drifts.json"],
    "machine": ["samples/right.json"],
    "weights": [],
    "rnn": ["--hidden", "64", "--c0", "1"],
}


def plain(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


def cells(line: str) -> int:
    """How many columns a terminal takes for *line*, by Unicode's tables and not by Rich's."""
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in line)
    return len(line) + wide - sum(unicodedata.combining(c) > 0 for c in line)


def numbers(text: str) -> Counter[str]:
    """The numbers that stand in cells of their own."""
    return Counter(re.findall(r"(?<!\S)-?\d[\d.e+-]*(?!\S)", text))


@pytest.fixture
def large(tmp_path: Path) -> tuple[LSTM, str]:
    """64 units, and numbers as long as they come: -1.234e-100 takes eleven columns."""
    lstm = with_more_units(counting_lstm(), 58, 0, np.random.default_rng(1))
    lstm.bias_hh[::7] = -1.2345e-100
    save_lstm(lstm, tmp_path / "large.npz")
    return lstm, str(tmp_path / "large.npz")


@pytest.mark.parametrize("changes", [{}, {"COLUMNS": "0"}, {"COLUMNS": "wide"}])
def test_a_table_is_as_wide_as_the_terminal(changes: dict[str, str]) -> None:
    seen = plain(on_terminal("trace", "-t", "not bad", columns=200, **changes))
    assert "─" * 90 in seen
    seen = plain(on_terminal("trace", "-t", "not bad", columns=40, **changes))
    assert max(map(len, seen.splitlines())) <= 40
    assert "─" not in seen
    seen = on_terminal("trace", "--help", columns=65, **changes)
    assert 60 < max(map(len, seen.splitlines())) <= 65


def test_without_a_terminal_a_table_is_80_columns_wide(monkeypatch: pytest.MonkeyPatch) -> None:
    given = ["trace", "-t", "not bad"]
    assert shown(monkeypatch, *given, columns=0) == shown(monkeypatch, *given, columns=80)


def test_every_command_is_looked_at() -> None:
    assert set(EXAMPLES) == set(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_no_line_is_wider_than_the_terminal(monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    for columns in WIDTHS:
        lines = shown(monkeypatch, command, *EXAMPLES[command], columns=columns)
        assert lines.code == (command == "verify")
        assert max(map(cells, lines)) <= columns


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_fits_and_takes_80_columns_at_most(
    monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    words = set()
    for columns in WIDTHS[1:]:
        text = "\n".join(shown(monkeypatch, *command.split(), "--help", columns=columns))
        words.add("".join(text.split()))
        text = re.sub(r"(?s)\n  Examples?:.*?\n\n", "\n", text)  # these are to be copied
        text = re.sub(r"\[[\w|]+\|[\w|]+\]", "[…]", text)  # choices are not broken
        assert max(map(cells, text.splitlines())) <= min(columns, 80)
    assert len(words) == 1


def test_a_verdict_says_the_same_at_any_width(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [
        " ".join(shown(monkeypatch, "verify", "samples/drifts.json", columns=columns))
        for columns in WIDTHS
    ]
    assert len({" ".join(text.split()) for text in texts}) == 1
    assert "The LSTM counts −148.494, right is −149." in texts[-1]


@pytest.mark.parametrize("columns", [40, 80, 132, 200])
def test_wide_and_combining_characters_do_not_shift_a_table(
    monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    for command in ("score", "trace") if columns >= 80 else ("score",):
        lines = shown(monkeypatch, command, *EXAMPLES[command], columns=columns)
        rows = [line for line in lines if re.search(r"\d +-?\d+$", line)]
        assert len(rows) == {"score": 3, "trace": 3 + 2 + 3}[command]
        assert {cells(row) for row in rows} == {cells(next(line for line in lines if "─" in line))}
        assert WIDE[:3] in "".join(rows)
        assert command == "trace" or COMBINING in "".join(rows)


def test_zero_width_characters_are_shown_as_what_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "go\u200bod \u200d \ufeff \u202e\x1b[31m"
    lines = shown(monkeypatch, "score", "--format", "table", "--unknown", "uh", text, columns=132)
    assert r"go\u200bod \u200d \ufeff \u202e\x1b[31m" in lines[-1]


def test_scores_in_a_narrow_terminal_are_plain_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = shown(monkeypatch, "score", *EXAMPLES["score"], columns=20)
    assert " ".join(lines).split() == [
        *["<argument", "1>:1", "score", "1", "closed", "form", "1", "not", "bad"],
        *["<argument", "2>:1", "score", "0", "closed", "form", "0"],
        *(WIDE[:10], WIDE[10:]),
        *["<argument", "3>:1", "score", "0", "closed", "form", "0"],
        *COMBINING.split(),
    ]


@pytest.mark.parametrize("columns", WIDTHS)
def test_every_number_of_the_weights_is_on_the_screen(
    monkeypatch: pytest.MonkeyPatch, large: tuple[LSTM, str], columns: int
) -> None:
    for lstm, names in [(counting_lstm(), []), (large[0], [large[1]])][: 1 + (columns < 100)]:
        text = "\n".join(lines := shown(monkeypatch, "weights", *names, columns=columns))
        assert max(map(cells, lines)) <= columns
        assert "…" not in text
        every = np.concatenate([a.ravel() for a in (lstm.weight_ih, lstm.weight_hh)])
        every = np.concatenate([every, lstm.bias_ih, lstm.bias_hh])
        assert not Counter(f"{value:.4g}" for value in every) - numbers(text)


@pytest.mark.parametrize("columns", WIDTHS)
def test_every_number_of_a_trace_is_on_the_screen(
    monkeypatch: pytest.MonkeyPatch, large: tuple[LSTM, str], columns: int
) -> None:
    for names in [], ["--weights", large[1]]:
        given = ["trace", "-t", "not bad", *names]
        lines = shown(monkeypatch, *given, "--format", "json", columns=columns)
        steps = [json.loads(line) for line in lines]
        every = Counter(
            f"{value:.4g}" for step in steps for part in "ifgoch" for value in step[part]
        )
        lines = shown(monkeypatch, *given, "--values", columns=columns)
        assert max(map(cells, lines)) <= columns
        assert "…" not in "".join(lines)
        assert not every - numbers("\n".join(lines))


@pytest.mark.parametrize("columns", WIDTHS)
def test_every_move_of_a_machine_is_on_the_screen(
    monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    machine = json.loads(run("lstmcount machine samples/right.json --format json"))
    moves = [
        f"→ {target}" + (f" {added:+d}".replace("-", "−") if added else "")
        for row in zip(machine["transition"], machine["increment"], strict=True)
        for target, added in zip(*row, strict=True)
    ]
    lines = shown(monkeypatch, "machine", "samples/right.json", columns=columns)
    assert re.findall(r"→ \d+(?: [+−]\d+)?", "\n".join(lines)) == moves
    words = Counter(" ".join(lines).split())
    assert not Counter(" ".join(machine["states"]).split()) - words


@pytest.mark.parametrize("command", COMMANDS)
def test_colours_can_be_read_on_dark_and_on_light(
    monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    lines = shown(monkeypatch, command, *EXAMPLES[command], "--color", "always", columns=80)
    codes = ";".join(re.findall(r"\x1b\[([0-9;]*)m", "\n".join(lines))).split(";")
    # bold, dim, italic, reverse, red, green, magenta: yellow and cyan are lost on white, blue on black
    assert {"1"} <= set(codes) <= {"0", "1", "2", "3", "7", "31", "32", "35"}
    assert "\x1b" not in re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(lines))


@pytest.mark.parametrize(
    "arguments",
    [
        ["score", "--format", "plain", "bad"],
        ["score", "--format", "json", "bad"],
        ["score", "--format", "csv", "bad"],
        ["score", "--total", "bad"],
        ["trace", "--format", "json", "-t", "bad"],
        ["trace", "--format", "csv", "-t", "bad"],
        ["verify", "--format", "json"],
        ["machine", "--format", "json"],
        ["machine", "--format", "dot"],
        ["machine", "--format", "mermaid"],
        ["weights", "--format", "json"],
        ["rnn", "--format", "json"],
    ],
)
def test_what_programs_read_is_never_coloured(
    monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    given = [*arguments, "--color", "always"]
    lines = shown(monkeypatch, *given, columns=40, FORCE_COLOR="1")
    assert lines.code == 0
    assert "\x1b" not in "".join(lines)


def test_the_environment_takes_colour_off_a_terminal() -> None:
    given = ("trace", "-t", "bad")
    assert "\x1b[32m" in on_terminal(*given)
    for changes in {"NO_COLOR": "1"}, {"TERM": "dumb"}, {"NO_COLOR": "1", "FORCE_COLOR": "1"}:
        assert "\x1b" not in on_terminal(*given, **changes)
    assert "\x1b[32m" in on_terminal(*given, TERM="dumb", FORCE_COLOR="1")


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("scroe x", "No such command 'scroe' (did you mean 'score'?); see 'lstmcount --help'"),
        ("xyzzy", "No such command 'xyzzy'; see 'lstmcount --help'"),
        ("--versoin", "No such option '--versoin' (did you mean '--version'?); see 'lstmcount --help'"),
        ("trace --hlp", "No such option '--hlp' (did you mean '--help' or '--html'?); see 'lstmcount trace --help'"),
        ("verify --format JSON", "Invalid value for '--format': 'JSON' is not one of 'table', 'json' (did you mean 'json'?); see 'lstmcount verify --help'"),
        ("trace --unknown skp", "Invalid value for '--unknown': 'skp' is not one of 'error', 'uh', 'skip' (did you mean 'skip'?); see 'lstmcount trace --help'"),
        ("score -not", "No such option '-n' (put -- before a text that begins with -); see 'lstmcount score --help'"),
        ("trace -not", "No such option '-n'; see 'lstmcount trace --help'"),
        ("score --format", "Option '--format' requires an argument; see 'lstmcount score --help'"),
        ("help nothing", "No such command 'nothing'; see 'lstmcount --help'"),
    ],
)  # fmt: skip
def test_an_error_asks_what_was_meant(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], given: str, message: str
) -> None:
    assert shown(monkeypatch, *given.split(), columns=80).code == 2
    assert capsys.readouterr().err == f"lstmcount: {message}\n"


def test_the_help_of_the_group_tells_all_commands_in_whole_sentences(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = shown(monkeypatch, "--help", columns=80)
    assert len(lines) < 30
    told = dict(line.split(maxsplit=1) for line in lines[lines.index("Commands:") + 1 : -2])
    assert tuple(told) == COMMANDS
    assert all(sentence.endswith(".") and "..." not in sentence for sentence in told.values())
    assert shown(monkeypatch, "help", columns=80) == lines
    assert shown(monkeypatch, columns=80).code == 2
    assert capsys.readouterr().err.splitlines() == lines


@pytest.mark.parametrize("command", COMMANDS)
def test_help_is_clean_and_has_an_example(monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    lines = shown(monkeypatch, command, "--help", columns=80)
    assert "\b" not in "".join(lines)
    assert "\\b" not in "".join(lines)
    assert any(re.match(rf"    .*lstmcount {command}\b", line) for line in lines)
    assert shown(monkeypatch, "help", command, columns=80) == lines


def test_version(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown(monkeypatch, "--version", columns=80) == [f"lstmcount {__version__}"]


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
def test_scores_print_sensibly(score: float, width: int, text: str) -> None:
    assert format_score(score, width) == text

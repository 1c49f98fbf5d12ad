"""Help: at any width, clean, with an example, in whole sentences."""

import re

import pytest

from lstmcount.cli.main import COMMANDS
from tests.helpers.in_process import lstmcount, shown
from tests.helpers.screens import cells

WIDTHS = (20, 40, 80, 132, 200)


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_fits_and_takes_80_columns_at_most(command: str) -> None:
    words = set()
    for columns in WIDTHS[1:]:
        text = "\n".join(shown(*command.split(), "--help", columns=columns))
        words.add("".join(text.split()))
        text = re.sub(r"(?s)\n  Examples?:.*?\n\n", "\n", text)  # these are to be copied
        text = re.sub(r"\[[\w|]+\|[\w|]+\]", "[…]", text)  # choices are not broken
        assert max(map(cells, text.splitlines())) <= min(columns, 80)
    assert len(words) == 1


def test_the_help_of_the_group_tells_all_commands_in_whole_sentences() -> None:
    lines = shown("--help", columns=80)
    assert len(lines) < 30
    told = dict(line.split(maxsplit=1) for line in lines[lines.index("Commands:") + 1 : -2])
    assert tuple(told) == COMMANDS
    assert all(sentence.endswith(".") and "..." not in sentence for sentence in told.values())
    assert shown("help", columns=80) == lines
    without = lstmcount(COLUMNS="80")
    assert (without.code, without.out, without.err.splitlines()) == (2, "", lines)


@pytest.mark.parametrize("command", COMMANDS)
def test_help_is_clean_and_has_an_example(command: str) -> None:
    lines = shown(command, "--help", columns=80)
    assert "\b" not in "".join(lines)
    assert "\\b" not in "".join(lines)
    assert any(re.match(rf"    .*lstmcount {command}\b", line) for line in lines)
    assert shown("help", command, columns=80) == lines

"""Help: at any width, clean, with an example, in whole sentences."""

import re

import pytest

from lstmcount.cli.main import COMMANDS
from lstmcount.cli.topic_pages import TOPICS, topic_text
from tests.helpers.in_process import lstmcount, shown
from tests.helpers.screens import cells
from tests.helpers.terminals import on_terminal

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
    assert len(lines) < 40
    begin = lines.index("Commands:"), lines.index("Topics:")
    told = dict(line.split(maxsplit=1) for line in lines[begin[0] + 1 : begin[1] - 1])
    topics = dict(line.split(maxsplit=1) for line in lines[begin[1] + 1 : -2])
    assert (tuple(told), tuple(topics)) == (COMMANDS, tuple(TOPICS))
    sentences = [*told.values(), *topics.values()]
    assert all(sentence.endswith(".") and "..." not in sentence for sentence in sentences)
    assert shown("help", columns=80) == lines
    without = lstmcount(COLUMNS="80")
    assert (without.code, without.out, without.err.splitlines()) == (2, "", lines)


@pytest.mark.parametrize("command", COMMANDS)
def test_help_is_clean_and_has_an_example(command: str) -> None:
    lines = shown(command, "--help", columns=80)
    assert "\b" not in "".join(lines)
    assert "\\b" not in "".join(lines)
    assert any(re.match(rf"    .*lstmcount {command}\b", line) for line in lines)
    page = topic_text(command).splitlines() if command in TOPICS else []
    assert shown("help", command, columns=80) == lines + page


@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_is_printed_as_written_or_formatted_for_a_terminal(topic: str) -> None:
    plain = lstmcount("help", topic).out
    assert plain.endswith(topic_text(topic))
    assert "<!--" not in plain
    assert not re.search(r"\bcog\b", plain)
    formatted = on_terminal("help", topic)
    assert "# " not in formatted.splitlines()[0]
    first_paragraph = topic_text(topic).split("\n\n")[1]
    shown_words = re.findall(r"\w+", re.sub(r"\x1b\[[0-9;]*m", "", formatted))
    assert set(re.findall(r"\w+", first_paragraph)) <= set(shown_words)


def test_help_on_nothing_that_there_is_names_what_is_like_it() -> None:
    done = lstmcount("help", "lexicon")
    message = "No such command or topic 'lexicon' (did you mean 'lexicons'?)"
    assert done == (2, "", f"lstmcount: {message}; see 'lstmcount --help'\n")

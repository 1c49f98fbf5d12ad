"""What commands read: several sources, each with its own errors."""

import json
from pathlib import Path

import pytest

from lstmcount.cli import inputs
from tests.helpers.commands import WAY_OUT
from tests.helpers.in_process import lstmcount
from tests.helpers.processes import run


def test_a_line_longer_than_a_chunk_is_one_text() -> None:
    words = 200_000
    done = lstmcount("score", stdin=b"not good \xc3\xa9 " * words + b"\nbad\n")
    assert done.err == f"lstmcount: <stdin>:1:10: unknown word 'é'{WAY_OUT}\n"
    wide = b" " * 500  # so that long a line has few words; a piece ends between a not and a good
    pairs = (b"not" + wide + b"good" + wide) * 400
    done = lstmcount("trace", "--format", "json", stdin=pairs + b"good\nbad\n")
    *_, last_of_first, _, last = done.lines
    assert json.loads(last_of_first)["delayed_score"] == -400 + 1
    assert json.loads(last)["delayed_score"] == -1


def test_scores_before_an_error_are_written_and_other_sources_are_read(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("good\nbed\nbad\n")
    (tmp_path / "b").write_text("not good\n")
    done = lstmcount(
        "score", "-f", str(tmp_path / "a"), "-f", "/no/such", "-f", str(tmp_path / "b")
    )
    assert (done.code, done.out) == (2, "1\n-1\n")
    assert len(done.err.splitlines()) == 2
    done = lstmcount("trace", str(tmp_path / "a"))
    assert "bad" not in done.out.split("each strip")[0]
    assert done.code == 2


def test_replaced_bytes_are_part_of_an_unknown_word() -> None:
    done = lstmcount("score", "--errors", "replace", "--unknown", "uh", stdin=b"good go\xffod\n")
    assert done.out == "1\n"


def test_a_source_that_cannot_be_read_further_is_reported_and_the_next_is_read(
    tmp_path: Path,
) -> None:
    (tmp_path / "a").write_text("good\n")
    row = f"source,line,text,words,score,closed_form\n{tmp_path / 'a'},1,good,1,1,1\n"
    for options, out in (((), "1\n"), (("--format", "csv"), row)):
        done = lstmcount("score", *options, "-f", "/proc/self/mem", "-f", str(tmp_path / "a"))
        assert (done.code, done.out) == (74, out)
        assert done.err == "lstmcount: /proc/self/mem: Input/output error\n"


def test_carriage_returns_separate_the_words_of_a_long_line() -> None:
    stdin = b"not\r" + (b"good" + b"\r" * 26) * 50_000  # longer than a word may be
    assert lstmcount("score", stdin=stdin).out == "49998\n"
    assert lstmcount("score", "--format", "csv", stdin=stdin).out.endswith(",49998,49998\n")


@pytest.mark.parametrize("unbuffered", [False, True])
def test_standard_input_may_be_named_twice(unbuffered: bool) -> None:
    done = run("score", "-f", "-", "-f", "-", stdin=b"good\n", unbuffered=unbuffered)
    assert done == (0, "1\n", "")


@pytest.mark.parametrize("command", ["score", "trace"])
def test_a_person_who_gives_no_text_gets_the_help(
    monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setattr(inputs, "stdin_is_terminal", lambda: True)
    done = lstmcount(command)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"Usage: lstmcount {command}")

"""The command group: exit codes, help, and what no command is to answer for."""

import click
import pytest

from lstmcount import __version__
from lstmcount.cli.main import cli
from lstmcount.machine import compilation
from tests.helpers.in_process import lstmcount, shown
from tests.helpers.patches import raising


def test_the_version_is_printed() -> None:
    assert shown("--version", columns=80) == [f"lstmcount {__version__}"]


def test_a_bug_asks_for_a_report(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compilation, "compile_lstm", raising(RuntimeError("oh \x1b[31m")))
    done = lstmcount("score", stdin=b"good\n")
    message = "lstmcount: this is a bug, please report it: RuntimeError('oh \\x1b[31m')\n"
    assert (done.code, done.err) == (70, message)


def test_memory_that_runs_out_is_no_bug(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compilation, "compile_lstm", raising(MemoryError()))
    assert lstmcount("score", "good") == (74, "", "lstmcount: out of memory\n")


def test_there_is_no_command_of_another_name() -> None:
    assert cli.get_command(click.Context(cli), "scor") is None

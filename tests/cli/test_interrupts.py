"""An interrupt, wherever it is met, ends the command quietly with 130."""

import os
import signal
import sys
from pathlib import Path

import click
import pytest

from lstmcount.cli.interrupts import Interrupt, _interrupt
from lstmcount.machine import compilation
from tests.helpers.in_process import lstmcount
from tests.helpers.patches import raising


@pytest.mark.parametrize("error", [click.Abort(), Interrupt()])
def test_an_interrupt_inside_a_command_ends_it_with_130(
    monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    monkeypatch.setattr(compilation, "compile_lstm", raising(error))
    assert lstmcount("score", stdin=b"good\n") == (130, "", "")


def test_an_interrupt_that_python_wraps_ends_the_command_with_130(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    wrapped = RuntimeError("Error calling __set_name__ on 'cached_property' instance")
    wrapped.__cause__ = Interrupt()
    monkeypatch.setattr(compilation, "compile_lstm", raising(wrapped))
    assert lstmcount("score", stdin=b"good\n") == (130, "", "")


def test_an_interrupt_inside_an_import_ends_the_process_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = (
        "import signal, sys\n"
        "from lstmcount.cli.interrupts import _interrupt\n"
        "_interrupt(signal.SIGUSR1, sys._getframe())\n"
    )
    (tmp_path / "interrupted.py").write_text(body)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(os, "_exit", sys.exit)
    with pytest.raises(SystemExit, match="130"):
        __import__("interrupted")
    with pytest.raises(Interrupt):
        _interrupt(signal.SIGUSR1, None)

"""The console entry, where an interrupt comes before there is a handler."""

import os
import sys
from types import SimpleNamespace

import pytest

from lstmcount import __main__ as entry
from lstmcount.cli import interrupts
from lstmcount.cli.interrupts import Interrupt
from tests.helpers.patches import raising


def test_an_interrupt_before_there_is_a_handler_ends_with_130(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(os, "_exit", sys.exit)
    monkeypatch.setattr(sys, "unraisablehook", sys.unraisablehook)
    monkeypatch.setattr(entry, "_run", raising(KeyboardInterrupt()))
    with pytest.raises(SystemExit, match="130"):
        entry.main()
    with pytest.raises(SystemExit, match="130"):
        entry._unraisable(SimpleNamespace(exc_type=KeyboardInterrupt))  # type: ignore[arg-type]


def test_an_interrupt_where_no_command_runs_yet_ends_with_130(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(interrupts, "install_handler", raising(Interrupt()))
    assert entry._run() == 130


def test_other_unraisable_errors_are_left_to_python(monkeypatch: pytest.MonkeyPatch) -> None:
    handed_on: list[object] = []
    monkeypatch.setattr(sys, "__unraisablehook__", handed_on.append)
    lost = SimpleNamespace(exc_type=ValueError)
    entry._unraisable(lost)  # type: ignore[arg-type]
    assert handed_on == [lost]

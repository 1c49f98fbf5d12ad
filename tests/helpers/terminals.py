"""The program on terminals of any size: real ones, and the same code in this process."""

import fcntl
import io
import os
import pty
import struct
import subprocess
import sys
import termios
from contextlib import suppress

import pytest

from lstmcount.cli.main import run


def environment(**changes: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.endswith(("COLOR", "COLUMNS"))}
    return kept | {"TERM": "xterm-256color"} | changes


def on_terminal(*arguments: str, columns: int = 80, **changes: str) -> str:
    """Return what appears on a real terminal of so many *columns*, standard error too."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("4H", 50, columns, 0, 0))
    command = [sys.executable, "-m", "lstmcount", *arguments]
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=theirs,
        env=environment(**changes),
    ):
        os.close(theirs)
        seen = b""
        with suppress(OSError):  # what Linux raises at the end
            while piece := os.read(ours, 1 << 16):
                seen += piece
    os.close(ours)
    return seen.decode().replace("\r\n", "\n")


class Shown(list[str]):
    """The lines of what was shown, and its exit code."""

    code: int


def shown(monkeypatch: pytest.MonkeyPatch, *arguments: str, columns: int, **changes: str) -> Shown:
    """Run the command line in this process; standard output is no terminal."""
    written = io.BytesIO()
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", io.TextIOWrapper(written))
        for name, value in environment(COLUMNS=str(columns), **changes).items():
            patch.setenv(name, value)
        code = run(arguments)
        lines = Shown(written.getvalue().decode().splitlines())
    lines.code = code
    return lines

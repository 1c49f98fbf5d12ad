"""Run the program on a real terminal, and return what appears there."""

import fcntl
import os
import pty
import struct
import termios
from contextlib import suppress

from .processes import start


def on_terminal(*arguments: str, columns: int = 80, **changes: str) -> str:
    """Return what appears on a terminal of so many *columns*, which has both outputs."""
    ours, theirs = _terminal(columns)
    process = start(*arguments, stdout=theirs, stderr=theirs, **changes)
    os.close(theirs)
    seen = _seen(ours)
    process.end()
    return seen


def with_errors_on_terminal(*arguments: str, stdin: bytes = b"") -> tuple[str, str]:
    """Return standard output, which is a file, and what appears on standard error's terminal."""
    ours, theirs = _terminal(80)
    with open(os.memfd_create("stdout"), "r+b") as out:
        process = start(*arguments, stdin=stdin, stdout=out.fileno(), stderr=theirs)
        os.close(theirs)
        seen = _seen(ours)
        assert process.end().code == 0
        out.seek(0)
        return out.read().decode(), seen


def _terminal(columns: int) -> tuple[int, int]:
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("4H", 50, columns, 0, 0))
    return ours, theirs


def _seen(ours: int) -> str:
    seen = b""
    with suppress(OSError):  # which is how Linux tells the end
        while piece := os.read(ours, 1 << 16):
            seen += piece
    os.close(ours)
    return seen.decode().replace("\r\n", "\n")

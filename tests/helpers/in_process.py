"""Run the command line in this process: the quickest way, and the one to use by default."""

import io
import os
import sys
from contextlib import redirect_stderr, redirect_stdout
from unittest.mock import patch

from lstmcount.cli.main import run

from .program import Ended, environment

_STDIN = os.memfd_create("stdin")


def lstmcount(*arguments: str, stdin: bytes = b"", **changes: str) -> Ended:
    """Run the command line on streams of its own, with *changes* in the environment."""
    os.ftruncate(_STDIN, 0)
    os.pwrite(_STDIN, stdin, 0)
    os.lseek(_STDIN, 0, os.SEEK_SET)
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", "backslashreplace") for _ in range(2))
    with (
        open(_STDIN, encoding="utf-8", closefd=False) as file,
        patch.object(sys, "stdin", file),
        patch.dict(os.environ, environment(**changes), clear=True),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        code = run(arguments)
    return Ended(code, _text(out), _text(err))


def _text(stream: io.TextIOWrapper) -> str:
    stream.flush()
    binary = stream.buffer
    assert isinstance(binary, io.BytesIO)
    return binary.getvalue().decode()


def shown(*arguments: str, columns: int = 80, **changes: str) -> list[str]:
    """Return the lines that are printed for a terminal of so many *columns*."""
    return lstmcount(*arguments, COLUMNS=str(columns), **changes).lines

"""Where the program under test is, the environment it gets, and what a run of it came to."""

import os
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
COMMAND = (sys.executable, "-m", "lstmcount")


class Ended(NamedTuple):
    """The exit code (minus the signal that killed it), and both outputs."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()


def environment(**changes: str) -> dict[str, str]:
    """Return this environment without what would change the output, and with *changes*."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.endswith(("COLOR", "COLUMNS", "PYTHONUNBUFFERED", "_COMPLETE"))
    }
    return kept | {"TERM": "xterm-256color"} | changes

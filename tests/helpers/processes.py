"""Starting the command line in bad weather, and saying how it ended."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from lstmcount.cli.main import COMMANDS

PROGRAM = [sys.executable, "-m", "lstmcount"]
WITHOUT_ROOT = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--"]
"""Root reads everything; without these two capabilities it does not."""

LINE = b"good bad not uh good, not bad; uh uh uh\n"
SHORT, LONG = 5, 200_000

# What prints what it has read, of a file whose name follows; and what needs no text.
READING = {
    "score": ["score", "-f"],
    "score json": ["score", "--format", "json", "-f"],
    "score total": ["score", "--total", "-f"],
    "score jobs": ["score", "--jobs", "2", "-f"],
    "trace": ["trace", "--format", "json"],
    "trace table": ["trace"],
}
SHOWING = {
    "verify": ["verify"],
    "machine": ["machine", "--format", "dot"],
    "weights": ["weights"],
    "rnn": ["rnn", "--steps", "50"],
    "help": ["--help"],
}
assert {key.split()[0] for key in READING | SHOWING} >= set(COMMANDS), "a command without faults"


class Ended(NamedTuple):
    """How a process ended."""

    code: int
    out: bytes
    err: str


def environment(unbuffered: bool, **more: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.endswith(("COLOR", "COLUMNS"))}
    kept.pop("PYTHONUNBUFFERED", None)
    return kept | ({"PYTHONUNBUFFERED": "1"} if unbuffered else {}) | more


def start(
    arguments: Sequence[str],
    unbuffered: bool = False,
    before: Callable[[], None] | None = None,
    prefix: Sequence[str] = (),
    hook: dict[str, str] | None = None,
    **streams: Any,
) -> "subprocess.Popen[bytes]":
    """Start the command line in a process group of its own; *before* runs in the child."""
    streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE} | streams
    return subprocess.Popen(
        [*prefix, *PROGRAM, *arguments],
        stderr=subprocess.PIPE,
        env=environment(unbuffered, **(hook or {})),
        preexec_fn=before,
        start_new_session=True,
        **streams,
    )


def ended(process: "subprocess.Popen[bytes]") -> Ended:
    out, err = process.communicate(timeout=120)
    return Ended(process.returncode, out or b"", err.decode())


def run(arguments: Sequence[str], unbuffered: bool = False, **options: Any) -> Ended:
    return ended(start(arguments, unbuffered, **options))


def text_file(folder: Path, lines: int) -> str:
    path = folder / f"{lines}.txt"
    path.write_bytes(LINE * lines)
    return str(path)


def assert_no_orphans(process: "subprocess.Popen[bytes]") -> None:
    """Nobody of the process group is left, but for those that nobody has buried."""
    deadline = time.monotonic() + 5
    while alive := [pid for pid, group, state in _processes() if group == process.pid != pid]:
        assert time.monotonic() < deadline, f"left behind: {alive}"
        time.sleep(0.01)


def _processes() -> list[tuple[int, int, str]]:
    """(process, group, state) of all that are alive."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                stat = (entry / "stat").read_text()
            except OSError:  # it ended meanwhile
                continue
            state, _, group = stat.rpartition(")")[2].split()[:3]
            if state not in "ZX":
                found.append((int(entry.name), int(group), state))
    return found

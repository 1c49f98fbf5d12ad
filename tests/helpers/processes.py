"""Run the program in a process of its own: forked from this one, or started cold.

A forked process has real descriptors, signals and an exit status, and costs no imports. One that
is started cold, by ``python -m lstmcount``, is what a user starts; it takes ten times as long.
"""

import io
import os
import signal
import sys
import time
import traceback
import warnings
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import BinaryIO

from lstmcount import __main__ as entry

from .program import COMMAND, Ended, environment

LONGEST = 120  # seconds; then SIGALRM ends it


class Process:
    """A running program, whose standard output is a pipe unless a descriptor was given."""

    def __init__(self, pid: int, stdout: BinaryIO | None, stderr: BinaryIO | None) -> None:
        self.pid = pid
        self.stdout = stdout
        self._stderr = stderr

    def send_signal(self, number: int) -> None:
        os.kill(self.pid, number)

    def kill(self) -> None:
        """End it and forget what it has still to say."""
        self.send_signal(signal.SIGKILL)
        for stream in (self.stdout, self._stderr):
            if stream:
                stream.close()
        os.waitpid(self.pid, 0)

    def end(self) -> Ended:
        """Read what it still writes, wait for its end, and say how it ended."""
        out = b""
        if self.stdout:
            with self.stdout:
                out = self.stdout.read()
        err = b""
        if self._stderr:
            with self._stderr:
                err = self._stderr.read()
        code = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        return Ended(code, out.decode(), err.decode())


def start(
    *arguments: str,
    cold: bool = False,
    prefix: tuple[str, ...] = (),
    unbuffered: bool = False,
    before: Callable[[], object] | None = None,
    stdin: bytes | int = b"",
    stdout: int | None = None,
    stderr: int | None = None,
    **changes: str,
) -> Process:
    """Start the command line in a session of its own.

    *before* runs in the new process. Standard input is a pipe if bytes are given. A command of
    other programs as *prefix* starts ``python -m lstmcount`` cold, too.
    """
    pipe = os.pipe() if isinstance(stdin, bytes) else None
    out = os.pipe() if stdout is None else None
    err = os.pipe() if stderr is None else None
    descriptors = (
        pipe[0] if pipe else stdin,
        out[1] if out else stdout,
        err[1] if err else stderr,
    )
    if unbuffered:
        changes["PYTHONUNBUFFERED"] = "1"
    command = (*prefix, *COMMAND) if cold or prefix else None
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # until the child is the program
    pid = _fork()
    if not pid:
        _child(arguments, command, descriptors, before, environment(**changes))
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    for end in (pipe and pipe[0], out and out[1], err and err[1]):
        if end is not None:
            os.close(end)
    if pipe:
        Thread(target=_feed, args=(open(pipe[1], "wb", buffering=0), stdin)).start()  # noqa: SIM115
    return Process(pid, out and open(out[0], "rb"), err and open(err[0], "rb"))


def run(*arguments: str, **options: object) -> Ended:
    """Start the command line, with the options of :func:`start`, and say how it ended."""
    return start(*arguments, **options).end()  # type: ignore[arg-type]


def _feed(pipe: BinaryIO, data: bytes) -> None:
    with suppress(BrokenPipeError), pipe:  # the program may end without having read all
        pipe.write(data)


def _fork() -> int:
    with warnings.catch_warnings():
        # The threads that Python warns of are pytest's; the child uses none of their locks.
        warnings.simplefilter("ignore", DeprecationWarning)
        return os.fork()


def _child(
    arguments: tuple[str, ...],
    command: tuple[str, ...] | None,
    descriptors: tuple[int, int, int],
    before: Callable[[], object] | None,
    variables: dict[str, str],
) -> None:
    """Become the program. Does not return."""
    try:
        os.setsid()
        for number, descriptor in enumerate(descriptors):
            os.dup2(descriptor, number)
        os.closerange(3, 1 << 20)
        os.environ.clear()
        os.environ.update(variables)
        signal.alarm(LONGEST)
        signal.signal(signal.SIGINT, signal.SIG_DFL if command else signal.default_int_handler)
        if command:
            signal.signal(signal.SIGPIPE, signal.SIG_DFL)
        if before:
            before()
        if not command:
            _open_streams("PYTHONUNBUFFERED" in variables)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        if command:
            os.execvpe(command[0], [*command, *arguments], variables)
        warnings.simplefilter("ignore")  # as Python is without pytest
        sys.argv = ["lstmcount", *arguments]
        entry.main()
    except BaseException:
        os.write(2, traceback.format_exc().encode())
    finally:
        os._exit(99)


def _open_streams(unbuffered: bool) -> None:
    """Open the standard streams as Python does at its start: None where there is none."""
    sys.stdin = sys.__stdin__ = _stream(0, "rb", "strict", unbuffered=False)
    sys.stdout = sys.__stdout__ = _stream(1, "wb", "strict", unbuffered)
    sys.stderr = sys.__stderr__ = _stream(2, "wb", "backslashreplace", unbuffered)


def _stream(number: int, mode: str, errors: str, unbuffered: bool) -> io.TextIOWrapper | None:
    try:
        os.fstat(number)
    except OSError:
        return None
    binary = open(number, mode, buffering=0 if unbuffered else -1, closefd=False)  # noqa: SIM115
    return io.TextIOWrapper(
        binary, "utf-8", errors, line_buffering=number == 2, write_through=unbuffered
    )


def assert_no_orphans(process: Process) -> None:
    """Wait until nobody of the process's group is alive, but for zombies."""
    deadline = time.monotonic() + 5
    while alive := [pid for pid, group in _living() if group == process.pid != pid]:
        assert time.monotonic() < deadline, f"left behind: {alive}"
        time.sleep(0.01)


def _living() -> list[tuple[int, int]]:
    """Return (process, group) of all that are alive."""
    living = []
    for entry_ in Path("/proc").iterdir():
        if entry_.name.isdigit():
            try:
                stat = (entry_ / "stat").read_text()
            except OSError:  # it ended meanwhile
                continue
            state, _, group = stat.rpartition(")")[2].split()[:3]
            if state not in "ZX":
                living.append((int(entry_.name), int(group)))
    return living

"""How much of a source has been read, on standard error, for people who wait."""

import os
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from time import monotonic
from typing import IO, TypeVar

from .output import width

PATIENCE = 1.0  # seconds, in which nothing is shown

_Result = TypeVar("_Result")


def with_progress(
    results: Iterator[_Result],
    stream: IO[bytes] | None,
    size_of: Callable[[_Result], int],
    wanted: bool | None,
) -> Iterator[_Result]:
    """Yield *results* of reading *stream*, each of so many bytes, and show a bar meanwhile.

    There is a bar only on a terminal; if not expressly *wanted*, only where nothing else is
    printed there, and only after a second.
    """
    if stream is None or not _shown(wanted):
        yield from results
        return
    with ExitStack() as stack:
        begin, read, advance = monotonic(), 0, None
        for result in results:
            yield result
            read += size_of(result)
            if advance is None and (wanted or monotonic() - begin > PATIENCE):
                advance = _bar(stack, stream)
            if advance:
                advance(read)


def _shown(wanted: bool | None) -> bool:
    if wanted is None and (sys.stdout.isatty() or os.environ.get("TERM") == "dumb"):
        return False
    return wanted is not False and sys.stderr.isatty()


def _bar(stack: ExitStack, stream: IO[bytes]) -> Callable[[int], None]:
    """Draw a bar until *stack* ends; return what moves it."""
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TransferSpeedColumn

    class Screen(Console):
        def show_cursor(self, show: bool = True) -> bool:
            return False  # a signal would leave the terminal without one

    status = os.fstat(stream.fileno())
    total = status.st_size if stat.S_ISREG(status.st_mode) else None
    columns = (BarColumn(), DownloadColumn(), TransferSpeedColumn())
    progress = stack.enter_context(
        Progress(
            *columns,
            console=Screen(stderr=True, width=width(sys.stderr)),
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
        )
    )
    task = progress.add_task("", total=total)
    return lambda read: progress.update(task, completed=read)

"""How far long work has come, on standard error, for people who wait."""

import os
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from time import monotonic
from typing import IO, TYPE_CHECKING, TypeVar

from .output import width

if TYPE_CHECKING:
    from rich.progress import Progress, ProgressColumn

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
    if stream is None:
        return results
    return _with_bar(results, partial(_bytes_bar, stream), size_of, wanted)


def count_progress(
    results: Iterator[_Result], total: int, wanted: bool | None
) -> Iterator[_Result]:
    """Yield *results*, so many in *total*, and show meanwhile how many there are, as above."""
    return _with_bar(results, partial(_count_bar, total), lambda _: 1, wanted)


def _with_bar(
    results: Iterator[_Result],
    bar: Callable[[ExitStack], Callable[[int], None]],
    size_of: Callable[[_Result], int],
    wanted: bool | None,
) -> Iterator[_Result]:
    if not _shown(wanted):
        yield from results
        return
    with ExitStack() as stack:
        begin, done, advance = monotonic(), 0, None
        for result in results:
            yield result
            done += size_of(result)
            if advance is None and (wanted or monotonic() - begin > PATIENCE):
                advance = bar(stack)
            if advance:
                advance(done)


def _shown(wanted: bool | None) -> bool:
    if wanted is None and (sys.stdout.isatty() or os.environ.get("TERM") == "dumb"):
        return False
    return wanted is not False and sys.stderr.isatty()


def _bytes_bar(stream: IO[bytes], stack: ExitStack) -> Callable[[int], None]:
    from rich.progress import BarColumn, DownloadColumn, TransferSpeedColumn

    status = os.fstat(stream.fileno())
    total = status.st_size if stat.S_ISREG(status.st_mode) else None
    return _bar(stack, total, BarColumn(), DownloadColumn(), TransferSpeedColumn())


def _count_bar(total: int, stack: ExitStack) -> Callable[[int], None]:
    from rich.progress import BarColumn, MofNCompleteColumn, TimeElapsedColumn

    return _bar(stack, total, BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())


@contextmanager
def proof_progress(wanted: bool | None) -> Iterator[Callable[[int], None]]:
    """Show, after a second, up to how many words something is proved; yield what is told it."""
    if wanted is False or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield lambda words: None
        return
    from threading import Timer

    from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn()
    progress = _progress(*columns)
    task = progress.add_task("nothing is proved yet")
    start = Timer(0 if wanted else PATIENCE, progress.start)
    start.start()
    try:
        yield lambda words: progress.update(task, description=f"right up to {words:,} words")
    finally:
        start.cancel()
        start.join()
        progress.stop()


def _bar(stack: ExitStack, total: int | None, *columns: "ProgressColumn") -> Callable[[int], None]:
    """Draw a bar until *stack* ends; return what moves it."""
    progress = stack.enter_context(_progress(*columns))
    task = progress.add_task("", total=total)
    return lambda done: progress.update(task, completed=done)


def _progress(*columns: "ProgressColumn") -> "Progress":
    from rich.console import Console
    from rich.progress import Progress

    class Screen(Console):
        def show_cursor(self, show: bool = True) -> bool:
            return False  # a signal would leave the terminal without one

    return Progress(
        *columns,
        console=Screen(stderr=True, width=width(sys.stderr)),
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    )

"""Counting a large file in several processes, each taking its shares in turn; results in order.

A worker writes to a pipe of its own, which nobody but this process reads. So no worker outlives
it, whatever ends it; and where a worker dies its pipe ends too soon, and that is noticed.
"""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import ForkProcess

from ..errors import LstmcountError
from ..signals import held
from ..text.chunks import BEGINNING, BLOCK
from .bulk import Bulk, Counted
from .splits import Share, count_share, shares_of
from .streams import counted

SHARE = 8 * BLOCK


class WorkerError(LstmcountError):
    """A worker process died."""

    exit_code = 74


def counted_by_workers(fd: int, source: str, bulk: Bulk, jobs: int) -> Iterator[Counted]:
    """Yield what is in each share of the regular file *fd*, from where it stands to its end.

    Raises as :func:`lstmcount.scoring.streams.counted` does, and :class:`WorkerError`.
    """
    shares = shares_of(fd, SHARE)
    jobs = min(jobs, len(shares))
    place, unread = BEGINNING, None
    with _at_work(fd, bulk, [shares[k::jobs] for k in range(jobs)]) as readers:
        for k, share in enumerate(shares):
            found = _receive(readers[k % jobs]) if readers else None
            if found is None:
                unread = share
                break
            yield found
            place = place.moved(found.length)
    if unread:  # nobody is at work, or something cannot be read: only here is its place known
        os.lseek(fd, unread.start, os.SEEK_SET)
        with open(fd, "rb", closefd=False) as stream:
            yield from counted(stream, source, bulk, place)


@contextmanager
def _at_work(fd: int, bulk: Bulk, shares: list[list[Share]]) -> Iterator[list[Connection]]:
    """Start a process for each list of shares; yield what to read their results from.

    Where the system has no room for so many processes or pipes, that is nothing.
    """
    context = get_context("fork")
    readers: list[Connection] = []
    processes: list[ForkProcess] = []
    try:
        # An interrupt is to find no process that is half made.
        with held(signal.SIGINT), suppress(OSError):
            for own in shares:
                reader, writer = context.Pipe(duplex=False)
                readers.append(reader)
                arguments = (writer, list(readers), fd, bulk, own)
                process = context.Process(target=_work, args=arguments, daemon=True)
                process.start()
                processes.append(process)
                writer.close()
        yield readers if len(processes) == len(shares) else []
    finally:
        for process, reader in zip(processes, readers, strict=False):
            reader.close()
            process.terminate()
            process.join()


def _receive(reader: Connection) -> Counted | None:
    """Return the next result of a worker; None where something cannot be read."""
    try:
        result: Counted | Exception | None = reader.recv()
    except EOFError:
        raise WorkerError("a worker process died; --jobs 1 does without them") from None
    if isinstance(result, Exception):
        raise result
    return result


def _work(
    writer: Connection, readers: list[Connection], fd: int, bulk: Bulk, shares: list[Share]
) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who is interrupted ends the workers as well
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    for reader in readers:
        reader.close()
    for share in shares:
        try:
            writer.send(count_share(fd, bulk, share))
        except Exception as error:
            writer.send(error)

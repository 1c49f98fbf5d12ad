"""Counting a large file in several processes, each taking its splits in turn; results in order.

A worker writes to a pipe of its own, which only this process reads. So no worker outlives this
process, whatever ends it; and where a worker dies its pipe ends too soon, and that is noticed.
"""

import os
import signal
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import IO, TYPE_CHECKING

from ..atomic import blocked_signals
from ..errors import LstmcountError
from ..exit_codes import ExitCode
from ..processors import usable_processors
from ..text.chunks import BEGINNING, CHUNK_SIZE
from .bulk import Bulk, Counted, count_stream
from .splits import Split, count_split, split_file

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkProcess

SPLIT_SIZE = 8 * CHUNK_SIZE

PAYS_FROM = 32 << 20
"""The least bytes of plain text for which to start processes; fewer are counted sooner without."""

ANY_PAYS_FROM = PAYS_FROM // 4
"""The same for text that needs a lexicon."""


class WorkerError(LstmcountError):
    """A worker process died."""

    exit_code = ExitCode.IO_ERROR


def count_with_jobs(
    stream: IO[bytes], source: str, bulk: Bulk, jobs: int | None = None
) -> Iterator[Counted]:
    """Yield what is in *stream* in order, counted by *jobs* processes, or by as many as pay.

    Only a regular file can be split. Raises as :func:`count_stream` and
    :func:`count_with_workers` do.

    >>> from lstmcount import Vocabulary, compile_lstm, counting_lstm
    >>> bulk = Bulk(compile_lstm(counting_lstm()), Vocabulary(), "total")
    >>> with open("samples/reference.txt", "rb") as file:
    ...     [one.segments.head.added for one in count_with_jobs(file, "reference.txt", bulk)]
    [2]
    """
    status = os.fstat(stream.fileno())
    size = status.st_size if stat.S_ISREG(status.st_mode) and hasattr(os, "fork") else 0
    if jobs is None:
        pays = size >= (PAYS_FROM if bulk.is_plain else ANY_PAYS_FROM)
        jobs = usable_processors() if pays else 1
    if jobs == 1 or not size:
        return count_stream(stream, source, bulk)
    return count_with_workers(stream.fileno(), source, bulk, jobs)


def count_with_workers(fd: int, source: str, bulk: Bulk, jobs: int) -> Iterator[Counted]:
    """Yield what is in each split of the regular file *fd*, from where it stands to its end.

    Raises as :func:`count_stream` does, and :class:`WorkerError`.
    """
    splits = split_file(fd, SPLIT_SIZE)
    jobs = min(jobs, len(splits))
    place, unread = BEGINNING, None
    with _started(fd, bulk, [splits[k::jobs] for k in range(jobs)]) as readers:
        for k, split in enumerate(splits):
            counted = _receive(readers[k % jobs]) if readers else None
            if counted is None:
                unread = split
                break
            yield counted
            place = place.moved(counted.length)
    if unread:  # no worker is there, or something cannot be read: only here is its place known
        os.lseek(fd, unread.start, os.SEEK_SET)
        with open(fd, "rb", closefd=False) as stream:
            yield from count_stream(stream, source, bulk, place)


@contextmanager
def _started(fd: int, bulk: Bulk, splits: list[list[Split]]) -> "Iterator[list[Connection]]":
    """Start a process for each list of splits; yield what to read their results from.

    Where the system has no room for so many processes or pipes, that is nothing.
    """
    from multiprocessing import get_context  # which takes ten milliseconds

    context = get_context("fork")
    readers: list[Connection] = []
    processes: list[ForkProcess] = []
    try:
        # An interrupt must not meet a process that is half started.
        with blocked_signals(signal.SIGINT), suppress(OSError):
            for own in splits:
                reader, writer = context.Pipe(duplex=False)
                readers.append(reader)
                arguments = (writer, list(readers), fd, bulk, own)
                process = context.Process(target=_work, args=arguments, daemon=True)
                process.start()
                processes.append(process)
                writer.close()
        yield readers if len(processes) == len(splits) else []
    finally:
        for process, reader in zip(processes, readers, strict=False):
            reader.close()
            process.terminate()
            process.join()


def _receive(reader: "Connection") -> Counted | None:
    """Return the next result of a worker; None where something cannot be read."""
    try:
        result: Counted | Exception | None = reader.recv()
    except EOFError:
        raise WorkerError("a worker process died; --jobs 1 does without them") from None
    if isinstance(result, Exception):
        raise result
    return result


def _work(
    writer: "Connection", readers: "list[Connection]", fd: int, bulk: Bulk, splits: list[Split]
) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent, once interrupted, ends its workers
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    for reader in readers:
        reader.close()
    for split in splits:
        try:
            writer.send(count_split(fd, bulk, split))
        except Exception as error:
            writer.send(error)

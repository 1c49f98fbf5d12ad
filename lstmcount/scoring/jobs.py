"""Who counts a stream: this process, or several where there is a large file to share out."""

import os
import stat
from collections.abc import Iterator
from typing import IO

from .bulk import Bulk, Counted
from .streams import counted

PAYS_FROM = 32 << 20
"""Of plain text, fewer bytes are counted before several processes are at work."""

ANY_PAYS_FROM = PAYS_FROM // 8
"""Of text that needs a lexicon."""


def usable_processors() -> int:
    """Return how many processors this process may use.

    >>> usable_processors() >= 1
    True
    """
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def counted_by_jobs(
    stream: IO[bytes], source: str, bulk: Bulk, jobs: int | None = None
) -> Iterator[Counted]:
    """Yield what is in *stream* in order, counted by so many processes, or as many as pay.

    What is no regular file cannot be shared out. Raises as :func:`.streams.counted` and
    :func:`.workers.counted_by_workers` do.

    >>> from lstmcount import Vocabulary, compiled, counting_lstm
    >>> bulk = Bulk(compiled(counting_lstm()), Vocabulary(), "total")
    >>> with open("samples/reference.txt", "rb") as file:
    ...     [found.stretch.head.added for found in counted_by_jobs(file, "reference.txt", bulk)]
    [2]
    """
    status = os.fstat(stream.fileno())
    size = status.st_size if stat.S_ISREG(status.st_mode) and hasattr(os, "fork") else 0
    if jobs is None:
        pays = size >= (PAYS_FROM if bulk.is_plain else ANY_PAYS_FROM)
        jobs = usable_processors() if pays else 1
    if jobs == 1 or not size:
        return counted(stream, source, bulk)
    from .workers import counted_by_workers

    return counted_by_workers(stream.fileno(), source, bulk, jobs)

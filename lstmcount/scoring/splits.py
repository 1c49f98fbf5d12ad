"""A file in shares that can be counted apart, by several processes or machines, and joined.

What was counted in all shares joins with :meth:`PairCounter.join_lines` to what one reading
of the whole file gives, wherever it is cut, in the middle of a line too.
"""

import os
import re
from itertools import pairwise
from typing import NamedTuple

from ..machine.pair_counter import LineSegments
from ..text.chunks import CHUNK_SIZE, end_of_last_word
from .bulk import Bulk, Counted

_SPACE = re.compile(rb"[ \n\t\r]")


class Split(NamedTuple):
    """A share of a file, from and up to the beginning of a word."""

    start: int
    stop: int


def split_file(fd: int, size: int) -> list[Split]:
    """Return the file *fd*, from where it stands to its end, in shares of about *size* bytes.

    >>> with open("samples/reference.txt", "rb") as file:
    ...     split_file(file.fileno(), 16)
    [Split(start=0, stop=17), Split(start=17, stop=32)]
    """
    first, last = os.lseek(fd, 0, os.SEEK_CUR), os.lseek(fd, 0, os.SEEK_END)
    cuts = [first, *(_next_word(fd, at) for at in range(first + size, last, size)), last]
    return [Split(*cut) for cut in pairwise(cuts)]


def count_split(fd: int, bulk: Bulk, share: Split) -> Counted | None:
    """Return what is in *share*, or None where something in it cannot be read."""
    total = Counted(LineSegments())
    at = share.start
    while at < share.stop:
        data = os.pread(fd, min(CHUNK_SIZE, share.stop - at), at)
        whole = data if at + len(data) >= share.stop else data[: end_of_last_word(data)]
        found = bulk.count(whole) if whole else None
        if found is None:
            return None
        total = Counted(
            bulk.counter.join_lines(total.segments, found.segments),
            total.length.moved(found.length),
            total.size + found.size,
        )
        at += len(whole)
    return total


def _next_word(fd: int, offset: int) -> int:
    """Return where in the file *fd* the first word begins that does not begin before *offset*."""
    at = offset - 1
    while data := os.pread(fd, 4096, at):
        space = _SPACE.search(data)
        if space:
            return at + space.end()
        at += len(data)
    return at

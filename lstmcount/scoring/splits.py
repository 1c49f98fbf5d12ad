"""A file in splits that are counted apart, by several processes or machines, and joined.

The counts of all splits join with :meth:`PairCounter.join_lines` to what one reading of the whole
file gives, wherever it is cut, in the middle of a line too.
"""

import os
import re
from itertools import pairwise
from typing import NamedTuple

from ..machine.pair_counter import LineSegments
from ..text.chunks import read_chunks
from .bulk import Bulk, Counted

_SPACE = re.compile(rb"[ \n\t]|\r(?=[^\n])")  # as :func:`read_chunks` cuts


class Split(NamedTuple):
    """A byte range of a file, from and up to the beginning of a word."""

    start: int
    stop: int


def split_file(fd: int, size: int) -> list[Split]:
    """Return the file *fd*, from where it stands to its end, in splits of about *size* bytes.

    >>> with open("samples/reference.txt", "rb") as file:
    ...     split_file(file.fileno(), 16)
    [Split(start=0, stop=17), Split(start=17, stop=32)]
    """
    first, last = os.lseek(fd, 0, os.SEEK_CUR), os.lseek(fd, 0, os.SEEK_END)
    cuts = [first, *(_next_word(fd, at) for at in range(first + size, last, size)), last]
    return [Split(*cut) for cut in pairwise(cuts)]


def count_split(fd: int, bulk: Bulk, split: Split) -> Counted | None:
    """Return what is in *split*, or None where something in it cannot be read."""
    total = Counted(LineSegments())
    for chunk in read_chunks(_SplitReader(fd, split)):
        counted = bulk.count(chunk)
        if counted is None:
            return None
        total = Counted(
            bulk.counter.join_lines(total.segments, counted.segments),
            total.length.moved(counted.length),
            total.size + counted.size,
        )
    return total


class _SplitReader:
    """Reads a split without moving the position of the file, which other processes share."""

    def __init__(self, fd: int, split: Split) -> None:
        self._fd = fd
        self._at, self._stop = split

    def read(self, size: int) -> bytes:
        data = os.pread(self._fd, min(size, self._stop - self._at), self._at)
        self._at += len(data)
        return data


def _next_word(fd: int, offset: int) -> int:
    """Return where in the file *fd* the first word begins that does not begin before *offset*."""
    at = offset - 1
    while data := os.pread(fd, 4096, at):
        space = _SPACE.search(data)
        if space:
            return at + space.end()
        at += len(data)
    return at

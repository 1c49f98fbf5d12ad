"""The one reader of bytes: chunks that end between words, and the places where they begin.

White space separates words whatever is around it, so a chunk may end behind any white space, in
the middle of a line too. Lines are built on these chunks in :mod:`lstmcount.text.sources`.
"""

from codecs import BOM_UTF8
from collections.abc import Iterator
from typing import NamedTuple, Protocol

from ..errors import InputError
from .escaping import printable

CHUNK_SIZE = 1 << 19
"""How many bytes are read at once; what is computed of them fits a processor's second cache."""

MAX_WORD = 1 << 20
"""A chunk is longer than :data:`CHUNK_SIZE` only where nothing allows a cut; this is the limit."""


class Readable(Protocol):
    """What bytes are read from; ``read1``, where there is one, does not wait for *size* bytes."""

    def read(self, size: int, /) -> bytes:
        """Return the next bytes, at most *size*; none at the end."""


class Place(NamedTuple):
    """A place in a file, or how far one is from another."""

    line: int = 1
    column: int = 1  # in characters
    offset: int = 0  # in bytes, from the beginning of the line

    def moved(self, by: "Place") -> "Place":
        """Return the place that is as far from this one as *by* is from the beginning.

        >>> Place(7, 5, 4).moved(Place(1, 3, 2)), Place(7, 5, 4).moved(Place(2, 3, 2))
        (Place(line=7, column=7, offset=6), Place(line=8, column=3, offset=2))
        """
        if by.line == 1:
            return Place(self.line, self.column + by.column - 1, self.offset + by.offset)
        return Place(self.line + by.line - 1, by.column, by.offset)


BEGINNING = Place()


def place_after(data: bytes, line_ends: int) -> Place:
    r"""Return the place behind *data*, in which so many lines end.

    A byte order mark that *data* begins with is no character.

    >>> place_after("bad\ngood é".encode(), 1)
    Place(line=2, column=7, offset=7)
    """
    last = data[data.rfind(b"\n") + 1 :] if line_ends else data
    text = last if line_ends else last.removeprefix(BOM_UTF8)
    characters = len(text) if text.isascii() else len(text.decode("utf-8", "replace"))
    return Place(1 + line_ends, 1 + characters, len(last))


def read_chunks(stream: Readable, source: str, size: int = CHUNK_SIZE) -> Iterator[bytes]:
    r"""Yield all of *stream* in chunks of about *size* bytes, the last one as it ends.

    What can be had at once is not waited for. Raises :class:`InputError` where nothing allows a
    cut in 1 MiB.

    >>> import io
    >>> list(read_chunks(io.BytesIO(b"not good\nbad"), "memory", size=6))
    [b'not ', b'good\n', b'bad']
    """
    read = getattr(stream, "read1", stream.read)
    rest = b""
    while data := read(size):
        data = rest + data
        cut = end_of_last_word(data)
        if cut:
            yield data[:cut]
        rest = data[cut:]
        if len(rest) > MAX_WORD:
            raise InputError(f"{printable(source)}: no white space in 1 MiB; is this text?")
    if rest:
        yield rest


def end_of_last_word(data: bytes) -> int:
    r"""Return how many bytes of *data* come before a word that may go on; 0 if it is all one.

    Not behind a carriage return at the end: with a newline behind it, it is one end of a line.

    >>> end_of_last_word(b"not go"), end_of_last_word(b"good\r")
    (4, 0)
    """
    last = len(data) - 1
    return max(data.rfind(b"\r", 0, last), *map(data.rfind, (b" ", b"\n", b"\t"))) + 1

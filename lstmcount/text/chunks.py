"""The one reader of bytes: chunks that end between words, and the places where they begin.

White space separates words whatever is around it, so a chunk may end behind any white space, in
the middle of a line too. Lines are built on these chunks in :mod:`lstmcount.text.sources`.
"""

import re
from codecs import BOM_UTF8, getincrementaldecoder
from collections import deque
from collections.abc import Iterator
from typing import NamedTuple, Protocol

from .words import find_words, is_word

CHUNK_SIZE = 1 << 19
"""How many bytes are read at once; what is computed of them fits a processor's second cache."""

MAX_WORD = 1 << 20
"""A word of more bytes than this is read in several chunks. No lexicon knows it."""

_UNDECODED = re.compile("[\udc80-\udcff]")


class Readable(Protocol):
    """What bytes are read from; ``read1``, where there is one, does not wait for *size* bytes."""

    def read(self, size: int, /) -> bytes:
        """Return the next bytes, at most *size*; none at the end."""


class Chunk(NamedTuple):
    """Bytes that end between words, unless they end inside a word of over 1 MiB."""

    data: bytes
    in_word: bool = False  # it begins inside a word, whose beginning the chunk before it holds


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


def place_after(data: bytes, separator: bytes = b"\n", ends: int | None = None) -> Place:
    r"""Return the place behind *data*, where so many lines end with *separator*, if that is known.

    A byte order mark that *data* begins with is no character.

    >>> place_after("bad\ngood é".encode())
    Place(line=2, column=7, offset=7)
    """
    last = data[data.rfind(separator) + 1 :]
    text = last.removeprefix(BOM_UTF8) if len(last) == len(data) else last
    characters = len(text) if text.isascii() else len(text.decode("utf-8", "replace"))
    return Place(1 + (data.count(separator) if ends is None else ends), 1 + characters, len(last))


def read_chunks(stream: Readable, size: int = CHUNK_SIZE) -> Iterator[Chunk]:
    r"""Yield all of *stream* in chunks of about *size* bytes, the last one as it ends.

    What can be had at once is not waited for. Memory is constant, however long a word is.

    >>> import io
    >>> [chunk.data for chunk in read_chunks(io.BytesIO(b"not good\nbad"), size=6)]
    [b'not ', b'good\n', b'bad']
    """
    read = getattr(stream, "read1", stream.read)
    rest, in_word = b"", False
    while data := read(size):
        data = rest + data
        cut, cut_in_word = end_of_last_word(data), False
        if not cut and len(data) > MAX_WORD:
            cut, cut_in_word = _end_of_last_known_word(data)
        if cut:
            yield Chunk(data[:cut], in_word)
            in_word = cut_in_word
        rest = data[cut:]
    if rest:
        yield Chunk(rest, in_word)


def end_of_last_word(data: bytes) -> int:
    r"""Return how many bytes of *data* come before a word that may go on; 0 if it is all one.

    Not behind a carriage return at the end: with a newline behind it, it is one end of a line.

    >>> end_of_last_word(b"not go"), end_of_last_word(b"good\r")
    (4, 0)
    """
    last = len(data) - 1
    return max(data.rfind(b"\r", 0, last), *map(data.rfind, (b" ", b"\n", b"\t", b"\0"))) + 1


def _end_of_last_known_word(data: bytes) -> tuple[int, bool]:
    """Return where to cut *data*, which has no white space, and whether that is inside a word.

    The cut is before the last word, which may go on; inside it only if there is no other.
    """
    text = getincrementaldecoder("utf-8")("surrogateescape").decode(data)
    readable = _UNDECODED.sub("\ufffd", text)
    words = deque(find_words(readable), maxlen=1)
    start, end = words[0] if words else (len(text), 0)
    in_word = start == 0
    if in_word:
        letters = (k for k in range(end - 1, 0, -1) if is_word(readable[k]))
        start = next(letters, len(text))
    return len(text[:start].encode("utf-8", "surrogateescape")), in_word

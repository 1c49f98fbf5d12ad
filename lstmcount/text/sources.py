"""Texts and their places: arguments, and the lines of files and of standard input.

Lines end with a newline, or with NUL if so asked. One carriage return before a newline is dropped,
and so is a byte order mark at the start of a source. A bad byte or word is an :class:`InputError`
that names its place.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import IO, Literal, NamedTuple

from ..errors import InputError, ReadError
from .chunks import BEGINNING, Chunk, Place, place_after, read_chunks
from .encodings import not_utf8
from .escaping import printable
from .vocabulary import UnknownWordError, Vocabulary, Word

Errors = Literal["strict", "replace"]

STDIN = "<stdin>"


class UnreadableWordError(InputError):
    """A word outside the vocabulary, with its place and the way out."""


class TextChunk(NamedTuple):
    """A line, or as much of a long one as was read at once."""

    source: str
    line: int  # from 1
    column: int  # of its first character, from 1
    text: str
    separator: str = "\n"  # what lines end with
    ends_line: bool = True
    last_ready: bool = True  # no later line can be read to its end without waiting
    in_word: bool = False  # it begins inside a word, whose beginning the chunk before it holds

    def place(self, start: int) -> str:
        """Return the place of a character, *start* characters behind the first one."""
        before = self.text[:start]
        line, column = before.count(self.separator), start - before.rfind(self.separator)
        place = f"{self.line + line}:{column if line else self.column + start}"
        return f"{printable(self.source)}:{place}"


class Text(NamedTuple):
    """What is scored as one."""

    source: str
    line: int  # where it begins
    chunks: Iterable[TextChunk]  # read as they are asked for


def argument(text: str, number: int, errors: Errors = "strict") -> Text:
    """Return the *number*-th command-line argument as one text.

    Raises :class:`InputError` where it holds bytes that are not UTF-8.

    >>> argument("not good", 1).source
    '<argument 1>'
    """
    source = f"<argument {number}>"
    decoded = _decode(os.fsencode(text), source, BEGINNING, errors)
    return Text(source, 1, [TextChunk(source, 1, 1, decoded)])


def read_lines(
    stream: IO[bytes], source: str, errors: Errors = "strict", separator: bytes = b"\n"
) -> Iterator[TextChunk]:
    r"""Yield the lines of *stream*, long ones in several chunks, in constant memory.

    Lines end with *separator*. Raises :class:`InputError` at a byte that is not UTF-8.

    >>> import io
    >>> [line.text for line in read_lines(io.BytesIO(b"good\r\nnot"), "memory")]
    ['good', 'not']
    """
    place = BEGINNING
    for chunk in read_chunks(stream):
        yield from split_lines(chunk, source, place, errors, separator)
        place = place.moved(place_after(chunk.data, separator))


def split_lines(
    chunk: Chunk,
    source: str,
    place: Place = BEGINNING,
    errors: Errors = "strict",
    separator: bytes = b"\n",
) -> Iterator[TextChunk]:
    r"""Yield the lines of *chunk*, which begins at *place* of the source.

    Raises :class:`InputError` at a byte that is not UTF-8.

    >>> [(line.text, line.ends_line) for line in split_lines(Chunk(b"good\nnot "), "memory")]
    [('good', True), ('not ', False)]
    """
    *whole, rest = chunk.data.split(separator)
    in_word, end = chunk.in_word, separator.decode()
    for number, data in enumerate(whole, 1):
        line = data.removesuffix(b"\r") if separator == b"\n" else data
        text = _decode(line, source, place, errors)
        ready = number == len(whole)
        yield TextChunk(source, place.line, place.column, text, end, True, ready, in_word)
        place, in_word = Place(place.line + 1), False
    if rest:
        text = _decode(rest, source, place, errors)
        yield TextChunk(source, place.line, place.column, text, end, False, False, in_word)


def chunk_words(chunk: TextChunk, vocabulary: Vocabulary) -> list[Word]:
    """Return the words of *chunk*; raise :class:`UnreadableWordError` at an unknown one.

    >>> chunk_words(argument("not bed", 1).chunks[0], Vocabulary())
    Traceback (most recent call last):
    lstmcount.text.sources.UnreadableWordError: <argument 1>:1:5: unknown word 'bed'; --unknown uh \
reads such words as a filler, --unknown skip leaves them out
    """
    try:
        return list(vocabulary.words(chunk.text, skip_first=chunk.in_word))
    except UnknownWordError as error:
        raise UnreadableWordError(
            f"{chunk.place(error.start)}: unknown word '{printable(_shortened(error.word))}'; "
            "--unknown uh reads such words as a filler, --unknown skip leaves them out"
        ) from None


@contextmanager
def input_errors(source: str, hint: str = "") -> Iterator[None]:
    """Turn an :class:`OSError` met while opening or reading *source* into an :class:`InputError`.

    Where it was open already, into a :class:`ReadError`. A *hint* follows where there is no such
    file.

    >>> with input_errors("a.txt"), open("no/such/a.txt"):
    ...     pass
    Traceback (most recent call last):
    lstmcount.errors.InputError: a.txt: No such file or directory
    """
    try:
        yield
    except OSError as error:
        kind = ReadError if error.filename is None else InputError
        name = printable(source) or "the empty name ''"
        hint = hint if isinstance(error, FileNotFoundError) else ""
        raise kind(f"{name}: {error.strerror or error}{hint}") from None


def texts(chunks: Iterable[TextChunk], source: str, document: bool) -> Iterator[Text]:
    r"""Group the lines of *source* into texts: one a line, or all of them one document.

    The chunks of a text are to be asked for before the next text is.

    >>> import io
    >>> lines = read_lines(io.BytesIO(b"good\nbad\n"), "memory")
    >>> [[chunk.text for chunk in text.chunks] for text in texts(lines, "memory", False)]
    [['good'], ['bad']]
    """
    if document:
        yield Text(source, 1, chunks)
        return
    rest = iter(chunks)
    for chunk in rest:
        yield Text(source, chunk.line, _line(chunk, rest))


def _line(first: TextChunk, rest: Iterator[TextChunk]) -> Iterator[TextChunk]:
    """Yield the chunks of the line that begins with *first*; the last line may have no end."""
    yield first
    while not first.ends_line and (following := next(rest, None)):
        first = following
        yield first


def _decode(data: bytes, source: str, place: Place, errors: Errors) -> str:
    try:
        text = data.decode("utf-8", errors)
    except UnicodeDecodeError as error:
        byte = f"{printable(source)}:{place.line}: byte {place.offset + error.start + 1}"
        what = not_utf8(data, error.start, source, ", or read on with --errors replace")
        raise InputError(f"{byte} {what}") from None
    return text.removeprefix("\ufeff") if place == BEGINNING else text


def _shortened(word: str, width: int = 60) -> str:
    return word if len(word) <= width else word[: width - 1] + "…"

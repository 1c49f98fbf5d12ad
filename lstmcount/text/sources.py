"""Where texts come from: arguments, files and standard input, as lines with their places.

Bytes are split at ``\\n`` only, one ``\\r`` before it is dropped and a byte order mark at the start
of a source is stripped. A bad byte or word is an :class:`InputError` that names its place.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, Literal, NamedTuple

from ..errors import InputError, ReadError
from .chunks import BEGINNING, MAX_WORD, Place, end_of_last_word, too_long
from .escaping import printable
from .vocabulary import UnknownWordError, Vocabulary, Word

Errors = Literal["strict", "replace"]

STDIN = "<stdin>"
PIECE = 1 << 18
"""A longer line is read in pieces of this many bytes, cut at white space."""


@dataclass(frozen=True)
class Piece:
    """A line, or a part of a long one, cut where there is no word."""

    source: str
    line: int  # from 1
    column: int  # of its first character, from 1
    text: str
    ends_line: bool


class Text(NamedTuple):
    """What is scored as one."""

    source: str
    line: int  # where it begins
    pieces: Iterable[Piece]  # read as they are asked for


def argument(text: str, number: int, errors: Errors = "strict") -> Text:
    """Return the *number*-th command-line argument as one text.

    Raises :class:`InputError` where it holds bytes that are not UTF-8.

    >>> argument("not good", 1).source
    '<argument 1>'
    """
    source = f"<argument {number}>"
    decoded = _decode(os.fsencode(text), source, 1, 0, errors)
    return Text(source, 1, [Piece(source, 1, 1, decoded, True)])


def pieces(
    stream: IO[bytes], source: str, errors: Errors = "strict", place: Place = BEGINNING
) -> Iterator[Piece]:
    r"""Yield the lines of *stream*, long ones in pieces, in constant memory.

    The stream begins at *place* of the source. Raises :class:`InputError` at a byte that is not
    UTF-8 and at a word of over 1 MiB.

    >>> import io
    >>> [p.text for p in pieces(io.BytesIO(b"good\r\nnot"), "memory")]
    ['good', 'not']
    """
    line, column, offset = place
    for data, ends_line in _cut(stream):
        if len(data) > MAX_WORD:
            raise too_long(source)
        text = _decode(data, source, line, offset, errors)
        if (line, offset) == (1, 0):
            text = text.removeprefix("\ufeff")
        yield Piece(source, line, column, text, ends_line)
        if ends_line:
            line, column, offset = line + 1, 1, 0
        else:
            column, offset = column + len(text), offset + len(data)


def words(piece: Piece, vocabulary: Vocabulary) -> list[Word]:
    """Return the words of *piece*; raise :class:`InputError` with the place of an unknown one.

    >>> words(argument("not bed", 1).pieces[0], Vocabulary())
    Traceback (most recent call last):
    lstmcount.errors.InputError: <argument 1>:1:5: unknown word 'bed'; --unknown uh reads such \
words as a filler, --unknown skip leaves them out
    """
    try:
        return list(vocabulary.words(piece.text))
    except UnknownWordError as error:
        before = piece.text[: error.start]
        line = piece.line + before.count("\n")
        column = error.start - before.rfind("\n") if "\n" in before else piece.column + error.start
        raise InputError(
            f"{printable(piece.source)}:{line}:{column}: unknown word "
            f"'{printable(_shortened(error.word))}'; --unknown uh reads such words as a filler, "
            "--unknown skip leaves them out"
        ) from None


@contextmanager
def input_errors(source: str) -> Iterator[None]:
    """Turn an :class:`OSError` met while opening or reading *source* into an :class:`InputError`.

    Where it was open already, into a :class:`ReadError`.

    >>> with input_errors("a.txt"), open("no/such/a.txt"):
    ...     pass
    Traceback (most recent call last):
    lstmcount.errors.InputError: a.txt: No such file or directory
    """
    try:
        yield
    except OSError as error:
        kind = ReadError if error.filename is None else InputError
        raise kind(f"{printable(source)}: {error.strerror or error}") from None


def texts(found: Iterable[Piece], source: str, document: bool) -> Iterator[Text]:
    """Group what was *found* in *source* into texts: one a line, or all of it one document.

    The pieces of a text are to be asked for before the next text is.

    >>> import io
    >>> found = texts(pieces(io.BytesIO(b"good\\nbad\\n"), "memory"), "memory", False)
    >>> [[piece.text for piece in text.pieces] for text in found]
    [['good'], ['bad']]
    """
    if document:
        yield Text(source, 1, found)
        return
    rest = iter(found)
    for piece in rest:
        yield Text(source, piece.line, _line(piece, rest))


def _line(first: Piece, rest: Iterator[Piece]) -> Iterator[Piece]:
    """Yield the pieces of the line that begins with *first*."""
    yield first
    while not first.ends_line:
        first = next(rest)  # the last piece of a source ends a line
        yield first


def _cut(stream: IO[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Yield (bytes, whether they end a line)."""
    rest, in_line = b"", False
    while data := stream.readline(PIECE):
        data, rest, in_line = rest + data, b"", True
        space = end_of_last_word(data[:-1])  # the last byte may be the first half of CR LF
        if data.endswith(b"\n"):
            yield data[:-1].removesuffix(b"\r"), True
            in_line = False
        elif len(data) >= PIECE and (space or len(data) > MAX_WORD):
            yield data[: space or None], False
            rest = data[space:] if space else b""
        else:
            rest = data
    if in_line:
        yield rest, True


def _decode(data: bytes, source: str, line: int, offset: int, errors: Errors) -> str:
    try:
        return data.decode("utf-8", errors)
    except UnicodeDecodeError as error:
        raise InputError(
            f"{printable(source)}:{line}: byte {offset + error.start + 1} is not UTF-8; "
            "--errors replace reads on"
        ) from None


def _shortened(word: str, width: int = 60) -> str:
    return word if len(word) <= width else word[: width - 1] + "…"

"""What a command reads: arguments, or files and standard input, one after the other."""

import io
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from typing import IO, NamedTuple, TypeAlias

from ..errors import InputError
from ..text.chunks import CHUNK_SIZE
from ..text.encodings import shell_name
from ..text.escaping import printable
from ..text.sources import (
    STDIN,
    Text,
    UnreadableWordError,
    argument,
    input_errors,
    read_lines,
    texts,
)
from .output import report, writing
from .reading import ReadingOptions


class ArgumentSource(NamedTuple):
    """A text that was given as an argument."""

    text: str
    number: int  # from 1
    stream: None = None

    def texts(self, reading: ReadingOptions) -> Iterator[Text]:
        """Yield the one text that it is."""
        yield argument(self.text, self.number, reading.errors)


class StreamSource(NamedTuple):
    """A file, or standard input, while it is open."""

    name: str
    stream: IO[bytes]

    def texts(self, reading: ReadingOptions) -> Iterator[Text]:
        """Yield its lines, or all of it as one document."""
        lines = read_lines(self.stream, self.name, reading.errors, reading.separator)
        return texts(lines, self.name, reading.document)


Source: TypeAlias = ArgumentSource | StreamSource


def streams(
    names: Sequence[str], hint: Callable[[str], str] = lambda name: ""
) -> list[AbstractContextManager[StreamSource]]:
    """Return files as sources that are opened one by one; ``-`` is standard input.

    The *hint* for a name is added to the report that there is no such file.
    """
    return [_opened(name, hint(name)) for name in names]


def arguments_and_streams(
    given: Sequence[str], names: Sequence[str], hint: Callable[[str], str] = lambda name: ""
) -> list[AbstractContextManager[Source]]:
    """Return arguments, then files, as sources."""
    arguments = (nullcontext(ArgumentSource(text, n)) for n, text in enumerate(given, 1))
    return [*arguments, *streams(names, hint)]


class Failures:
    """Reports what is wrong with a source, so that the others are still read.

    *hint* is added to the report of an unknown word.
    """

    def __init__(self, hint: str = "") -> None:
        self.exit_code = 0
        self._hint = hint

    @contextmanager
    def reported(self) -> Iterator[None]:
        """Report an :class:`InputError` and go on behind the block."""
        try:
            yield
        except InputError as error:
            with writing():
                sys.stdout.flush()
            report(f"{error}{self._hint if isinstance(error, UnreadableWordError) else ''}")
            self.exit_code = max(self.exit_code, error.exit_code)


def stdin_is_terminal() -> bool:
    """Whether standard input is a person, who would have to be told to type."""
    return sys.stdin is not None and sys.stdin.isatty()


@contextmanager
def _opened(name: str, hint: str) -> Iterator[StreamSource]:
    source = STDIN if name == "-" else name
    with input_errors(source, hint), _open(name) as stream:
        if name != "-" and _holds_weights(stream):
            meant = f"--weights {shell_name(name)}"
            raise InputError(f"{printable(name)}: it holds weights; was {meant} meant?")
        yield StreamSource(source, stream)


def _holds_weights(stream: IO[bytes]) -> bool:
    """Whether a regular file begins as a weight file does, in any of their formats."""
    if not stream.seekable():
        return False
    start = stream.tell()
    head = stream.read(1 << 13)
    stream.seek(start)
    is_container = head.lstrip().startswith((b"{", b"PK\x03\x04")) or head[8:9] == b"{"
    return is_container and b"weight_ih" in head


def _open(name: str) -> AbstractContextManager[IO[bytes]]:
    """Open a file; standard input is there already, and stays open, for - may stand twice."""
    if name != "-":
        return open(name, "rb")
    if sys.stdin is None:
        raise InputError(f"{STDIN}: it is closed")
    binary = sys.stdin.buffer
    _widen_pipe(binary.fileno())
    os.set_blocking(binary.fileno(), True)  # "nothing yet" would look like the end
    return nullcontext(io.BufferedReader(binary) if isinstance(binary, io.RawIOBase) else binary)


def _widen_pipe(fd: int) -> None:
    """Let a pipe hold a whole chunk, where the system can; usually it holds an eighth."""
    with suppress(ImportError, AttributeError, OSError):
        import fcntl

        fcntl.fcntl(fd, fcntl.F_SETPIPE_SZ, CHUNK_SIZE)

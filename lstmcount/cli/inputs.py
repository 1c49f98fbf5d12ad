"""What a command reads: arguments, files and standard input, one after the other."""

import io
import os
import select
import stat
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from typing import IO, NamedTuple

import click

from ..errors import InputError
from ..text.chunks import CHUNK_SIZE
from ..text.sources import STDIN, Errors, Text, argument, input_errors, pieces, texts
from .output import report, writing


class Source(NamedTuple):
    """A source while it is open."""

    name: str
    stream: IO[bytes] | None  # None for an argument
    texts: Iterator[Text]  # to be read instead of the stream
    at_once: Callable[[], bool] = lambda: True  # whether more can be had without waiting


class Sources:
    """What a command reads, one source after the other; a bad one does not stop the others."""

    def __init__(
        self, arguments: Sequence[str], files: Sequence[str], document: bool, errors: Errors
    ) -> None:
        self._sources: list[AbstractContextManager[Source]] = [
            *(_argument(text, number, errors) for number, text in enumerate(arguments, 1)),
            *(_file(name, document, errors) for name in files),
        ]
        self.code = 0  # to leave with

    def __iter__(self) -> Iterator[AbstractContextManager[Source]]:
        return iter(self._sources)

    @contextmanager
    def reported(self) -> Iterator[None]:
        """Report an :class:`InputError` and go on behind it."""
        try:
            yield
        except InputError as error:
            with writing():
                sys.stdout.flush()
            report(str(error))
            self.code = max(self.code, error.exit_code)

    def finish(self, ctx: click.Context) -> None:
        """Leave with 2 if any source was bad, with 74 if the reading of one failed."""
        ctx.exit(self.code)


@contextmanager
def _argument(text: str, number: int, errors: Errors) -> Iterator[Source]:
    found = argument(text, number, errors)
    yield Source(found.source, None, iter([found]))


@contextmanager
def _file(name: str, document: bool, errors: Errors) -> Iterator[Source]:
    source = STDIN if name == "-" else name
    with input_errors(source), _open(name) as stream:
        found = texts(pieces(stream, source, errors), source, document)
        yield Source(source, stream, found, _at_once(stream))


def _at_once(stream: IO[bytes]) -> Callable[[], bool]:
    """Return what tells whether more of *stream* can be read without waiting."""
    if stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
        return lambda: True
    poll = select.poll()
    poll.register(stream, select.POLLIN)
    return lambda: bool(poll.poll(0))


def stdin_is_terminal() -> bool:
    """Whether standard input is a person, who would have to be told to type."""
    return sys.stdin is not None and sys.stdin.isatty()


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
    """Let a pipe hold a whole block, where the system can; usually it holds a quarter."""
    with suppress(ImportError, AttributeError, OSError):
        import fcntl

        fcntl.fcntl(fd, fcntl.F_SETPIPE_SZ, CHUNK_SIZE)

"""Options that several commands share."""

import io
import os
import select
import stat
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from typing import IO, TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

from ..blocks import BLOCK
from ..errors import InputError
from ..printable import printable
from ..sources import STDIN, Errors, Text, argument, located, pieces, texts
from ..vocabulary import Unknown, Vocabulary
from .hints import Choice
from .output import report, writing

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from ..lstm import LSTM

_Command = TypeVar("_Command", bound=Callable[..., Any])


def files(ctx: click.Context, param: click.Parameter, incomplete: str) -> list["CompletionItem"]:
    """Let the shell complete the name of a file."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(incomplete, type="file")]


DTYPES = ("float64", "float32", "float16")

document = click.option(
    "--document", is_flag=True, help="Take a whole file (or standard input) as one text."
)
unknown = click.option(
    "--unknown",
    type=Choice(["error", "uh", "skip"]),
    help="What a word outside the vocabulary is: an error; the filler uh; left out. "
    "Default: error; with --lexicon, uh.",
)
lexicon = click.option(
    "--lexicon",
    "lexicons",
    multiple=True,
    metavar="FILE",
    shell_complete=files,
    help="Map more words to the four: a word a line, a tab, then bad, good, not, uh or a number, "
    "by its sign. good=FILE, bad=FILE, not=FILE, uh=FILE: bare words. Later files win.",
)
errors = click.option(
    "--errors",
    type=Choice(["strict", "replace"]),
    default="strict",
    show_default=True,
    help="Bytes that are not UTF-8: an error; part of an unknown word.",
)
weights = click.option(
    "--weights",
    metavar="FILE",
    shell_complete=files,
    help="Run another LSTM, .npz or .json.",
)
dtype = click.option(
    "--dtype",
    type=Choice(DTYPES),
    default="float64",
    show_default=True,
    help="The arithmetic.",
)
color = click.option(
    "--color",
    type=Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="NO_COLOR, FORCE_COLOR and TERM=dumb are heeded too.",
)


def saving(*names: str, help: str) -> Callable[[_Command], _Command]:
    """Return an option that names a file to write."""
    return click.option(
        *names, shell_complete=files, metavar="FILE", callback=_name_of_file, help=help
    )


def _name_of_file(ctx: click.Context, option: click.Parameter, value: str | None) -> str | None:
    if value == "":
        raise click.BadParameter("a file has a name", ctx, option)
    return value


def reading(command: _Command) -> _Command:
    """Add the options of every command that reads texts."""
    for option in (color, dtype, weights, errors, unknown, lexicon, document):
        command = option(command)
    return command


def lstm_of(path: str | None, dtype: str = "float64") -> "LSTM":
    """Return the LSTM of a file, or the built-in one."""
    if path is None:
        from ..weights import counting_lstm

        return counting_lstm().astype(dtype)
    from ..weight_files import load_lstm

    with located(path):
        return load_lstm(path).astype(dtype)


def vocabulary_of(lexicons: Sequence[str], unknown: Unknown | None) -> Vocabulary:
    """Return the four words and those of *lexicons*; report what a lexicon holds in vain."""
    if not lexicons:
        return Vocabulary(unknown or "error")
    from ..lexicons import load_lexicon

    tokens: dict[str, int] = {}
    for name in lexicons:
        lexicon = load_lexicon(name)
        tokens |= lexicon.tokens
        if lexicon.left_out:
            entries = "1 entry" if lexicon.left_out == 1 else f"{lexicon.left_out} entries"
            report(f"{printable(name)}: left out {entries} of several words or of none")
    return Vocabulary(unknown or "uh", tokens)


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
    with located(source), _open(name) as stream:
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
    _widen_pipe(sys.stdin.fileno())
    os.set_blocking(sys.stdin.fileno(), True)  # "nothing yet" would look like the end
    binary = sys.stdin.buffer
    return nullcontext(io.BufferedReader(binary) if isinstance(binary, io.RawIOBase) else binary)


def _widen_pipe(fd: int) -> None:
    """Let a pipe hold a whole block, where the system can; usually it holds a quarter."""
    with suppress(ImportError, AttributeError, OSError):
        import fcntl

        fcntl.fcntl(fd, fcntl.F_SETPIPE_SZ, BLOCK)

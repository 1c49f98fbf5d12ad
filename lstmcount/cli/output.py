"""Standard output and standard error, robust to closed, full and unbuffered streams."""

import io
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import IO, TYPE_CHECKING, Literal, cast

from ..errors import LstmcountError
from ..exit_codes import ExitCode
from ..text.escaping import printable

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

Color = Literal["auto", "always", "never"]

WIDEST = 10_000
"""Rows are padded to the width: to one of a billion columns, for ever."""


class OutputError(LstmcountError):
    """Output could not be written."""

    exit_code = ExitCode.IO_ERROR


def prepare() -> None:
    """Make standard output buffered UTF-8, whatever the environment says of it.

    With ``PYTHONUNBUFFERED`` a large write to a full disk is cut without an error. Raises
    :class:`OutputError` where standard output is closed.
    """
    if sys.stderr is None:
        sys.stderr = open(  # noqa: SIM115
            os.devnull, "w", encoding="utf-8", errors="backslashreplace"
        )
    if sys.stdout is None:
        raise OutputError("standard output is closed")
    stream = cast(io.TextIOWrapper, sys.stdout)
    if isinstance(stream.buffer, io.RawIOBase):
        stream = io.TextIOWrapper(io.BufferedWriter(stream.buffer))
    stream.reconfigure(
        encoding="utf-8",
        errors="backslashreplace",
        newline="\n",
        line_buffering=stream.isatty(),
        write_through=False,
    )
    sys.stdout = stream


def discard_stream(descriptor: int = 1) -> None:
    """Drop what standard output, or error, still holds, so that nothing fails again on leaving."""
    devnull = os.open(os.devnull, os.O_WRONLY)
    os.dup2(devnull, descriptor)


@contextmanager
def writing(name: str = "standard output") -> Iterator[None]:
    """Turn an :class:`OSError` met while writing to *name* into an :class:`OutputError`."""
    try:
        yield
    except OSError as error:
        raise OutputError(f"{name}: {error.strerror or error}") from None


def write_lines(lines: Iterable[str], flush_each: bool = False) -> None:
    """Write *lines* to standard output; a pipe gets many at a time, or each at once if so asked."""
    with writing():
        for line in lines:
            sys.stdout.write(line)
            if flush_each:
                sys.stdout.flush()
        sys.stdout.flush()


def json_line(value: Mapping[str, object]) -> str:
    """Return *value* as one line of JSON in ASCII, which holds no control character."""
    import json

    return json.dumps(value, allow_nan=False) + "\n"


def csv_lines(rows: Iterable[Iterable[object]]) -> str:
    r"""Return *rows* as lines of CSV, with texts escaped as on a terminal.

    >>> csv_lines([("a", None, 0.5), ("not bad, he said", 2, "two\nlines")])
    'a,,0.5\n"not bad, he said",2,two\\nlines\n'
    """
    return "".join([",".join(map(_csv_field, row)) + "\n" for row in rows])


def _csv_field(value: object) -> str:
    if not isinstance(value, str):
        return "" if value is None else str(value)
    text = value if value.isprintable() else printable(value)  # which has no end of a line
    return '"' + text.replace('"', '""') + '"' if "," in text or '"' in text else text


def write_file(path: str, data: bytes) -> None:
    """Write a whole file or none; ``-`` is standard output."""
    from pathlib import Path

    from ..atomic import replace_file

    with writing("standard output" if path == "-" else printable(path)):
        if path == "-":
            sys.stdout.flush()
            sys.stdout.buffer.write(data)
            sys.stdout.flush()
        else:
            replace_file(Path(path), data)


def report(message: str) -> None:
    """Say what went wrong, in one line on standard error."""
    write_stderr(f"lstmcount: {message}")


def write_stderr(text: str) -> None:
    """Write *text* and a line's end to standard error, if that can be written to."""
    try:
        sys.stderr.write(text + "\n")
        sys.stderr.flush()
    except OSError:
        discard_stream(2)  # there is nowhere left to say it


def print_rich(renderables: Iterable["RenderableType"], color: Color) -> None:
    """Print *renderables* one by one."""
    screen = console(color)
    for renderable in renderables:
        with writing():
            screen.print(renderable)
            sys.stdout.flush()


def width(stream: IO[str] | None = None) -> int:
    """Return how many columns *stream* has: COLUMNS, else its terminal's, else 80.

    It is standard output if not given.
    """
    with suppress(KeyError, ValueError):
        if (columns := int(os.environ["COLUMNS"])) > 0:
            return min(columns, WIDEST)
    with suppress(OSError, ValueError):  # no terminal; no descriptor
        return os.get_terminal_size((stream or sys.stdout).fileno()).columns or 80
    return 80


def console(color: Color) -> "Console":
    """Return a console on standard output; the environment chooses colour, and nothing else."""
    from rich.console import Console

    return Console(
        file=sys.stdout,
        width=width(),
        force_terminal=True,
        color_system="256" if _colored(color) else None,
        no_color=not _colored(color),
        highlight=False,
        legacy_windows=False,
        _environ={},
    )


def _colored(color: Color) -> bool:
    if color != "auto":
        return color == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") not in ("", "0"):
        return True
    return os.environ.get("TERM") != "dumb" and sys.stdout.isatty()

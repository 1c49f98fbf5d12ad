"""The manual page, in roff, from the same texts as ``--help``.

    python -m lstmcount.cli.manual > lstmcount/cli/lstmcount.1

writes it anew after a change to the commands; a wheel installs that file as ``man lstmcount``.
"""

import re
import sys
from collections.abc import Iterator
from inspect import cleandoc

import click

from .. import __version__
from ..exit_codes import ExitCode
from .main import COMMANDS, cli

ENVIRONMENT = {
    "NO_COLOR": "Any value takes colour off the output, unless --color always is given.",
    "FORCE_COLOR": "A value other than 0 puts colour on tables that go to no terminal, too.",
    "TERM": "dumb takes colour off.",
    "COLUMNS": "How wide tables are. Default: as the terminal, else 80.",
}


def manual() -> str:
    r"""Return the page.

    >>> manual().splitlines()[1:3]
    ['.SH NAME', 'lstmcount \\- count sentiment with an LSTM whose weights are set by hand']
    """
    return "\n".join(_page()) + "\n"


def _page() -> Iterator[str]:
    context = _context(cli, "lstmcount")
    yield f'.TH LSTMCOUNT 1 "" "lstmcount {__version__}" "User Commands"'
    what = cli.get_short_help_str(200).rstrip(".")
    yield from (".SH NAME", rf"lstmcount \- {_roff(what[0].lower() + what[1:])}")
    yield from (".SH SYNOPSIS", _synopsis(context))
    yield from (".SH DESCRIPTION", *_paragraphs(context.command))
    yield from (".SH OPTIONS", *_options(context))
    yield ".SH COMMANDS"
    for name in COMMANDS:
        command = cli.get_command(context, name)
        assert command
        own = _context(command, name, context)
        yield from (f".SS {name}", _synopsis(own), *_paragraphs(command), *_options(own))
    yield from (".SH EXIT STATUS", *_entries({str(int(code)): code.meaning for code in ExitCode}))
    yield from (".SH ENVIRONMENT", *_entries(ENVIRONMENT))


def _context(
    command: click.Command, name: str, parent: click.Context | None = None
) -> click.Context:
    return click.Context(command, parent, name, help_option_names=["-h", "--help"])


def _synopsis(context: click.Context) -> str:
    pieces = " ".join(context.command.collect_usage_pieces(context))
    return rf"\fB{_roff(context.command_path)}\fR {_roff(pieces)}"


def _paragraphs(command: click.Command) -> Iterator[str]:
    for paragraph in cleandoc(command.help or "").split("\n\n"):
        yield ".PP"
        if paragraph.startswith("\b\n"):  # Click's mark of lines that stay as they are
            _, title, *lines = paragraph.split("\n")
            yield from (_roff(title), ".EX", *map(_roff, lines), ".EE")
        else:
            yield _roff(" ".join(paragraph.split()))


def _options(context: click.Context) -> Iterator[str]:
    options = (p for p in context.command.get_params(context) if isinstance(p, click.Option))
    records = (option.get_help_record(context) for option in options)
    return _entries(dict(record for record in records if record))


def _entries(entries: dict[str, str]) -> Iterator[str]:
    for name, text in entries.items():
        yield from (".TP", rf"\fB{_roff(name)}\fR", _roff(" ".join(text.split())))


def _roff(text: str) -> str:
    r"""Return *text* so that roff prints it as it is, and terminals can copy it.

    >>> print(_roff("-o 'a\\b'"))
    \-o \(aqa\eb\(aq
    """
    signs = {"\\": r"\e", "-": r"\-", "'": r"\(aq", "`": r"\(ga", "^": r"\(ha", "~": r"\(ti"}
    return re.sub(r"^\.", r"\\&.", "".join(signs.get(sign, sign) for sign in text))


if __name__ == "__main__":
    sys.stdout.buffer.write(manual().encode())

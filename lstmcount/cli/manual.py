"""The manual page, in roff, from the same texts as ``--help``.

    python -m lstmcount.cli.manual > lstmcount/cli/lstmcount.1

writes it anew after a change to the commands; a wheel installs that file as ``man lstmcount``.
"""

import sys
from collections.abc import Iterator
from inspect import cleandoc

import click

from .. import __version__
from ..exit_codes import ExitCode
from .main import COMMANDS, cli
from .roff import markdown_to_roff, roff
from .topic_pages import TOPICS, topic_text

ENVIRONMENT = {
    "NO_COLOR": "Any value takes colour off the output, unless --color always is given.",
    "FORCE_COLOR": "A value other than 0 puts colour on tables that go to no terminal, too.",
    "TERM": "dumb takes colour off.",
    "COLUMNS": "How wide tables are. Default: as the terminal, else 80.",
}
FILES = {
    "*.npz, *.json, *.safetensors, *.pt, *.pth": "Weights of an LSTM. See WEIGHT FILES below.",
    "*.tsv": "Lexicons, whatever their suffix. See LEXICONS below.",
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
    yield from (".SH NAME", rf"lstmcount \- {roff(what[0].lower() + what[1:])}")
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
    yield from (".SH FILES", *_entries(FILES))
    for name in TOPICS:
        yield from markdown_to_roff(topic_text(name))
    yield from (".SH SEE ALSO", ".BR wc (1),", ".BR iconv (1)")


def _context(
    command: click.Command, name: str, parent: click.Context | None = None
) -> click.Context:
    return click.Context(command, parent, name, help_option_names=["-h", "--help"])


def _synopsis(context: click.Context) -> str:
    pieces = " ".join(context.command.collect_usage_pieces(context))
    return rf"\fB{roff(context.command_path)}\fR {roff(pieces)}"


def _paragraphs(command: click.Command) -> Iterator[str]:
    for paragraph in cleandoc(command.help or "").split("\n\n"):
        yield ".PP"
        if paragraph.startswith("\b\n"):  # Click's mark of lines that stay as they are
            _, title, *lines = paragraph.split("\n")
            yield from (roff(title), ".EX", *map(roff, lines), ".EE")
        else:
            yield roff(" ".join(paragraph.split()))


def _options(context: click.Context) -> Iterator[str]:
    options = (p for p in context.command.get_params(context) if isinstance(p, click.Option))
    records = (option.get_help_record(context) for option in options)
    return _entries(dict(record for record in records if record))


def _entries(entries: dict[str, str]) -> Iterator[str]:
    for name, text in entries.items():
        yield from (".TP", rf"\fB{roff(name)}\fR", roff(" ".join(text.split())))


if __name__ == "__main__":
    sys.stdout.buffer.write(manual().encode())

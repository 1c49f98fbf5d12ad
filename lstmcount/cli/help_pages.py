"""Help that fits a terminal of 40 columns, with options in groups; and pages on topics."""

import sys
from typing import Any

import click

from .output import print_rich, width, write_lines
from .topic_pages import topic_text

_GROUPS = {
    "Input": ("files", "arguments", "null", "document", "errors"),
    "Reading": ("lexicons", "unknown", "weights", "dtype"),
}
"""The options of a command that reads texts, by their parameters' names; the rest is output."""


def help_width() -> int:
    """Return the width of help: Click would ask ``shutil``, as :func:`.output.width` must not."""
    return max(38, min(80, width()) - 2)


class _Formatter(click.HelpFormatter):
    def write_dl(self, rows: Any, col_max: int = 30, col_spacing: int = 2) -> None:
        """Leave most of a narrow page to what the options mean."""
        super().write_dl(rows, min(col_max, self.width * 2 // 5), col_spacing)


class ReadingCommand(click.Command):
    """A command that reads texts; its help lists the options in groups."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options group by group."""
        records: dict[str, list[tuple[str, str]]] = {}  # several options may give one parameter
        for option in self.get_params(ctx):
            if isinstance(option, click.Option) and (record := option.get_help_record(ctx)):
                records.setdefault(option.name or "", []).append(record)
        grouped = [name for names in _GROUPS.values() for name in names]
        groups = _GROUPS | {"Output": tuple(name for name in records if name not in grouped)}
        for title, names in groups.items():
            with formatter.section(title):
                formatter.write_dl([record for name in names for record in records.get(name, [])])


class Context(click.Context):
    """A context whose help is formatted so."""

    formatter_class = _Formatter


def print_topic(name: str) -> None:
    """Print the page of a topic: formatted on a terminal, as it was written elsewhere."""
    text = topic_text(name)
    if not sys.stdout.isatty():
        write_lines([text])
        return
    from rich.markdown import Markdown

    print_rich([Markdown(text, hyperlinks=False)], "auto")

"""Help that fits a terminal of 40 columns; Click's takes 50, and cuts what commands do."""

from typing import Any

import click

from .output import width


def help_width() -> int:
    """Return the width of help: Click would ask ``shutil``, as :func:`.output.width` must not."""
    return max(38, min(80, width()) - 2)


class _Formatter(click.HelpFormatter):
    def write_dl(self, rows: Any, col_max: int = 30, col_spacing: int = 2) -> None:
        """Leave most of a narrow page to what the options mean."""
        super().write_dl(rows, min(col_max, self.width * 2 // 5), col_spacing)


class Context(click.Context):
    """A context whose help is formatted so."""

    formatter_class = _Formatter

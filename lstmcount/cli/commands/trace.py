"""``lstmcount trace``: its options. What it does is in :mod:`.trace_run`."""

from typing import Any

import click

from .. import inputs, options
from ..suggestions import Choice


@click.command()
@click.argument("file", nargs=-1, shell_complete=options.files)
@click.option("-t", "--text", "arguments", multiple=True, help="Trace TEXT.")
@click.option(
    "--format",
    "format_",
    type=Choice(["table", "json", "csv"]),
    default="table",
    show_default=True,
)
@click.option("--values", is_flag=True, help="Show the numbers, unit by unit.")
@options.saving("--svg", help="Save a picture.")
@options.saving("--html", help="Save a page.")
@options.reading
@click.pass_context
def trace(ctx: click.Context, /, **given: Any) -> None:
    """Show every step of the LSTM on each text.

    The texts are the lines of each FILE, else of standard input, or are given with --text.

    \b
    Examples:
      lstmcount trace --text "not bad"
      lstmcount trace samples/reference.txt --svg trace.svg
    """
    if not (given["file"] or given["arguments"]) and inputs.stdin_is_terminal():
        raise click.exceptions.NoArgsIsHelpError(ctx)
    from .trace_run import run

    run(ctx, **given)

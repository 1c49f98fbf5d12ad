"""``lstmcount score``: its options. What it does is in :mod:`.score_run`."""

from typing import Any

import click

from .. import inputs, options
from ..suggestions import Choice


@click.command()
@click.argument("text", nargs=-1)
@click.option(
    "-f",
    "--file",
    "files",
    multiple=True,
    metavar="FILE",
    shell_complete=options.files,
    help="Read FILE; - is standard input.",
)
@click.option("--total", is_flag=True, help="Print only the sum.")
@click.option(
    "--format",
    "format_",
    type=Choice(["table", "plain", "json", "csv"]),
    help="Default: table on a terminal, else plain, one integer a line.",
)
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="Worker processes for a large file.  [default: what is fastest]",
)
@click.option(
    "--progress/--no-progress",
    default=None,
    help="A bar on standard error.  [default: on a terminal, for long work]",
)
@options.reading
@click.pass_context
def score(ctx: click.Context, /, **given: Any) -> None:
    """Score each TEXT, else each line of files or of standard input.

    \b
    Examples:
      lstmcount score "uh good good not not bad bad uh"
      lstmcount score --total --file reviews.txt --unknown uh
    """
    if given["text"] and (given["files"] or given["document"]):
        raise click.UsageError("a TEXT and --file or --document cannot be given together")
    if not (given["text"] or given["files"]) and inputs.stdin_is_terminal():
        raise click.exceptions.NoArgsIsHelpError(ctx)
    from .score_run import run

    run(ctx, **given)

"""``lstmcount machine``."""

import click

from ...exit_codes import ExitCode
from .. import options
from ..output import Color, json_line, print_rich, width, write_lines
from ..reading import lstm_of
from ..suggestions import Choice


@click.command()
@click.argument("weights", required=False, shell_complete=options.files)
@click.option("--minimal", is_flag=True, help="Join the states that no text can tell apart.")
@click.option(
    "--format",
    "format_",
    type=Choice(["table", "dot", "mermaid", "json"]),
    default="table",
    show_default=True,
)
@options.dtype
@options.color
def machine(weights: str | None, minimal: bool, format_: str, dtype: str, color: Color) -> int:
    """Show the counter machine that an LSTM is.

    Without WEIGHTS, the built-in one. Where there is no such machine it says why, with exit
    code 3.

    \b
    Examples:
      lstmcount machine --minimal
      lstmcount machine --format dot | dot -Tsvg > machine.svg
    """
    from ...machine.extraction import extract
    from ...render import diagrams

    counter_machine = extract(lstm_of(weights, dtype)).machine
    if minimal:
        counter_machine = counter_machine.minimal()
    names = diagrams.state_names(counter_machine)
    if format_ == "table":
        from ...render.machine_tables import machine_tables

        print_rich(machine_tables(counter_machine, names, width()), color)
    elif format_ == "json":
        write_lines([json_line(diagrams.as_dict(counter_machine, names))])
    else:
        draw = diagrams.dot if format_ == "dot" else diagrams.mermaid
        write_lines([draw(counter_machine, names) + "\n"])
    return ExitCode.OK

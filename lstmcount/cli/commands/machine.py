"""``lstmcount machine``."""

from typing import TYPE_CHECKING

import click

from ...exit_codes import ExitCode
from .. import options
from ..output import Color, json_line, print_rich, width, write_lines
from ..reading import lstm_of
from ..suggestions import Choice

if TYPE_CHECKING:
    from ...machine.approximation import Approximation
    from ...machine.counter_machine import CounterMachine
    from ...nn.lstm import LSTM


@click.command()
@click.argument("weights", required=False, shell_complete=options.files)
@click.option("--minimal", is_flag=True, help="Join the states that no text can tell apart.")
@click.option(
    "--approximate",
    "distance",
    type=click.FloatRange(0, 2, min_open=True),
    metavar="DISTANCE",
    help="Join states that lie within DISTANCE of each other in h and tanh(c); try 0.3.",
)
@click.option(
    "--format",
    "format_",
    type=Choice(["table", "dot", "mermaid", "json"]),
    default="table",
    show_default=True,
)
@options.dtype
@options.color
def machine(
    weights: str | None,
    minimal: bool,
    distance: float | None,
    format_: str,
    dtype: str,
    color: Color,
) -> int:
    """Show the counter machine that an LSTM is.

    Without WEIGHTS, the built-in one. Where there is no such machine it says why, with exit
    code 3; an LSTM that was trained is one only nearly, and --approximate shows which.

    \b
    Examples:
      lstmcount machine --minimal
      lstmcount machine --format dot | dot -Tsvg > machine.svg
      lstmcount machine mine.pt --approximate 0.3 --minimal
    """
    from ...render import approximation_notes, diagrams

    counter_machine, approximation = _found(lstm_of(weights, dtype), distance)
    if minimal:
        counter_machine = counter_machine.minimal()
    names = diagrams.state_names(counter_machine)
    notes = approximation_notes.notes(approximation) if approximation else []
    if format_ == "table":
        from ...render.machine_tables import machine_tables

        print_rich(machine_tables(counter_machine, names, width(), notes), color)
    elif format_ == "json":
        record = diagrams.as_dict(counter_machine, names)
        if approximation:
            record["approximate"] = approximation_notes.as_dict(approximation)
        write_lines([json_line(record)])
    else:
        draw = diagrams.dot if format_ == "dot" else diagrams.mermaid
        write_lines([draw(counter_machine, names, notes) + "\n"])
    return ExitCode.OK


def _found(lstm: "LSTM", distance: float | None) -> "tuple[CounterMachine, Approximation | None]":
    """Return the machine that *lstm* is, or that it nearly is."""
    from ...machine.approximation import approximate
    from ...machine.extraction import NoMachineError, extract

    if distance is not None:
        approximation = approximate(lstm, distance)
        return approximation.machine, approximation
    try:
        return extract(lstm).machine, None
    except NoMachineError as error:
        hint = "--approximate 0.3 shows the machine that it nearly is"
        raise NoMachineError(f"{error}; {hint}") from None

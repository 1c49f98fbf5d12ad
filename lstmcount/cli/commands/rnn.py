"""``lstmcount rnn``: its options. What it does is in :mod:`.rnn_run`."""

import math
from typing import Any

import click

from ...defaults import C_0, MAX_SIZE
from .. import options
from ..suggestions import Choice

INPUTS, HIDDEN, STEPS = 3, 4, 10
MAX_STEPS = 100_000


def _finite(ctx: click.Context, param: click.Parameter, value: float) -> float:
    if not math.isfinite(value):
        raise click.BadParameter("expected a finite number", ctx, param)
    return value


@click.command()
@click.argument("rnn_weights", required=False, shell_complete=options.files)
@click.option(
    "--inputs",
    type=click.IntRange(1, MAX_SIZE),
    metavar="V",
    help=f"Draw an RNN of V inputs.  [default: {INPUTS}]",
)
@click.option(
    "--hidden",
    type=click.IntRange(1, MAX_SIZE),
    metavar="H",
    help=f"Draw an RNN of H hidden units.  [default: {HIDDEN}]",
)
@click.option(
    "--steps",
    type=click.IntRange(1, MAX_STEPS),
    metavar="T",
    default=STEPS,
    show_default=True,
    help="How many steps to run.",
)
@click.option(
    "--seed",
    type=click.IntRange(min=0),
    metavar="S",
    default=0,
    show_default=True,
    help="Another seed draws other weights and other inputs.",
)
@click.option(
    "--c0",
    type=click.FloatRange(min=0),
    metavar="C",
    callback=_finite,
    default=C_0,
    show_default=True,
    help="Where every cell of the LSTM starts.",
)
@click.option(
    "--format", "format_", type=Choice(["table", "json"]), default="table", show_default=True
)
@options.saving(
    "-o",
    "--output",
    help="Write the LSTM, its c_0 included, to FILE, .npz or .json, and show nothing.",
)
@options.color
def rnn(**given: Any) -> None:
    """Show a sigmoid RNN inside an LSTM, and how far they are apart.

    RNN_WEIGHTS, .npz or .json, has the names of torch.nn.RNN and is run with σ. Without it, the
    weights are drawn from the normal distribution. The inputs are one-hot, and always drawn.

    \b
    Examples:
      lstmcount rnn --c0 0
      lstmcount rnn --hidden 32 --seed 7 -o lstm.npz
    """
    if given["rnn_weights"] and (given["inputs"] or given["hidden"]):
        raise click.UsageError("RNN_WEIGHTS and --inputs or --hidden cannot be given together")
    given["inputs"], given["hidden"] = given["inputs"] or INPUTS, given["hidden"] or HIDDEN
    from .rnn_run import run

    run(**given)

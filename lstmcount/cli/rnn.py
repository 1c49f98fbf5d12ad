"""``lstmcount rnn``."""

import math

import click
import numpy as np

from ..gaps import Comparison, compare
from ..printable import printable
from ..simple_rnn import C_0, MAX_SIZE, SimpleRNN, containing_lstm, random_rnn
from ..sources import located
from . import options
from .output import Color, json_line, show, width, write_lines, writing

INPUTS, HIDDEN, STEPS = 3, 4, 10
MAX_STEPS = 100_000


def _finite(ctx: click.Context, param: click.Parameter, value: float) -> float:
    if not math.isfinite(value):
        raise click.BadParameter("expected a finite number", ctx, param)
    return value


@click.command()
@click.argument("rnn_weights", required=False)
@click.option(
    "--inputs",
    type=click.IntRange(1, MAX_SIZE),
    metavar="V",
    show_default=str(INPUTS),
    help="Draw an RNN of V inputs.",
)
@click.option(
    "--hidden",
    type=click.IntRange(1, MAX_SIZE),
    metavar="H",
    show_default=str(HIDDEN),
    help="Draw an RNN of H hidden units.",
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
    "--format", "format_", type=click.Choice(["table", "json"]), default="table", show_default=True
)
@options.saving("-o", "--output", help="Write the LSTM, its c_0 included, to FILE, .npz or .json.")
@options.color
def rnn(
    rnn_weights: str | None,
    inputs: int | None,
    hidden: int | None,
    steps: int,
    seed: int,
    c0: float,
    format_: str,
    output: str | None,
    color: Color,
) -> None:
    """Show a sigmoid RNN inside an LSTM, step by step, and how far the two are apart.

    RNN_WEIGHTS, .npz or .json, has the names of torch.nn.RNN and is run with σ. Without it, the
    weights are drawn from the normal distribution. The inputs are one-hot, and always drawn.

    \b
    Examples:
      lstmcount rnn --c0 0
      lstmcount rnn --hidden 32 --seed 7 -o lstm.npz
    """
    if rnn_weights and (inputs or hidden):
        raise click.UsageError("RNN_WEIGHTS and --inputs or --hidden cannot be given together")
    rng = np.random.default_rng(seed)
    layer = _rnn_of(rnn_weights, rng, inputs or INPUTS, hidden or HIDDEN)
    if output:
        _write(layer, c0, output)
        return
    found = compare(layer, rng.integers(0, layer.input_size, steps).tolist(), c0)
    if format_ == "json":
        write_lines([json_line(_plain(found))])
    else:
        from ..gap_tables import gap_page

        show(gap_page(layer, found, width()), color)


def _rnn_of(path: str | None, rng: np.random.Generator, inputs: int, hidden: int) -> SimpleRNN:
    if path is None:
        return random_rnn(rng, inputs, hidden)
    from ..weight_files import load_rnn

    with located(path):
        return load_rnn(path)


def _write(layer: SimpleRNN, c0: float, output: str) -> None:
    from ..weight_files import save_lstm

    with writing(printable(output)):
        save_lstm(containing_lstm(layer, c0), output)


def _plain(found: Comparison) -> dict[str, object]:
    trace = [
        {"rnn": rnn.tolist(), "lstm": lstm.tolist(), "gap": gap, "bound": bound}
        for rnn, lstm, gap, bound in found.trace
    ]
    return {
        "c0": found.largest.c_0,
        "steps": len(trace),
        "max_gap": found.largest.max_gap,
        "max_bound": found.largest.max_bound,
        "trace": trace,
        "sweep": [{"c0": one.c_0, "max_gap": one.max_gap} for one in found.sweep],
    }

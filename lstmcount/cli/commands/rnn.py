"""``lstmcount rnn``."""

import math
from typing import TYPE_CHECKING

import click

from ...defaults import C_0, MAX_SIZE
from ...exit_codes import ExitCode
from ...text.escaping import printable
from ...text.sources import input_errors
from .. import options
from ..output import Color, json_line, print_rich, width, write_lines, writing
from ..suggestions import Choice

if TYPE_CHECKING:
    import numpy as np

    from ...nn.rnn import SimpleRNN
    from ...nn.rnn_gap import Comparison

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
    help="Write the LSTM, its c_0 included, to FILE, .npz, .json or .safetensors, and show "
    "nothing, whatever the format.",
)
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
) -> int:
    """Show a sigmoid RNN inside an LSTM, and how far they are apart.

    RNN_WEIGHTS, a weight file, has the names of torch.nn.RNN and is run with σ. Without it, the
    weights are drawn from the normal distribution. The inputs are one-hot, and always drawn.

    \b
    Examples:
      lstmcount rnn --c0 0
      lstmcount rnn --hidden 32 --seed 7 -o lstm.npz
    """
    if rnn_weights and (inputs or hidden):
        raise click.UsageError("RNN_WEIGHTS and --inputs or --hidden cannot be given together")
    import numpy as np

    rng = np.random.default_rng(seed)
    layer = _rnn_of(rnn_weights, rng, inputs or INPUTS, hidden or HIDDEN)
    if output:
        _write(layer, c0, output)
        return ExitCode.OK
    from ...nn.rnn_gap import compare

    comparison = compare(layer, rng.integers(0, layer.input_size, steps).tolist(), c0)
    if format_ == "json":
        write_lines([json_line(_plain(comparison))])
    else:
        from ...render.gap_tables import gap_page

        print_rich(gap_page(layer, comparison, width()), color)
    return ExitCode.OK


def _rnn_of(path: str | None, rng: "np.random.Generator", inputs: int, hidden: int) -> "SimpleRNN":
    if path is None:
        from ...nn.rnn import random_rnn

        return random_rnn(rng, inputs, hidden)
    from ...nn.weight_files import load_rnn

    with input_errors(path):
        return load_rnn(path)


def _write(layer: "SimpleRNN", c0: float, output: str) -> None:
    from ...nn.rnn import containing_lstm
    from ...nn.weight_files import save_lstm

    with writing(printable(output)):
        save_lstm(containing_lstm(layer, c0), output)


def _plain(comparison: "Comparison") -> dict[str, object]:
    trace = [
        {"rnn": rnn.tolist(), "lstm": lstm.tolist(), "gap": gap, "bound": bound}
        for rnn, lstm, gap, bound in comparison.trace
    ]
    return {
        "c0": comparison.largest.c_0,
        "steps": len(trace),
        "max_gap": comparison.largest.max_gap,
        "max_bound": comparison.largest.max_bound,
        "trace": trace,
        "sweep": [{"c0": one.c_0, "max_gap": one.max_gap} for one in comparison.sweep],
    }

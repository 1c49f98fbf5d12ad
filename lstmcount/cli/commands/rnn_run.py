"""What ``lstmcount rnn`` does; imported when it is done, since it takes NumPy."""

import numpy as np

from ...nn.rnn import SimpleRNN, containing_lstm, random_rnn
from ...nn.rnn_gap import Comparison, compare
from ...text.escaping import printable
from ...text.sources import input_errors
from ..output import Color, json_line, print_rich, width, write_lines, writing


def run(
    rnn_weights: str | None,
    inputs: int,
    hidden: int,
    steps: int,
    seed: int,
    c0: float,
    format_: str,
    output: str | None,
    color: Color,
) -> None:
    """Show the two side by side, or write the LSTM."""
    rng = np.random.default_rng(seed)
    layer = _rnn_of(rnn_weights, rng, inputs, hidden)
    if output:
        _write(layer, c0, output)
        return
    found = compare(layer, rng.integers(0, layer.input_size, steps).tolist(), c0)
    if format_ == "json":
        write_lines([json_line(_plain(found))])
    else:
        from ...render.gap_tables import gap_page

        print_rich(gap_page(layer, found, width()), color)


def _rnn_of(path: str | None, rng: np.random.Generator, inputs: int, hidden: int) -> SimpleRNN:
    if path is None:
        return random_rnn(rng, inputs, hidden)
    from ...nn.weight_files import load_rnn

    with input_errors(path):
        return load_rnn(path)


def _write(layer: SimpleRNN, c0: float, output: str) -> None:
    from ...nn.weight_files import save_lstm

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

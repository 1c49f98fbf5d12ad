"""``lstmcount weights``."""

import click

from ...exit_codes import ExitCode
from ...text.escaping import printable
from .. import options
from ..output import Color, json_line, print_rich, width, write_lines, writing
from ..reading import lstm_of
from ..suggestions import Choice


@click.command()
@click.argument("weights", required=False, shell_complete=options.files)
@click.option(
    "--format", "format_", type=Choice(["table", "json"]), default="table", show_default=True
)
@options.saving(
    "-o",
    "--output",
    help="Write FILE, .npz, .json or .safetensors, for torch.nn.LSTM, and show nothing.",
)
@options.color
def weights(weights: str | None, format_: str, output: str | None, color: Color) -> int:
    """Show the weights of an LSTM, or write them with -o.

    Without WEIGHTS, those of the built-in one. An LSTM of another number of inputs than four, such
    as rnn -o writes, is shown too.

    \b
    Examples:
      lstmcount weights samples/right.json
      lstmcount weights -o counting.safetensors
    """
    from ...nn.weight_files import save_lstm, state_dict

    lstm = lstm_of(weights, input_size=None)
    if output:
        with writing(printable(output)):
            save_lstm(lstm, output)
    elif format_ == "json":
        write_lines([json_line({k: v.tolist() for k, v in state_dict(lstm).items()})])
    else:
        from ...render.number_tables import weight_tables

        print_rich(weight_tables(lstm, width()), color)
    return ExitCode.OK

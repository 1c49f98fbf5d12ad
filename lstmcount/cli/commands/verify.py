"""``lstmcount verify``."""

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from ...defaults import UP_TO
from ...exit_codes import ExitCode
from ...text.vocabulary import WORDS
from .. import options
from ..output import Color, json_line, print_rich, write_lines
from ..reading import lstm_of
from ..suggestions import Choice

if TYPE_CHECKING:
    from ...proof.verdicts import Verdict

EXIT_CODES = {
    "proved": ExitCode.OK,
    "counterexample": ExitCode.COUNTEREXAMPLE,
    "unknown": ExitCode.UNKNOWN,
}


@click.command()
@click.argument("weights", required=False, shell_complete=options.files)
@click.option(
    "--up-to",
    type=click.IntRange(min=0),
    metavar="N",
    default=UP_TO,
    show_default=True,
    help="How many words it must be right for.",
)
@click.option(
    "--format", "format_", type=Choice(["table", "json"]), default="table", show_default=True
)
@click.option("-q", "--quiet", is_flag=True, help="Print nothing; the exit code tells.")
@options.dtype
@options.color
def verify(
    weights: str | None,
    up_to: int,
    format_: str,
    quiet: bool,
    dtype: str,
    color: Color,
) -> int:
    """Prove that an LSTM counts right, or show a text it counts wrong.

    Without WEIGHTS, the built-in one. Exit codes: 0 proved, 1 counterexample, 3 unknown.

    \b
    Examples:
      lstmcount verify samples/wrong.json
      for f in submissions/*.npz; do lstmcount verify -q "$f"; echo "$f $?"; done
    """
    from ...proof.verify import verify as verify_lstm

    verdict = verify_lstm(lstm_of(weights, dtype), up_to)
    if quiet:
        pass
    elif format_ == "json":
        write_lines([json_line(_plain(verdict))])
    else:
        from ...render.verdict_page import verdict_page

        print_rich([verdict_page(verdict, up_to, dtype)], color)
    return EXIT_CODES[verdict.verdict]


def _plain(verdict: "Verdict") -> dict[str, object]:
    """Return the verdict as one flat object, with words for token ids."""
    from ...scoring.scores import strip_rounding

    pump = verdict.pump and {"repeat": _words(verdict.pump.loop), "times": verdict.pump.times}
    text = None if verdict.counterexample is None else _words(verdict.counterexample)
    score = None if verdict.score is None else strip_rounding(verdict.score)
    return {
        "verdict": verdict.verdict,
        **asdict(verdict.proof),
        "counterexample": text,
        "pump": pump,
        "shortest": verdict.shortest,
        "score": score,
        "closed_form": verdict.closed_form,
    }


def _words(tokens: tuple[int, ...]) -> str:
    return " ".join(WORDS[token] for token in tokens)

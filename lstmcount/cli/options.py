"""Options that several commands share."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from .suggestions import Choice

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

_Command = TypeVar("_Command", bound=Callable[..., Any])
_Check = Callable[[click.Context, click.Parameter, str | None], str | None]


def files(ctx: click.Context, param: click.Parameter, incomplete: str) -> list["CompletionItem"]:
    """Let the shell complete the name of a file."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(incomplete, type="file")]


DTYPES = ("float64", "float32", "float16")

document = click.option(
    "--document", is_flag=True, help="Take a whole file (or standard input) as one text."
)
null = click.option(
    "-0", "--null", is_flag=True, help="Texts end with a NUL character instead of a newline."
)
unknown = click.option(
    "--unknown",
    type=Choice(["error", "uh", "skip"]),
    help="What a word outside the vocabulary is: an error; the filler uh; left out.  "
    "[default: error; with --lexicon, uh]",
)
lexicon = click.option(
    "--lexicon",
    "lexicons",
    multiple=True,
    metavar="FILE",
    shell_complete=files,
    help="Map more words to the four: a word a line, a tab, then bad, good, not, uh, skip or a "
    "number, whose sign decides. good=FILE (bad=, not=, uh=, skip=): bare words. Later files win.",
)
errors = click.option(
    "--errors",
    type=Choice(["strict", "replace"]),
    default="strict",
    show_default=True,
    help="Bytes that are not UTF-8: an error; part of an unknown word.",
)
weights = click.option(
    "--weights",
    metavar="FILE",
    shell_complete=files,
    help="Run the LSTM of a weight file: .npz, .json, .safetensors, .pt or .pth.",
)
dtype = click.option(
    "--dtype",
    type=Choice(DTYPES),
    default="float64",
    show_default=True,
    help="The arithmetic.",
)
color = click.option(
    "--color",
    type=Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="NO_COLOR, FORCE_COLOR and TERM=dumb are heeded too.",
)


def saving(*names: str, help: str, check: _Check | None = None) -> Callable[[_Command], _Command]:
    """Return an option that names a file to write; *check* may refuse a name."""

    def checked(ctx: click.Context, option: click.Parameter, value: str | None) -> str | None:
        value = _name_of_file(ctx, option, value)
        return check(ctx, option, value) if check else value

    return click.option(*names, shell_complete=files, metavar="FILE", callback=checked, help=help)


def _name_of_file(ctx: click.Context, option: click.Parameter, value: str | None) -> str | None:
    if value == "":
        raise click.BadParameter("a file has a name", ctx, option)
    return value

"""Options that several commands share."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

from ..text.escaping import printable
from ..text.sources import Errors, input_errors
from ..text.vocabulary import Unknown, Vocabulary
from .output import report
from .suggestions import Choice

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from ..nn.lstm import LSTM

_Command = TypeVar("_Command", bound=Callable[..., Any])


def files(ctx: click.Context, param: click.Parameter, incomplete: str) -> list["CompletionItem"]:
    """Let the shell complete the name of a file."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(incomplete, type="file")]


DTYPES = ("float64", "float32", "float16")

document = click.option(
    "--document", is_flag=True, help="Take a whole file (or standard input) as one text."
)
unknown = click.option(
    "--unknown",
    type=Choice(["error", "uh", "skip"]),
    help="What a word outside the vocabulary is: an error; the filler uh; left out. "
    "Default: error; with --lexicon, uh.",
)
lexicon = click.option(
    "--lexicon",
    "lexicons",
    multiple=True,
    metavar="FILE",
    shell_complete=files,
    help="Map more words to the four: a word a line, a tab, then bad, good, not, uh or a number, "
    "whose sign decides. good=FILE, bad=FILE, not=FILE, uh=FILE: bare words. Later files win.",
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
    help="Run another LSTM, .npz or .json.",
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


def saving(*names: str, help: str) -> Callable[[_Command], _Command]:
    """Return an option that names a file to write."""
    return click.option(
        *names, shell_complete=files, metavar="FILE", callback=_name_of_file, help=help
    )


def _name_of_file(ctx: click.Context, option: click.Parameter, value: str | None) -> str | None:
    if value == "":
        raise click.BadParameter("a file has a name", ctx, option)
    return value


class ReadingOptions(NamedTuple):
    """What every command that reads texts is told of how to read them."""

    document: bool
    lexicons: tuple[str, ...]
    unknown: Unknown | None
    errors: Errors
    weights: str | None
    dtype: str

    @property
    def maps_words(self) -> bool:
        """Whether a word may be read as another one, so that a trace shows both."""
        return bool(self.lexicons) or self.unknown == "uh"

    def lstm(self) -> "LSTM":
        """Return the LSTM that is to run."""
        return lstm_of(self.weights, self.dtype)

    def vocabulary(self) -> Vocabulary:
        """Return the words that are known; report what a lexicon holds in vain."""
        return vocabulary_of(self.lexicons, self.unknown)


def reading(command: Callable[..., int]) -> Callable[..., int]:
    """Add the options of every command that reads texts, and hand them over as one bundle."""

    @wraps(command)
    def bundled(**given: Any) -> int:
        own = ReadingOptions(**{name: given.pop(name) for name in ReadingOptions._fields})
        return command(reading=own, **given)

    for option in (color, dtype, weights, errors, unknown, lexicon, document):
        bundled = option(bundled)
    return bundled


def lstm_of(path: str | None, dtype: str = "float64") -> "LSTM":
    """Return the LSTM of a file, or the built-in one."""
    if path is None:
        from ..nn.counting_lstm import counting_lstm

        return counting_lstm().astype(dtype)
    from ..nn.weight_files import load_lstm

    with input_errors(path):
        return load_lstm(path).astype(dtype)


def vocabulary_of(lexicons: Sequence[str], unknown: Unknown | None) -> Vocabulary:
    """Return the four words and those of *lexicons*; report what a lexicon holds in vain."""
    if not lexicons:
        return Vocabulary(unknown or "error")
    from ..text.lexicon import load_lexicon

    tokens: dict[str, int] = {}
    for name in lexicons:
        lexicon = load_lexicon(name)
        tokens |= lexicon.tokens
        if lexicon.left_out:
            entries = "1 entry" if lexicon.left_out == 1 else f"{lexicon.left_out} entries"
            report(f"{printable(name)}: left out {entries} of several words or of none")
    return Vocabulary(unknown or "uh", tokens)

"""How a command reads: the LSTM that runs, the words that are known, and where texts end."""

import os
from collections.abc import Callable, Sequence
from functools import wraps
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from ..text.escaping import printable
from ..text.sources import Errors, input_errors
from ..text.vocabulary import WORDS, Unknown, Vocabulary
from . import options
from .output import report

if TYPE_CHECKING:
    from ..nn.lstm import LSTM
    from ..text.lexicon import Lexicon


class ReadingOptions(NamedTuple):
    """What every command that reads texts is told of how to read them."""

    document: bool
    null: bool
    lexicons: tuple[str, ...]
    unknown: Unknown | None
    errors: Errors
    weights: str | None
    dtype: str

    @property
    def separator(self) -> bytes:
        """What texts end with."""
        return b"\0" if self.null else b"\n"

    @property
    def maps_words(self) -> bool:
        """Whether a word may be read as another one, so that a trace shows both."""
        return bool(self.lexicons) or self.unknown == "uh"

    def lstm(self) -> "LSTM":
        """Return the LSTM that is to run."""
        return lstm_of(self.weights, self.dtype)

    def vocabulary(self, files: Sequence[str]) -> Vocabulary:
        """Return the words that are known, where *files* hold the texts; tell what is left out."""
        if not self.lexicons:
            return Vocabulary(self.unknown or "error")
        if "-" in files and any(name.rpartition("=")[2] == "-" for name in self.lexicons):
            raise click.UsageError("standard input cannot hold both the texts and a lexicon")
        from ..text.entries import Entries
        from ..text.lexicon import load_lexicon

        entries = Entries()
        for name in self.lexicons:
            lexicon = load_lexicon(name)
            _tell(name, lexicon)
            entries.extend(lexicon.tokens)
        return Vocabulary(self.unknown or "uh", entries)


def reading(command: Callable[..., int]) -> Callable[..., int]:
    """Add the options of every command that reads texts, and hand them over as one bundle."""

    @wraps(command)
    def bundled(*args: Any, **given: Any) -> int:
        own = ReadingOptions(**{name: given.pop(name) for name in ReadingOptions._fields})
        if own.document and own.null:
            raise click.UsageError("--document and --null cannot be given together")
        return command(*args, reading=own, **given)

    for option in (
        options.color,
        options.dtype,
        options.weights,
        options.errors,
        options.unknown,
        options.lexicon,
        options.null,
        options.document,
    ):
        bundled = option(bundled)
    return bundled


def lstm_of(
    path: str | None, dtype: str = "float64", input_size: int | None = len(WORDS)
) -> "LSTM":
    """Return the LSTM of a file, of so many inputs or of any number, or the built-in one."""
    if path is None:
        from ..nn.counting_lstm import counting_lstm

        return counting_lstm().astype(dtype)
    from ..nn.weight_files import load_lstm

    with input_errors(path):
        os.stat(path)  # an empty name is none, which a Path takes for the current folder
        return load_lstm(path, input_size).astype(dtype)


def _tell(name: str, lexicon: "Lexicon") -> None:
    """Report what was read as no entry."""
    if lexicon.header is not None:
        header = " ".join(lexicon.header.split())
        report(f"{printable(name)}: the first line is taken for a header: {printable(header)}")
    for reason, count in lexicon.left_out.items():
        report(
            f"{printable(name)}: left out {count} {'entry' if count == 1 else 'entries'} {reason}"
        )

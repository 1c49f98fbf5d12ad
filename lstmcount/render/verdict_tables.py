"""Verdicts on many files as Rich renderables, a row a file; builds, never prints."""

from collections.abc import Iterable, Iterator, Sequence

from rich.console import RenderableType
from rich.text import Text

from ..proof.file_verdicts import FileVerdict
from ..proof.verdicts import Verdict
from ..scoring.scores import format_score
from ..text.escaping import printable
from .reading_sentences import sentence
from .tables import GAP, plain_table, truncate
from .verdict_page import COLORS, example

MIN_WIDTH = 60
"""Under this the columns do not fit, and a verdict is shown as a plain line."""

_VERDICT, _WORDS = len("counterexample"), 11


def verdict_tables(
    results: Iterable[FileVerdict], files: Sequence[str], width: int
) -> Iterator[RenderableType]:
    """Yield a row for each result as soon as it is there; *files* are those that will come."""
    if width < MIN_WIDTH:
        yield from map(_line, results)
        return
    longest = max((len(printable(file)) for file in files), default=0)
    name = min(max(longest, len("file")), width // 4)
    reason = width - name - _VERDICT - _WORDS - 3 * GAP
    for number, result in enumerate(results):
        table = plain_table(first=number == 0)
        table.add_column("file", width=name)
        table.add_column("verdict", width=_VERDICT)
        table.add_column("right up to", width=_WORDS, justify="right")
        table.add_column("why", width=reason)
        file = truncate(result.file or "", name, keep_end=True)
        table.add_row(
            file, _verdict(result), _words(result.verdict), Text(_reason(result), overflow="fold")
        )
        yield table


def _line(result: FileVerdict) -> Text:
    file = printable(result.file or "")
    return Text.assemble(file, " ", _verdict(result), " ", _reason(result))


def _verdict(result: FileVerdict) -> Text:
    return Text(result.word, style=COLORS[result.word])


def _words(verdict: Verdict | None) -> Text:
    """Return up to how many words it is proved right."""
    if verdict is None or verdict.proof.proved_up_to < 0:
        return Text("")
    text = f"{verdict.proof.proved_up_to:,}"
    return Text(text if len(text) <= _WORDS else f"{verdict.proof.proved_up_to:.3g}")


def _reason(result: FileVerdict) -> str:
    """Say what was counted and what is right, or how it was proved, or why it cannot be read."""
    verdict = result.verdict
    if verdict is None:
        return result.error.removeprefix(f"{printable(result.file or '')}: ")
    if verdict.score is None:
        states = verdict.proof.states
        return verdict.proof.method + (f", {states} states" if states else "")
    score, right = format_score(verdict.score), verdict.closed_form
    counted = f"{example(verdict)} counts {score}, right is {right}.".replace("-", "−")
    return f"{counted} {sentence(result.right_if)}".rstrip()

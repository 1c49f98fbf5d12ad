"""Results to Rich renderables; builds, never prints.

Column widths depend on the terminal and the LSTM alone, so that a table of any length can be
shown chunk by chunk. Every text of a user's goes through :func:`printable` into a ``Text``.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from ..batches import batches
from ..defaults import TOLERANCE
from ..scoring.scores import Score, format_score
from ..text.escaping import printable
from .fixed_table import FixedTable

CHUNK = 200
GAP = 2
MIN_WIDTH = 40
"""Under this a table of scores has no room for the text, and plain lines are shown."""

_SCORE = 8
_Row = TypeVar("_Row")


def score_tables(results: Iterable[Sequence[Score]], width: int) -> Iterator[RenderableType]:
    """Yield a table for all scores read together, *width* columns wide, one under the other."""
    if width < MIN_WIDTH:
        yield from (_score_line(row) for rows in results for row in rows)
        return
    place = min(24, max(6, width // 5))
    text = max(8, width - place - 2 * _SCORE - 3 * GAP)
    for number, rows in enumerate(results):
        table = plain_table(first=number == 0)
        table.add_column("text from", width=place)
        table.add_column("text", width=text)
        table.add_column("score", width=_SCORE, justify="right")
        table.add_column("closed\nform", width=_SCORE, justify="right")
        for row in rows:
            table.add_row(
                truncate(f"{row.source}:{row.line}", place, keep_end=True),
                truncate(row.text, text),
                signed_score(row.score, _SCORE),
                closed_form_cell(row.score, row.closed_form, _SCORE),
            )
        yield table


def _score_line(row: Score) -> Text:
    place, score = f"{printable(row.source)}:{row.line}", signed_score(row.score)
    closed_form = closed_form_cell(row.score, row.closed_form)
    text = truncate(row.text, 60)
    return Text.assemble(place, "  score ", score, "  closed form ", closed_form, "  ", text)


def plain_table(first: bool, gap: int = GAP) -> Table:
    """Return an empty table in the house style; only the first of several has a header."""
    return FixedTable(show_header=first, gap=gap)


def chunks(rows: Iterable[_Row], size: int = CHUNK) -> Iterator[tuple[bool, list[_Row]]]:
    """Yield (whether it is the first, chunk), and what came before an error ahead of it."""
    for number, chunk in enumerate(batches(rows, size)):
        yield number == 0, chunk


BLUE, ORANGE = "color(33)", "color(166)"
"""Above 0 and below: told apart by colour-blind eyes, and legible on white and on black."""


def sign_style(value: float) -> str:
    """Return the colour of what is above 0, of what is below, and of next to nothing."""
    if abs(value) < 1 / 16:
        return "dim"
    return BLUE if value > 0 else ORANGE


def signed_score(score: float, width: int = 20) -> Text:
    """Return a score in the colour of its sign, with the decimals that *width* holds."""
    return Text(
        format_score(score, width), style=BLUE if score > 0 else ORANGE if score < 0 else ""
    )


def closed_form_cell(score: float, closed_form: int, width: int = 20) -> Text:
    """Return what stands beside a *score*: the closed form, marked where the two part."""
    if abs(score - closed_form) < TOLERANCE:
        return Text(format_score(closed_form, width))
    text = format_score(closed_form, width - 1)
    return Text(
        f"≠ {text}" if len(text) < width - 1 else f"≠{text}", style=f"bold reverse {ORANGE}"
    )


def truncate(text: str, width: int, keep_end: bool = False) -> Text:
    """Return *text* escaped and cut to *width* columns."""
    escaped = Text(printable(text), no_wrap=True)
    if escaped.cell_len > width and keep_end:
        escaped = escaped[-4 * width :]  # long enough, and a name may be much longer
        while escaped.cell_len > width - 1:
            escaped = escaped[1:]
        return Text("…") + escaped
    escaped.truncate(width, overflow="ellipsis")
    return escaped

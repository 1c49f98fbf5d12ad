"""A table of fixed widths looks as Rich's own."""

import io
import random

import pytest
from rich.console import Console
from rich.table import Table
from rich.text import Text

from lstmcount.render.fixed_table import FixedTable


def drawn(rng: random.Random, width: int) -> Text:
    text = Text(style=rng.choice(["", "dim", "bold red"]))
    while rng.random() < 0.7:
        more = rng.choice(["a", "世", "· ", " a", "bad", "≠"])
        if text.cell_len + Text(more).cell_len <= width:
            text.append(more, style=rng.choice(["green", "red", ""]))
    return text


def filled(rng: random.Random) -> FixedTable:
    table = FixedTable(show_header=rng.random() < 0.5, gap=rng.choice([1, 2, 3]))
    for name in rng.sample(["\nstep", "text\nfrom", "x", "", "score"], rng.randrange(1, 6)):
        table.add_column(name, width=rng.randrange(5, 12), justify=rng.choice(["left", "right"]))
    for _ in range(rng.randrange(4)):
        table.add_row(*(drawn(rng, column.width or 0) for column in table.columns))
    return table


def characters(table: FixedTable, quick: bool, width: int = 100) -> list[tuple[str, str]]:
    """Return every character with its style, as the table draws itself or as Rich draws it."""
    console = Console(file=io.StringIO(), width=width, color_system="standard", force_terminal=True)
    rich = Table.__rich_console__(table, console, console.options)
    segments = console.render(table) if quick else rich
    styled = ((c, str(segment.style or "none")) for segment in segments for c in segment.text)
    return [(c, style if c.strip() else "") for c, style in styled]


@pytest.mark.parametrize("seed", range(50))
def test_a_fixed_table_looks_as_rich_draws_it(seed: int) -> None:
    table = filled(random.Random(seed))
    assert characters(table, quick=True) == characters(table, quick=False)


@pytest.mark.parametrize(
    "cells", [["too long"], ["two\nlines"], [Text("too long")], [Text("a\nb")], [Text("a\tb")]]
)
def test_what_does_not_fit_is_drawn_by_rich(cells: list[str | Text]) -> None:
    table = FixedTable(show_header=True, gap=2)
    table.add_column("name", width=5)
    table.add_row(*cells)
    assert characters(table, quick=True) == characters(table, quick=False)
    assert characters(table, quick=True, width=3) == characters(table, quick=False, width=3)


def test_what_fits_is_not_left_to_rich(monkeypatch: pytest.MonkeyPatch) -> None:
    table = FixedTable(show_header=False, gap=2)
    table.add_column("name", width=5)
    table.add_row(Text("right"))
    monkeypatch.delattr(Table, "__rich_console__")
    console = Console(file=io.StringIO())
    assert "".join(segment.text for segment in console.render(table)) == "right\n"

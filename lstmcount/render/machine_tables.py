"""A counter machine as Rich renderables; builds, never prints."""

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.text import Text

from ..machine.counter_machine import CounterMachine
from ..text.vocabulary import WORDS
from .diagrams import signed
from .tables import GAP, plain_table, sign_style

LEAST_NAME = 12
"""A long name is broken into lines of so many columns, but no fewer."""

_STATE, _NAME = "state", "reached by"


def machine_tables(
    machine: CounterMachine, names: Sequence[str], width: int, notes: Sequence[str] = ()
) -> Iterator[RenderableType]:
    """Yield a row a state: for each word the next state, and what is added on the way.

    Where a table of *width* columns has no room for names, there is a line a word instead. *notes*
    come last.
    """
    yield from _moves(machine, names, width)
    if notes:
        yield Text()
        yield from map(Text, notes)


def _moves(machine: CounterMachine, names: Sequence[str], width: int) -> Iterator[RenderableType]:
    moves = machine.transition.tolist(), machine.increment.tolist()
    rows = [[_move(*move) for move in zip(*row, strict=True)] for row in zip(*moves, strict=True)]
    widths = [max(len(word), *(row[k].cell_len for row in rows)) for k, word in enumerate(WORDS)]
    longest = max(len(_NAME), *map(len, names))
    room = width - len(_STATE) - sum(widths) - GAP * (len(WORDS) + 1)
    if room < min(longest, LEAST_NAME):
        yield from _lines(names, rows)
        return
    table = plain_table(first=True)
    table.add_column(_STATE, width=len(_STATE), justify="right")
    table.add_column(_NAME, width=min(longest, room))
    for word, column in zip(WORDS, widths, strict=True):
        table.add_column(word, width=column)
    for number, (name, row) in enumerate(zip(names, rows, strict=True)):
        table.add_row(str(number), Text(name), *row)
    yield table


def _lines(names: Sequence[str], rows: Sequence[Sequence[Text]]) -> Iterator[Text]:
    for number, (name, row) in enumerate(zip(names, rows, strict=True)):
        yield Text(f"{number} {name}")
        yield from (Text(f"  {word:4} ") + move for word, move in zip(WORDS, row, strict=True))


def _move(target: int, added: int) -> Text:
    """Return where a word leads, and what it adds."""
    if not added:
        return Text(f"→ {target}")
    return Text(f"→ {target} ").append(signed(added), style=sign_style(added))

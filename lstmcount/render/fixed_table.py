"""A Rich table whose cells fit their columns: no measuring, no wrapping, no cropping.

Rich takes most of a millisecond for a row of a trace. Here a row is one line of padded cells, and
a cell that comes again, as most do in a trace, is styled once.
"""

from collections.abc import Iterable, Iterator

from rich.box import SIMPLE_HEAD
from rich.console import Console, ConsoleOptions, RenderResult
from rich.segment import Segment
from rich.table import Column, Table
from rich.text import Text


class FixedTable(Table):
    """A table with *gap* spaces between its columns, each of which has a width.

    It looks as Rich's own, and is Rich's own where a cell does not fit.
    """

    def __init__(self, show_header: bool, gap: int) -> None:
        super().__init__(
            box=SIMPLE_HEAD,
            show_header=show_header,
            show_edge=False,
            pad_edge=False,
            padding=(0, gap - 1, 0, 0),
            header_style="bold",
        )
        self._gap = " " * gap

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        columns = [_fitting(column) for column in self.columns]
        width = sum(column.width or 0 for column in self.columns)
        width += len(self._gap) * (len(columns) - 1)
        if width > options.max_width or None in columns:
            yield from super().__rich_console__(console, options)
            return
        if self.show_header:
            yield from (Text(line, style="bold") for line in self._header_lines())
            yield Text("─" * width)
        styled = (
            _styled(texts or [], column, console)
            for texts, column in zip(columns, self.columns, strict=True)
        )
        gap, end = Segment(self._gap), Segment.line()
        for row in zip(*styled, strict=True):
            for number, segments in enumerate(row):
                if number:
                    yield gap
                yield from segments
            yield end

    def _header_lines(self) -> Iterator[str]:
        headers = [str(column.header).split("\n") for column in self.columns]
        height = max(map(len, headers))
        for k in range(-height, 0):
            lines = (header[k] if -k <= len(header) else "" for header in headers)
            yield self._gap.join(map(_justified, lines, self.columns))


def _fitting(column: Column) -> list[Text] | None:
    """Return the cells, if all are texts of one line that *column* holds."""
    cells = list(column.cells)
    texts = [cell for cell in cells if isinstance(cell, Text) and _fits(cell, column)]
    return texts if len(texts) == len(cells) else None


def _fits(cell: Text, column: Column) -> bool:
    if column.justify == "right" and cell.plain != cell.plain.strip():
        return False  # Rich strips it
    return not (set("\n\t") & set(cell.plain)) and cell.cell_len <= (column.width or 0)


def _justified(line: str, column: Column) -> str:
    width = column.width or 0
    return line.rjust(width) if column.justify == "right" else line.ljust(width)


def _styled(cells: Iterable[Text], column: Column, console: Console) -> Iterator[list[Segment]]:
    """Yield each cell as segments that fill the column."""
    kept: dict[object, list[Segment]] = {}
    for cell in cells:
        key = cell.plain, cell.style, tuple(cell.spans)
        if key not in kept:
            segments = Segment.simplify(Text().append_text(cell).render(console))
            padding = Segment(" " * ((column.width or 0) - cell.cell_len))
            is_right = column.justify == "right"
            kept[key] = [padding, *segments] if is_right else [*segments, padding]
        yield kept[key]

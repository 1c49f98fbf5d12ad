"""Text and Markdown as roff, for the manual page."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it.token import Token

_SIGNS = {"\\": r"\e", "-": r"\-", "'": r"\(aq", "`": r"\(ga", "^": r"\(ha", "~": r"\(ti"}
_BLOCKS = {"paragraph_open": ".PP", "list_item_open": ".IP \\(bu 2"}
_FONTS = {"strong_open": r"\fB", "em_open": r"\fI", "strong_close": r"\fR", "em_close": r"\fR"}


def roff(text: str) -> str:
    r"""Return *text* so that roff prints it as it is, and terminals can copy it.

    >>> print(roff("-o 'a\\b'"))
    \-o \(aqa\eb\(aq
    """
    return _guarded(_signs(text))


def _signs(text: str) -> str:
    return "".join(_SIGNS.get(sign, sign) for sign in text)


def _guarded(line: str) -> str:
    """Keep a line that begins with a full stop from being a request."""
    return rf"\&{line}" if line.startswith(".") else line


def markdown_to_roff(text: str) -> Iterator[str]:
    r"""Yield the lines of a page in Markdown: headings, paragraphs, lists, tables and code.

    >>> print(*markdown_to_roff("# Words\n\nA `_not_` is *not*.\n"), sep="\n")
    .SH WORDS
    .PP
    A \fB_not_\fR is \fInot\fR.
    """
    from markdown_it import MarkdownIt

    tokens = MarkdownIt().enable("table").parse(text)
    in_item = False
    for k, token in enumerate(tokens):
        if token.type == "heading_open":
            title = _inline(tokens[k + 1])
            yield f".SH {title.upper()}" if token.tag == "h1" else f".SS {title}"
        elif token.type == "list_item_open":
            in_item = True
            yield _BLOCKS[token.type]
        elif token.type == "paragraph_open":
            if not in_item:
                yield _BLOCKS[token.type]
            in_item = False
            yield _inline(tokens[k + 1])
        elif token.type in ("fence", "code_block"):
            yield from (".PP", ".EX", *map(roff, token.content.splitlines()), ".EE")
        elif token.type == "tbody_open":
            yield from _rows(tokens[k:])


def _rows(tokens: "Sequence[Token]") -> Iterator[str]:
    """Yield the rows of a table, each as a tagged paragraph: its first cell, then the others."""
    end = next(k for k, token in enumerate(tokens) if token.type == "tbody_close")
    cells: list[str] = []
    for k, token in enumerate(tokens[:end]):
        if token.type == "td_open":
            cells.append(_inline(tokens[k + 1]))
        elif token.type == "tr_close":
            yield from (".TP", cells[0], "; ".join(cells[1:]))
            cells = []


def _inline(token: "Token") -> str:
    """Return a paragraph's text; code is bold, and of a link its text remains."""
    parts = []
    for child in token.children or ():
        if child.type == "text":
            parts.append(_signs(child.content))
        elif child.type == "code_inline":
            parts.append(rf"\fB{_signs(child.content)}\fR")
        elif child.type == "softbreak":
            parts.append(" ")
        else:
            parts.append(_FONTS.get(child.type, ""))
    return _guarded("".join(parts))

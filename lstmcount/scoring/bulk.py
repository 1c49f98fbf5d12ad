"""Scoring in bulk: what a pair counter makes of a block of bytes.

Plain text goes through :mod:`.plain_text`. All else, text that is not ASCII or that
needs a lexicon, is cut into words by a regular expression and counted by the same table.
"""

import io
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np

from ..errors import InputError
from ..machine.pair_counter import START, LineSegments, PairCounter
from ..text.chunks import Place, end_of
from ..text.sources import Errors, pieces, words
from ..text.vocabulary import TOKEN_IDS, Vocabulary
from .plain_text import count_lines, plain_text

Mode = Literal["lines", "total", "document"]
"""Whether every line has a score, or only all of them together, or a line's end is a mere space."""


class Counted(NamedTuple):
    """What was counted in a block, and how far its end is from its beginning."""

    segments: LineSegments
    length: Place = Place()
    size: int = 0  # in bytes


@dataclass(frozen=True)
class Bulk:
    """How blocks are read and counted."""

    counter: PairCounter
    vocabulary: Vocabulary
    mode: Mode = "lines"
    errors: Errors = "strict"

    def count(self, data: bytes) -> Counted | None:
        """Return what is in a block; None where something in it is an error.

        >>> import numpy as np
        >>> bulk = Bulk(PairCounter(np.array([[-1, 1, 0, 0]] * 5), 0), Vocabulary())
        >>> bulk.count(b"good\\nbad bad\\n").segments.lines
        array([-2])
        >>> bulk.count(b"bed\\n") is None
        True
        """
        return self._plain(data) or self._any(data)

    def failure(self, data: bytes, source: str, place: Place) -> tuple[Counted, InputError]:
        """Return the lines before the error in *data*, which is at *place*, and the error."""
        lines = 0
        try:
            for piece in pieces(io.BytesIO(data), source, self.errors, place):
                words(piece, self.vocabulary)
                lines += piece.ends_line
        except InputError as error:
            before = data.split(b"\n", lines)[:lines]
            counted = self.count(b"".join(line + b"\n" for line in before))
            return counted or Counted(LineSegments()), error
        raise AssertionError("no error in a block that could not be counted")

    @property
    def is_plain(self) -> bool:
        """Whether the four words are all that is known."""
        return self.vocabulary.token == TOKEN_IDS

    def _plain(self, data: bytes) -> Counted | None:
        if not self.is_plain:
            return None
        by_line = self.mode != "document"
        text = plain_text(data, self.vocabulary.unknown, by_line)
        if text is None:
            return None
        ends = int(np.count_nonzero(text.line_ends)) if by_line else data.count(b"\n")
        found = count_lines(self.counter, text, total=self.mode == "total")
        return Counted(found, end_of(data, ends), len(data))

    def _any(self, data: bytes) -> Counted | None:
        try:
            text = data.decode("utf-8", self.errors)
        except UnicodeDecodeError:
            return None
        ids = self.vocabulary.token_array(text, None if self.mode == "document" else START)
        if ids is None:
            return None
        found = self.counter.line_segments(ids)
        if self.mode == "total":
            found = found._replace(lines=found.lines.sum(keepdims=True))
        return Counted(found, end_of(data, data.count(b"\n")), len(data))

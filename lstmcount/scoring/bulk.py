"""Scoring in bulk: chunks of bytes of any stream to scores, in constant memory.

Plain text goes through :mod:`.plain_text`. All else, text that is not ASCII or that needs a
lexicon, is cut into words by a regular expression and counted by the same table.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO, Literal, NamedTuple

import numpy as np

from ..errors import InputError
from ..machine.counter_machine import Integers
from ..machine.pair_counter import START, LineSegments, PairCounter
from ..text.chunks import BEGINNING, Chunk, Place, place_after, read_chunks
from ..text.sources import Errors, chunk_words, split_lines
from ..text.vocabulary import TOKEN_IDS, Vocabulary
from .plain_text import count_lines, plain_text

Mode = Literal["lines", "total", "document"]
"""Whether every line has a score, or only all of them together, or a line's end is a mere space."""


class Counted(NamedTuple):
    """What was counted in a chunk, and how far its end is from its beginning."""

    segments: LineSegments
    length: Place = Place()
    size: int = 0  # in bytes


@dataclass(frozen=True)
class Bulk:
    """How chunks are read and counted."""

    counter: PairCounter
    vocabulary: Vocabulary
    mode: Mode = "lines"
    errors: Errors = "strict"
    separator: bytes = b"\n"  # what texts end with

    def count(self, chunk: Chunk) -> Counted | None:
        """Return what is in a chunk; None where something in it is an error.

        >>> import numpy as np
        >>> bulk = Bulk(PairCounter(np.array([[-1, 1, 0, 0]] * 5), 0), Vocabulary())
        >>> bulk.count(Chunk(b"good\\nbad bad\\n")).segments.lines
        array([-2])
        >>> bulk.count(Chunk(b"bed\\n")) is None
        True
        """
        segments = self._plain(chunk) or self._any(chunk)
        if segments is None:
            return None
        if self.mode == "total":
            segments = segments._replace(lines=segments.lines.sum(keepdims=True))
        return Counted(segments, place_after(chunk.data, self.separator), len(chunk.data))

    def failure(self, chunk: Chunk, source: str, place: Place) -> tuple[Counted, InputError]:
        """Return the lines before the error in *chunk*, which is at *place*, and the error."""
        lines = 0
        try:
            for line in split_lines(chunk, source, place, self.errors, self.separator):
                chunk_words(line, self.vocabulary)
                lines += line.ends_line
        except InputError as error:
            before = chunk.data.split(self.separator, lines)[:lines]
            data = b"".join(line + self.separator for line in before)
            return self.count(Chunk(data, chunk.in_word)) or Counted(LineSegments()), error
        raise AssertionError("no error in a chunk that could not be counted")

    @property
    def is_plain(self) -> bool:
        """Whether the four words are all that is known."""
        return self.vocabulary.token == TOKEN_IDS

    def _plain(self, chunk: Chunk) -> LineSegments | None:
        if chunk.in_word or not self.is_plain:
            return None
        end = None if self.mode == "document" else self.separator
        text = plain_text(chunk.data, self.vocabulary.unknown, end)
        return text and count_lines(self.counter, text, total=self.mode == "total")

    def _any(self, chunk: Chunk) -> LineSegments | None:
        tokens: list[int] = []
        try:
            for line in split_lines(chunk, "", errors=self.errors, separator=self.separator):
                tokens += [word.token for word in chunk_words(line, self.vocabulary)]
                tokens += [START] * (line.ends_line and self.mode != "document")
        except InputError:
            return None
        return self.counter.line_segments(np.array(tokens, dtype=np.uint8))


def count_stream(
    stream: IO[bytes], source: str, bulk: Bulk, place: Place = BEGINNING
) -> Iterator[Counted]:
    """Yield what is in each chunk of *stream*, which begins at *place* of the *source*.

    Raises :class:`lstmcount.errors.InputError` at the first word or byte that cannot be read,
    after all lines before it.
    """
    for chunk in read_chunks(stream):
        counted = bulk.count(chunk)
        if counted is None:
            before, error = bulk.failure(chunk, source, place)
            yield before
            raise error
        yield counted
        place = place.moved(counted.length)


def text_scores(chunks: Iterable[Counted], bulk: Bulk) -> Iterator[Integers]:
    r"""Yield the scores of the texts of one source, in order, as arrays; a total in summands.

    >>> import io
    >>> bulk = Bulk(PairCounter(np.array([[-1, 1, 0, 0]] * 5), 0), Vocabulary())
    >>> counted = count_stream(io.BytesIO(b"good\n\nbad"), "memory", bulk)
    >>> [scores.tolist() for scores in text_scores(counted, bulk)]
    [[1, 0], [-1]]
    """
    counter, line, place = bulk.counter, LineSegments(), Place()
    for chunk in chunks:
        joined = counter.join_lines(line, chunk.segments)
        place = place.moved(chunk.length)
        if joined.tail is None:
            line = joined
        else:
            yield np.concatenate([[counter.score(joined.head)], joined.lines])
            line = LineSegments(joined.tail)
    if place.offset or bulk.mode == "document":
        yield np.array([counter.score(line.head)])

"""Scoring in bulk: chunks of bytes of any stream to scores, in constant memory.

Where the four words are all that is known, text goes through :mod:`.plain_text`; where there is a
lexicon, through :mod:`.tokenizer`. Both read ASCII; :mod:`.foreign_words` reads the rest.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import IO, Literal, NamedTuple

import numpy as np

from ..errors import InputError
from ..machine.counter_machine import Integers
from ..machine.pair_counter import LineSegments, PairCounter
from ..text.chunks import BEGINNING, Chunk, Place, place_after, read_chunks
from ..text.sources import Errors, chunk_words, split_lines
from ..text.vocabulary import WORDS, UnknownWordError, Vocabulary
from .bit_planes import popcount
from .foreign_words import ForeignWords
from .plain_text import count_lines, plain_text
from .tokenizer import Tokenizer

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
        counted = self._plain(chunk) if self.is_plain else self._any(chunk)
        if counted is None:
            return None
        segments, ends = counted
        if self.mode == "total":
            segments = segments._replace(lines=segments.lines.sum(keepdims=True))
        if self.mode == "document":
            ends = chunk.data.count(self.separator)
        length = place_after(chunk.data, self.separator, ends)
        return Counted(segments, length, len(chunk.data))

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
        return not self.vocabulary.has_lexicon

    @property
    def _text_end(self) -> bytes | None:
        return None if self.mode == "document" else self.separator

    @cached_property
    def _foreign_words(self) -> ForeignWords:
        return ForeignWords(self.vocabulary, self.errors, [word.encode() for word in WORDS])

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        return Tokenizer(self.vocabulary, self.errors, self._text_end)

    def _plain(self, chunk: Chunk) -> tuple[LineSegments, int] | None:
        """Return what is in a chunk, and how many texts end there."""
        try:
            data = self._foreign_words.replaced(chunk)
        except (UnknownWordError, UnicodeDecodeError):
            return None
        text = plain_text(data, self.vocabulary.unknown, self._text_end)
        if text is None:
            return None
        segments = count_lines(self.counter, text, total=self.mode == "total")
        return segments, popcount(text.ends)

    def _any(self, chunk: Chunk) -> tuple[LineSegments, int] | None:
        """Return what is in a chunk, and how many texts end there."""
        tokens = self._tokenizer.tokens(chunk)
        if tokens is None:
            return None
        segments = self.counter.line_segments(tokens)
        return segments, 0 if segments.tail is None else len(segments.lines) + 1


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

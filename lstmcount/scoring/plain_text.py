"""Plain text as bit planes: where its words begin, and what a pair counter adds there.

No word costs an object or an index: a mark behind every ``not``, say, is carried through the
separators to the words whose sign is turned round, all in a few operations for a whole chunk.

Only ASCII is read here, and only the four words are known by name. A chunk ends between words.
"""

from typing import NamedTuple

import numpy as np

from ..machine.pair_counter import START, LineSegments, PairCounter, Segment
from ..text.vocabulary import UH, WORDS, Unknown
from ..text.word_table import Bytes, Mask
from .bit_planes import (
    Plane,
    add_with_carry,
    advance,
    few_popcounts_before,
    outermost,
    plane_of,
    popcount,
    popcounts_before,
    retreat,
)
from .letters import find_marks

_LONGEST = 8  # at least as long as any word: so many spaces stand behind a chunk
_NO_BYTE = 0xFF  # in ASCII
_LOWER = np.uint8(ord("a") - ord("A"))


class PlainText(NamedTuple):
    """A chunk of N bytes, padded with separators to a multiple of 64."""

    words: tuple[Plane, ...]  # (V,), where each word begins; what is unknown but read is ``uh``
    begins: Plane  # where any of them begins
    separators: Plane  # what a pair of neighbours may have between them
    line_ends: Mask  # (N,)
    ends: Plane  # the same


def keep_freed_memory() -> None:
    """Make glibc keep the memory of one chunk for the next, as it does once so much was freed."""
    np.empty(1 << 24, dtype=np.uint8)


def plain_text(data: bytes, unknown: Unknown, end: bytes | None = b"\n") -> PlainText | None:
    """Return the planes of *data*, which is ASCII, or None where a word in it is an error.

    Texts end with the byte *end*, or nowhere.

    >>> text = plain_text(b"not good.", "error")
    >>> [int(plane[0]) for plane in text.words]
    [0, 16, 1, 0]
    """
    size = max(64, len(data) + -len(data) % 64)
    chunk = np.empty(size + _LONGEST, dtype=np.uint8)
    chunk[: len(data)], chunk[len(data) :] = np.frombuffer(data, dtype=np.uint8), ord(" ")
    line_ends = chunk[:-_LONGEST] == (ord(end) if end else _NO_BYTE)
    ends = plane_of(line_ends)
    spelled = _spelled(chunk | _LOWER)
    cut = _cut(_guessed_solid(chunk), spelled)
    if not cut.all_known:
        cut = _cut(_solid(chunk), spelled)
    if not cut.all_known:
        if unknown == "error":
            return None
        cut = _without_unknown(cut) if unknown == "skip" else _unknown_as_uh(cut)
    return PlainText(cut.words, cut.begins, ~(cut.solid | ends), line_ends, ends)


class _Cut(NamedTuple):
    """A chunk cut into words."""

    solid: Plane  # what belongs to words
    begins: Plane  # where a word begins
    words: tuple[Plane, ...]  # (V,), where each of the four begins

    @property
    def known(self) -> Plane:
        known: Plane = np.bitwise_or.reduce(self.words)
        return known

    @property
    def all_known(self) -> bool:
        return popcount(self.known) == popcount(self.begins)


def _cut(solid: Plane, spelled: list[Plane]) -> _Cut:
    begins = solid & ~advance(solid, 1)
    words = (
        letters & begins & ~retreat(solid, len(word))
        for word, letters in zip(WORDS, spelled, strict=True)
    )
    return _Cut(solid, begins, tuple(words))


def _without_unknown(cut: _Cut) -> _Cut:
    """Make a separator of every letter of an unknown word."""
    covered = np.zeros_like(cut.solid)
    for word, plane in zip(WORDS, cut.words, strict=True):
        for k in range(len(word)):
            covered |= advance(plane, k)
    return cut._replace(solid=covered, begins=cut.known)


def _unknown_as_uh(cut: _Cut) -> _Cut:
    return cut._replace(words=(*cut.words[:UH], cut.words[UH] | (cut.begins & ~cut.known)))


def count_lines(counter: PairCounter, text: PlainText, total: bool = False) -> LineSegments:
    """Return *text* cut into lines; with *total* there is, instead of all whole lines, their sum.

    >>> counter = PairCounter(np.array([[-1, 1, 0, 0]] * 5), initial_count=0)
    >>> text = plain_text(b"bad\\n good\\nbad uh bad\\nuh", "error")
    >>> count_lines(counter, text).lines, count_lines(counter, text, total=True).lines
    (array([ 1, -2]), array([-1]))
    """
    added = _added(counter, text)
    size = len(text.line_ends)
    ends = np.array(outermost(text.ends)) if total else np.flatnonzero(text.line_ends)
    if not len(ends):
        total_added = sum(value * popcount(plane) for value, plane in added.items())
        return LineSegments(Segment(*_edges(text, 0, size), total_added))
    popcounts = few_popcounts_before if total else popcounts_before
    until = np.zeros(len(ends) + 1, dtype=np.int64)
    for value, plane in added.items():
        until += value * popcounts(plane, ends)
    counts = np.diff(until, prepend=0)
    texts = popcount(text.ends) - 1 if total else 1  # from one of ends to the next
    return LineSegments(
        Segment(*_edges(text, 0, int(ends[0])), int(counts[0])),
        counts[1:-1] + counter.initial_count * texts,
        Segment(*_edges(text, int(ends[-1]) + 1, size), int(counts[-1])),
    )


def _added(counter: PairCounter, text: PlainText) -> dict[int, Plane]:
    """Return for every increment but 0 where it is added."""
    usual = tuple(counter.increment[UH].tolist())
    unusual: dict[tuple[int, ...], list[int]] = {}
    for previous, row in enumerate(counter.increment.tolist()):
        unusual.setdefault(tuple(row), []).append(previous)
    del unusual[usual]
    behind = {row: _behind(text, previous) for row, previous in unusual.items()}
    behind[usual] = ~np.bitwise_or.reduce([np.zeros_like(text.begins), *behind.values()])
    added: dict[int, Plane] = {}
    for row, marks in behind.items():
        for value, plane in zip(row, text.words, strict=True):
            if value:
                added[value] = added.get(value, np.uint64(0)) | (plane & marks)
    return added


def _behind(text: PlainText, previous: list[int]) -> Plane:
    """Mark the words whose neighbour before them, or START, is one of *previous*."""
    marks = np.zeros_like(text.separators)
    for token in previous:
        if token == START:
            marks |= advance(text.ends, 1)
            marks[0] |= np.uint64(1)
        else:
            marks |= advance(text.words[token], len(WORDS[token]))
    return add_with_carry(text.separators, marks) & ~text.separators & text.begins


def _spelled(lower: Bytes) -> list[Plane]:
    """Return for each word where its letters stand, whatever is around them."""
    size = len(lower) - _LONGEST
    letters = {letter: lower == ord(letter) for letter in sorted(set("".join(WORDS)))}
    planes = []
    for word in WORDS:
        spelled = letters[word[0]][:size]
        for k, letter in enumerate(word[1:], 1):
            spelled = spelled & letters[letter][k : k + size]
        planes.append(plane_of(spelled))
    return planes


def _guessed_solid(chunk: Bytes) -> Plane:
    """Guess what belongs to words: all bytes from the apostrophe on.

    No byte before it does. So the guess joins words at most, and it is right if all are known.
    """
    return plane_of(chunk[:-_LONGEST] >= ord("'"))


def _solid(chunk: Bytes) -> Plane:
    """Return what belongs to words."""
    solid = ((chunk | _LOWER) - np.uint8(ord("a")) < 26) | (chunk - np.uint8(ord("0")) < 10)
    marks, is_inner = find_marks(chunk)
    solid[marks] = is_inner
    return plane_of(solid[:-_LONGEST])


def _edges(text: PlainText, low: int, high: int) -> tuple[int | None, int | None]:
    """Return the first and the last word that begins in bytes *low* to *high*."""
    begins = text.begins[low // 64 : -(-high // 64)].copy()
    if len(begins):
        begins[0] &= ~np.uint64(0) << np.uint64(low % 64)
        begins[-1] &= ~np.uint64(0) >> np.uint64(-high % 64)
    words = [_word(text, low // 64 * 64 + bit) for bit in outermost(begins)]
    return (words[0], words[-1]) if words else (None, None)


def _word(text: PlainText, at: int) -> int:
    return next(k for k, plane in enumerate(text.words) if int(plane[at // 64]) >> at % 64 & 1)

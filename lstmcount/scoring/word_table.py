"""Words looked up by the block: open hashing over letters, in NumPy.

A word is where it begins in an array of letters, and how long it is. Its first eight letters are
one unaligned 64-bit load, and with its length they choose a slot of the table. Few words of a text
meet a slot that is taken; those are compared letter by letter, eight at a time, so a word that is
told is never a guess.
"""

from collections.abc import Mapping
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from .bit_planes import Mask
from .letters import Bytes

Integers: TypeAlias = NDArray[np.int64]
_Numbers: TypeAlias = NDArray[np.uint64]

PADDING = 8
"""So many bytes of an array of letters must follow its last word."""

_SLOTS_A_WORD = 16
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)  # 2⁶⁴ / golden ratio: spreads over the upper bits
_FIRST = np.array([(1 << 8 * letters) - 1 for letters in range(9)], dtype=np.uint64)


class Words(NamedTuple):
    """Where N words stand."""

    letters: Bytes  # what comes behind a word is of no account
    starts: Integers  # (N,)
    lengths: Integers  # (N,)

    def eight(self, offset: int = 0) -> _Numbers:
        """Return eight letters (N,) of each word, from *offset* on, zeros behind its end."""
        size = len(self.letters) - 7 - offset
        loads = np.ndarray(size, "<u8", self.letters, offset, strides=(1,))
        kept = _FIRST.take(self.lengths - offset, mode="clip")
        result: _Numbers = loads[self.starts] & kept
        return result

    def at(self, chosen: NDArray[np.integer]) -> "Words":
        """Return some of the words."""
        return Words(self.letters, self.starts[chosen], self.lengths[chosen])


class WordTable:
    """Words with a value from 0 to 255 each.

    >>> table = WordTable({b"good": 1, b"disappointing": 0})
    >>> text = np.frombuffer(b"disappointing good goods" + bytes(PADDING), dtype=np.uint8)
    >>> table.values(Words(text, np.array([0, 14, 19]), np.array([13, 4, 5])), default=3)
    array([0, 1, 3], dtype=uint8)
    """

    def __init__(self, values: Mapping[bytes, int]) -> None:
        letters = np.frombuffer(b"".join(values) + bytes(PADDING), dtype=np.uint8)
        lengths = np.fromiter(map(len, values), np.int64, len(values))
        words = Words(letters, np.cumsum(lengths) - lengths, lengths)
        bits = (_SLOTS_A_WORD * len(values)).bit_length()
        self._shift = np.uint64(64 - bits)
        slots = self._slots(words.eight(), lengths)
        # The words of a slot stand one behind the other.
        order = np.argsort(slots, kind="stable")
        slots, self._words = slots[order], words.at(order)
        self._eight = self._words.eight()
        self._values = np.fromiter(values.values(), np.uint8, len(values))[order]
        first = np.diff(slots, prepend=-1) != 0
        self._is_last = np.append(first[1:], True)
        self._first = np.zeros(1 << bits, dtype=np.int32)
        self._first[slots[first]] = np.flatnonzero(first)
        self._taken = np.zeros(1 << bits, dtype=np.bool_)
        self._taken[slots] = True

    def values(self, words: Words, default: int) -> Bytes:
        """Return the value (N,) of each word, *default* for one that is not in the table."""
        values = np.full(len(words.starts), default, dtype=np.uint8)
        eight = words.eight()
        slots = self._slots(eight, words.lengths)
        sought = np.flatnonzero(self._taken.take(slots))
        entries = self._first.take(slots.take(sought)).astype(np.intp)
        while len(sought):
            lengths = words.lengths.take(sought)
            same = self._eight.take(entries) == eight.take(sought)
            same &= self._words.lengths.take(entries) == lengths
            longer = np.flatnonzero(same & (lengths > 8))
            same[longer] = _same_end(words.at(sought[longer]), self._words.at(entries[longer]))
            values[sought[same]] = self._values[entries[same]]
            more = np.flatnonzero(~(same | self._is_last.take(entries)))
            sought, entries = sought[more], entries[more] + 1
        return values

    def _slots(self, eight: _Numbers, lengths: Integers) -> Integers:
        mixed = eight + lengths.view(np.uint64)
        mixed *= _MULTIPLIER
        mixed >>= self._shift
        return mixed.view(np.int64)


def _same_end(a: Words, b: Words) -> Mask:
    """Tell which of N words, of the same lengths, are the same in *a* and *b* after 8 letters."""
    same = np.ones(len(a.starts), dtype=np.bool_)
    for offset in range(8, int(a.lengths.max(initial=0)), 8):
        longer = np.flatnonzero(same & (a.lengths > offset))
        same[longer] = a.at(longer).eight(offset) == b.at(longer).eight(offset)
    return same

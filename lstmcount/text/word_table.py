"""Words looked up by the chunk: open hashing over letters, in NumPy.

A word is where it begins in an array of letters, and how long it is. Its first eight letters are
one unaligned 64-bit load, and with its length they choose a slot of the table. Few words of a text
meet a slot that is taken; those are compared letter by letter, eight at a time, so a word that is
told is never a guess.
"""

from typing import NamedTuple, Self, TypeAlias

import numpy as np
from numpy.typing import NDArray

Bytes: TypeAlias = NDArray[np.uint8]
Integers: TypeAlias = NDArray[np.integer]
Mask: TypeAlias = NDArray[np.bool_]
_Numbers: TypeAlias = NDArray[np.uint64]

PADDING = 8
"""So many bytes of an array of letters must follow its last word."""

_SLOTS_A_WORD = 16
_MOST_BITS = 23  # of a slot's number: some megabytes, and a word or so a slot for the largest files
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)  # 2⁶⁴ / golden ratio: spreads over the upper bits
_FIRST = np.array([(1 << 8 * letters) - 1 for letters in range(9)], dtype=np.uint64)


class Words(NamedTuple):
    """Where N words stand."""

    letters: Bytes  # what comes behind a word is of no account
    starts: Integers  # (N,)
    lengths: Integers  # (N,)

    @classmethod
    def joined(cls, letters: bytes | bytearray, lengths: Integers) -> Self:
        """Return the words that stand one behind the other in *letters*, before the padding."""
        starts = np.cumsum(lengths, dtype=np.int32)
        starts -= lengths
        return cls(np.frombuffer(letters, dtype=np.uint8), starts, lengths)

    def eight(self, offset: int = 0) -> _Numbers:
        """Return eight letters (N,) of each word, from *offset* on, zeros behind its end."""
        size = len(self.letters) - 7 - offset
        loads = np.ndarray(size, "<u8", self.letters, offset, strides=(1,))
        result: _Numbers = loads[self.starts]
        result &= _FIRST.take(self.lengths - offset, mode="clip")
        return result

    def at(self, chosen: NDArray[np.integer]) -> "Words":
        """Return some of the words."""
        return Words(self.letters, self.starts[chosen], self.lengths[chosen])


class WordTable:
    """Words with a value from 0 to 255 each; of two for a word the later counts.

    >>> words = Words.joined(b"gooddisappointing" + bytes(PADDING), np.array([4, 13]))
    >>> table = WordTable(words, np.array([1, 0], dtype=np.uint8))
    >>> text = np.frombuffer(b"disappointing good goods" + bytes(PADDING), dtype=np.uint8)
    >>> table.values(Words(text, np.array([0, 14, 19]), np.array([13, 4, 5])), default=3)
    array([0, 1, 3], dtype=uint8)
    """

    def __init__(self, words: Words, values: Bytes) -> None:
        count = len(values)
        bits = min((_SLOTS_A_WORD * count + 1).bit_length(), _MOST_BITS)
        self._shift = np.uint64(64 - bits)
        slots = self._slots(words.eight(), words.lengths).astype(np.int32)
        # The words of a slot stand one behind the other, the later ones first.
        order = count - 1 - np.argsort(slots[::-1], kind="stable")
        slots = slots[order]
        self._words, self._values = words.at(order), values[order]
        self._eight = self._words.eight()
        is_first = np.diff(slots, prepend=-1) != 0
        self._is_last = np.append(is_first[1:], True)
        self._first = np.zeros(1 << bits, dtype=np.int32)
        self._first[slots[is_first]] = np.flatnonzero(is_first)
        self._is_taken = np.zeros(1 << bits, dtype=np.bool_)
        self._is_taken[slots] = True

    def values(self, words: Words, default: int) -> Bytes:
        """Return the value (N,) of each word, *default* for one that is not in the table."""
        values = np.full(len(words.starts), default, dtype=np.uint8)
        eight = words.eight()
        slots = self._slots(eight, words.lengths)
        sought = np.flatnonzero(self._is_taken.take(slots))
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

    def _slots(self, eight: _Numbers, lengths: Integers) -> NDArray[np.int64]:
        mixed = eight + lengths.astype(np.int64, copy=False).view(np.uint64)
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

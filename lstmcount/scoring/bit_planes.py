"""Planes of bits: one bit for each byte of a block of text, 64 to a number.

One operation moves 64 bytes of text. A plane is also one long number, its first bit the lowest:
an addition carries a mark through a run of ones. Source: Cameron and Lin's "Parabix" method.
"""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from ..machine.counter_machine import Integers
from ..text.word_table import Mask

Plane: TypeAlias = NDArray[np.uint64]  # (N / 64,), bit k of a number is byte k of its 64


def outermost(plane: Plane) -> list[int]:
    """Return where the first and the last bit of *plane* are: two places, one, or none.

    >>> outermost(np.array([0, 6, 1], dtype=np.uint64))
    [65, 128]
    """
    numbers = np.flatnonzero(plane)
    if not len(numbers):
        return []
    first, last = int(plane[numbers[0]]), int(plane[numbers[-1]])
    low = 64 * int(numbers[0]) + (first & -first).bit_length() - 1
    high = 64 * int(numbers[-1]) + last.bit_length() - 1
    return [low, high] if low < high else [low]


def plane_of(mask: Mask) -> Plane:
    """Return *mask* (N,), N a multiple of 64, as a plane.

    >>> plane_of(np.arange(64) < 3)
    array([7], dtype=uint64)
    """
    return np.packbits(mask, bitorder="little").view("<u8")


def popcount(plane: Plane) -> int:
    """Return how many bits are set.

    >>> popcount(np.array([7, 1], dtype=np.uint64))
    4
    """
    return int(np.bitwise_count(plane).sum(dtype=np.int64))


def popcounts_before(plane: Plane, ends: Integers) -> Integers:
    """Return how many bits stand before each of *ends*, and how many in all (L + 1,).

    >>> popcounts_before(np.array([7, 1], dtype=np.uint64), np.array([2, 64]))
    array([2, 3, 4])
    """
    counts = np.bitwise_count(plane)
    until = np.cumsum(counts, dtype=np.int64)
    number = ends // 64
    behind = np.bitwise_count(plane[number] >> (ends % 64).astype(np.uint64))
    return np.append(until[number] - behind, until[-1])


def few_popcounts_before(plane: Plane, ends: Integers) -> Integers:
    """Return what :func:`counts_before` does, sooner where there are few *ends*.

    >>> few_popcounts_before(np.array([7, 1], dtype=np.uint64), np.array([2, 64]))
    array([2, 3, 4])
    """
    whole = (popcount(plane[: end // 64]) for end in ends.tolist())
    within = ((int(plane[end // 64]) & ((1 << end % 64) - 1)).bit_count() for end in ends.tolist())
    return np.array([*map(sum, zip(whole, within, strict=True)), popcount(plane)])


def advance(plane: Plane, k: int) -> Plane:
    """Move every bit *k* bytes towards the end; 0 ≤ k < 64.

    >>> advance(np.array([1 << 63, 0], dtype=np.uint64), 2)
    array([0, 2], dtype=uint64)
    """
    if k == 0:
        return plane
    moved = plane << np.uint64(k)
    moved[1:] |= plane[:-1] >> np.uint64(64 - k)
    return moved


def retreat(plane: Plane, k: int) -> Plane:
    """Move every bit *k* bytes towards the beginning; 0 < k < 64.

    >>> retreat(np.array([0, 2], dtype=np.uint64), 2)
    array([9223372036854775808,                   0], dtype=uint64)
    """
    moved = plane >> np.uint64(k)
    moved[:-1] |= plane[1:] << np.uint64(64 - k)
    return moved


def add_with_carry(a: Plane, b: Plane) -> Plane:
    """Return a + b as two long numbers.

    >>> add_with_carry(np.array([2**64 - 1, 1], dtype=np.uint64), np.array([1, 0], dtype=np.uint64))
    array([0, 2], dtype=uint64)
    """
    total = a + b
    carry = total < a
    while carry[:-1].any():
        carry[1:] = carry[:-1]
        carry[0] = False
        total += carry
        carry &= total == 0
    return total

"""Counters whose increments depend on the last two words, and how parts of a text are joined.

A counter machine counts a word when it is read or when the next one is; the trailing ``uh``
settles what is still owed. Settled after each word instead, the machine of a counting LSTM adds
for a word what that word and the one before it say. Whether a machine is such a counter is
computed here from its states, not assumed; what it then is fits in a table of V + 1 rows.

Parts of a text that were read apart, in chunks, by workers or by machines, join exactly: a part
is its first word, its last word and what it adds, and only the pair at the seam is counted anew.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..text.vocabulary import UH, WORDS
from .counter_machine import INITIAL_STATE, CounterMachine, Integers

START = len(WORDS)
"""What stands before the first word of a text, and so the token of a line's end."""


class Segment(NamedTuple):
    """A part of a text: its first and last word, None if it has none, and its count.

    *added* is what all its increments come to, were it a text of its own.
    """

    first: int | None = None
    last: int | None = None
    added: int = 0


class LineSegments(NamedTuple):
    """Some lines and parts of lines, in the order of the file.

    Where no line ends, all of it is *head*, and *tail* is None.
    """

    head: Segment = Segment()  # up to the first end of a line
    lines: Integers = np.zeros(0, dtype=np.int64)  # (L,), the scores of the lines that are whole
    tail: Segment | None = None  # after the last end of a line


@dataclass(frozen=True, eq=False)
class PairCounter:
    """A counter that adds ``increment[previous, word]`` at every word.

    >>> from lstmcount.machine.extraction import extract
    >>> from lstmcount.nn.counting_lstm import counting_lstm
    >>> counter = pair_counter(extract(counting_lstm()).machine)
    >>> counter.increment.tolist()
    [[-1, 1, 0, 0], [-1, 1, 0, 0], [1, -1, 0, 0], [-1, 1, 0, 0], [-1, 1, 0, 0]]
    >>> not_, good = counter.segment([2]), counter.segment([1])
    >>> counter.join(not_, good)
    Segment(first=2, last=1, added=-1)
    """

    increment: Integers  # (V + 1, V), the last row for the first word of a text
    initial_count: int  # the score of the empty text

    def segment(self, tokens: Sequence[int] | NDArray[np.integer]) -> Segment:
        """Return the part that *tokens* (T,) are."""
        if not len(tokens):
            return Segment()
        return Segment(int(tokens[0]), int(tokens[-1]), int(self._added(tokens).sum()))

    def line_segments(self, tokens: Sequence[int] | NDArray[np.integer]) -> LineSegments:
        """Return the lines and parts of lines in *tokens* (T,); a :data:`START` ends a line."""
        ids = np.asarray(tokens)
        ends = np.flatnonzero(ids == START)
        if not len(ends):
            return LineSegments(self.segment(ids))
        counts = np.diff(np.cumsum(self._added(ids))[ends])
        head, tail = self.segment(ids[: ends[0]]), self.segment(ids[ends[-1] + 1 :])
        return LineSegments(head, counts + self.initial_count, tail)

    def join(self, a: Segment, b: Segment) -> Segment:
        """Return the part that *a* and *b*, right behind it, make; empty parts change nothing."""
        if a.last is None or b.first is None:
            return b if a.last is None else a
        seam = int(self.increment[a.last, b.first] - self.increment[START, b.first])
        return Segment(a.first, b.last, a.added + b.added + seam)

    def join_lines(self, a: LineSegments, b: LineSegments) -> LineSegments:
        """Return the lines that *a* and *b*, right behind it, make.

        >>> counter = PairCounter(np.array([[-1, 1, 0, 0]] * 5), initial_count=0)
        >>> a, b = counter.line_segments([1, 4, 1]), counter.line_segments([1, 4, 0])
        >>> joined = counter.join_lines(a, b)
        >>> joined.lines.tolist(), joined.tail
        ([2], Segment(first=0, last=0, added=-1))
        """
        if a.tail is None:
            return b._replace(head=self.join(a.head, b.head))
        line = self.join(a.tail, b.head)
        if b.tail is None:
            return a._replace(tail=line)
        return LineSegments(a.head, np.concatenate([a.lines, [self.score(line)], b.lines]), b.tail)

    def score(self, part: Segment) -> int:
        """Return the score of the text that *part* is."""
        return self.initial_count + part.added

    def _added(self, tokens: Sequence[int] | NDArray[np.integer]) -> Integers:
        """Return what each of *tokens* adds (T,); an end of a line adds nothing."""
        table = np.pad(self.increment, ((0, 0), (0, 1)))  # (V + 1, V + 1)
        pairs = np.array(tokens, dtype=np.uint8)
        pairs[1:] += np.uint8(len(table)) * pairs[:-1]
        pairs[:1] += np.uint8(len(table) * START)
        added: Integers = table.take(pairs)
        return added


def pair_counter(machine: CounterMachine) -> PairCounter | None:
    """Return *machine* as a pair counter, or None if its increments need more than two words.

    >>> two_words_back = CounterMachine(np.array([[1] * 4, [0] * 4]), np.array([[1] * 4, [0] * 4]))
    >>> pair_counter(two_words_back) is None
    True
    """
    owed = machine.increment[:, UH]
    settled = machine.increment + owed[machine.transition] - owed[:, None]
    rows: dict[int, Integers] = {}
    reached, waiting = set(), [(INITIAL_STATE, START)]
    while waiting:
        state, previous = node = waiting.pop()
        if node in reached:
            continue
        reached.add(node)
        if (rows.setdefault(previous, settled[state]) != settled[state]).any():
            return None
        waiting += [(int(machine.transition[state, word]), word) for word in range(START)]
    increment = np.array([rows[previous] for previous in range(START + 1)])
    return PairCounter(increment, machine.initial_count + int(owed[INITIAL_STATE]))

"""A pair counter's segments join, however a text is cut."""

from collections.abc import Iterator
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from lstmcount.machine.pair_counter import START, LineSegments, PairCounter, Segment
from tests.helpers.strategies import COUNTERS

TOKENS = st.lists(st.integers(0, 3), max_size=12)


def assert_same(a: LineSegments, b: LineSegments) -> None:
    assert (a.head, a.lines.tolist(), a.tail) == (b.head, b.lines.tolist(), b.tail)


def cuts(length: int, places: list[int]) -> Iterator[slice]:
    ends = [0, *sorted(place % (length + 1) for place in places), length]
    return (slice(*pair) for pair in pairwise(ends))


@given(COUNTERS, TOKENS, st.lists(st.integers(0)))
def test_segments_join_however_a_text_is_cut(
    counter: PairCounter, tokens: list[int], places: list[int]
) -> None:
    whole = counter.segment(tokens)
    joined = Segment()
    for cut in cuts(len(tokens), places):
        joined = counter.join(joined, counter.segment(tokens[cut]))
    assert joined == whole
    by_hand = sum(counter.increment[a, b] for a, b in pairwise([START, *tokens]))
    assert counter.score(whole) == counter.initial_count + by_hand


@given(COUNTERS, st.lists(st.integers(0, START), max_size=12), st.lists(st.integers(0)))
def test_line_segments_join_however_lines_are_cut(
    counter: PairCounter, tokens: list[int], places: list[int]
) -> None:
    joined = LineSegments()
    for cut in cuts(len(tokens), places):
        joined = counter.join_lines(joined, counter.line_segments(tokens[cut]))
    assert_same(joined, counter.line_segments(tokens))


@given(COUNTERS, TOKENS, TOKENS, TOKENS)
def test_joining_is_associative(
    counter: PairCounter, a: list[int], b: list[int], c: list[int]
) -> None:
    x, y, z = map(counter.segment, (a, b, c))
    join = counter.join
    assert join(join(x, y), z) == join(x, join(y, z))
    assert join(x, Segment()) == join(Segment(), x) == x

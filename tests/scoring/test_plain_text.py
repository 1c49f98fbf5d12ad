"""Plain text, counted by bit planes, has the scores of its words."""

from hypothesis import given
from hypothesis import strategies as st

from lstmcount.machine.pair_counter import START, PairCounter
from lstmcount.scoring.plain_text import count_lines, plain_text
from lstmcount.text.vocabulary import Unknown, UnknownWordError, Vocabulary
from tests.helpers.strategies import COUNTERS, PLAIN

UNKNOWN: list[Unknown] = ["error", "uh", "skip"]


@given(PLAIN, COUNTERS, st.sampled_from(UNKNOWN), st.sampled_from("\n\0"))
def test_bit_planes_count_as_the_table_says(
    text: str, counter: PairCounter, unknown: Unknown, end: str
) -> None:
    planes = plain_text(text.encode(), unknown, end.encode())
    try:
        lines = [[*Vocabulary(unknown).tokens(line), START] for line in text.split(end)]
    except UnknownWordError:
        assert planes is None
        return
    assert planes is not None
    expected = counter.line_segments([token for line in lines for token in line][:-1])
    counted = count_lines(counter, planes)
    assert (counted.head, counted.tail) == (expected.head, expected.tail)
    assert counted.lines.tolist() == expected.lines.tolist()
    summed = count_lines(counter, planes, total=True)
    assert (summed.head, summed.tail) == (expected.head, expected.tail)
    assert summed.lines.sum() == expected.lines.sum()


def test_runs_of_underscores_may_be_of_any_length() -> None:
    for size in (1, 63, 64, 65, 200):
        loose = plain_text(b"_" * size + b"good" + b"_" * size, "error")
        inner = plain_text(b"good" + b"_" * size + b"a", "uh")
        assert loose is not None
        assert inner is not None
        assert [int(plane.any()) for plane in loose.words] == [0, 1, 0, 0]
        assert [int(plane.any()) for plane in inner.words] == [0, 0, 0, 1]

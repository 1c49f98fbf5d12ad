"""Batches hold all items in order, and what came before an error."""

from collections.abc import Iterator
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstmcount.batches import batches


@given(st.lists(st.booleans()), st.integers(1, 5))
def test_batches_hold_all_items_and_end_where_they_should(items: list[bool], size: int) -> None:
    parts = list(batches(items, size, lambda item: item))
    assert [item for part in parts for item in part] == items
    for part in parts[:-1]:
        assert len(part) == size or part[-1]
    assert all(0 < len(part) <= size and not any(part[:-1]) for part in parts)


@pytest.mark.parametrize("before", [0, 1, 2, 3])
def test_items_before_an_error_come_ahead_of_it(before: int) -> None:
    def items() -> Iterator[int]:
        yield from range(before)
        raise OSError("bad")

    given: list[int] = []
    with pytest.raises(OSError, match="bad"):
        given.extend(chain.from_iterable(batches(items(), 2)))
    assert given == list(range(before))

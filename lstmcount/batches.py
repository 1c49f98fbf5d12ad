"""Group an iterable into batches, and flush early where the source would block."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

_Item = TypeVar("_Item")


def batches(
    items: Iterable[_Item], size: int, flush_after: Callable[[_Item], bool] = lambda item: False
) -> Iterator[list[_Item]]:
    """Yield *items* in lists of *size*, in a shorter one behind an item to *flush_after*.

    No list is empty. What came before an error is yielded ahead of it.

    >>> list(batches(range(5), 2)), list(batches("ab.c", 9, ".".__eq__))
    ([[0, 1], [2, 3], [4]], [['a', 'b', '.'], ['c']])
    """
    batch: list[_Item] = []
    try:
        for item in items:
            batch.append(item)
            if len(batch) == size or flush_after(item):
                yield batch
                batch = []
    except Exception:
        if batch:
            yield batch
        raise
    if batch:
        yield batch

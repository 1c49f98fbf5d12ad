"""What comes one by one, in lists."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

_Item = TypeVar("_Item")


def batches(
    items: Iterable[_Item], size: int, at_once: Callable[[], bool] = lambda: True
) -> Iterator[list[_Item]]:
    """Yield *items* in lists of *size*; in shorter ones where more cannot be had *at_once*.

    No list is empty. What came before an error is yielded ahead of it.

    >>> list(batches(range(5), 2))
    [[0, 1], [2, 3], [4]]
    """
    batch: list[_Item] = []
    try:
        for item in items:
            batch.append(item)
            if len(batch) == size or not at_once():
                yield batch
                batch = []
    except Exception:
        if batch:
            yield batch
        raise
    if batch:
        yield batch

"""Streams of any length to scores, block by block, in constant memory."""

from collections.abc import Iterable, Iterator
from typing import IO

import numpy as np

from ..machine.counter_machine import Integers
from ..machine.pair_counter import LineSegments
from ..text.chunks import BEGINNING, Place, blocks
from .bulk import Bulk, Counted

_SMALL = 1000
_DECIMALS = np.array([b"%d\n" % n for n in range(-_SMALL, _SMALL + 1)])


def counted(
    stream: IO[bytes], source: str, bulk: Bulk, place: Place = BEGINNING
) -> Iterator[Counted]:
    """Yield what is in each block of *stream*, which begins at *place* of the *source*.

    Raises :class:`lstmcount.errors.InputError` at the first word or byte that cannot be read,
    after all lines before it.
    """
    for data in blocks(stream, source):
        found = bulk.count(data)
        if found is None:
            before, error = bulk.failure(data, source, place)
            yield before
            raise error
        yield found
        place = place.moved(found.length)


def text_scores(found: Iterable[Counted], bulk: Bulk) -> Iterator[Integers]:
    r"""Yield the scores of the texts of one source, in order, as arrays; a total in summands.

    >>> import io
    >>> from lstmcount.machine.pair_counter import PairCounter
    >>> from lstmcount.text.vocabulary import Vocabulary
    >>> bulk = Bulk(PairCounter(np.array([[-1, 1, 0, 0]] * 5), 0), Vocabulary())
    >>> found = counted(io.BytesIO(b"good\n\nbad"), "memory", bulk)
    >>> [part.tolist() for part in text_scores(found, bulk)]
    [[1, 0], [-1]]
    """
    counter, line, place = bulk.counter, LineSegments(), Place()
    for block in found:
        joined = counter.join_lines(line, block.segments)
        place = place.moved(block.length)
        if joined.tail is None:
            line = joined
        else:
            yield np.concatenate([[counter.score(joined.head)], joined.lines])
            line = LineSegments(joined.tail)
    if place.offset or bulk.mode == "document":
        yield np.array([counter.score(line.head)])


def decimal_lines(numbers: Integers) -> str:
    """Return a line for each of *numbers* (L,).

    >>> decimal_lines(np.array([-1, 0, 12]))
    '-1\\n0\\n12\\n'
    """
    if len(numbers) and max(-numbers.min(), numbers.max()) > _SMALL:
        return "".join(f"{number}\n" for number in numbers.tolist())
    return _DECIMALS[numbers + _SMALL].tobytes().translate(None, b"\0").decode("ascii")

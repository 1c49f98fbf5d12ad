"""Chunks end between words, and places add up."""

import io
import re

from hypothesis import given
from hypothesis import strategies as st

from lstmcount.text.chunks import BEGINNING, Place, place_after, read_chunks


@given(st.text("ab\n\té", max_size=40), st.integers(0))
def test_places_add_up(text: str, cut: int) -> None:
    data = text.encode()
    k = len(text[: cut % (len(text) + 1)].encode())
    ends = [place_after(part, part.count(b"\n")) for part in (data[:k], data[k:], data)]
    assert BEGINNING.moved(ends[0]).moved(ends[1]) == ends[2]
    before = text.rpartition("\n")
    assert ends[2] == Place(1 + text.count("\n"), 1 + len(before[2]), len(before[2].encode()))


@given(st.binary(max_size=60).map(lambda b: re.sub(rb"[^a \n\t]", b"a", b)), st.integers(1, 9))
def test_chunks_hold_all_and_end_between_words(data: bytes, size: int) -> None:
    found = list(read_chunks(io.BytesIO(data), "memory", size))
    assert b"".join(found) == data
    assert all(block[-1:].isspace() for block in found[:-1])

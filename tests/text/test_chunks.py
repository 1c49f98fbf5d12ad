"""Chunks end between words, however long these are, and places add up."""

import io
import re
import tracemalloc
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstmcount.text import chunks
from lstmcount.text.chunks import BEGINNING, Chunk, Place, place_after, read_chunks
from lstmcount.text.words import is_word


@given(st.text("ab\n\té", max_size=40), st.integers(0))
def test_places_add_up(text: str, cut: int) -> None:
    data = text.encode()
    k = len(text[: cut % (len(text) + 1)].encode())
    ends = [place_after(part) for part in (data[:k], data[k:], data)]
    assert BEGINNING.moved(ends[0]).moved(ends[1]) == ends[2]
    before = text.rpartition("\n")
    assert ends[2] == Place(1 + text.count("\n"), 1 + len(before[2]), len(before[2].encode()))


@given(st.binary(max_size=60).map(lambda b: re.sub(rb"[^a \n\t\r\0]", b"a", b)), st.integers(1, 9))
def test_chunks_hold_all_and_end_between_words(data: bytes, size: int) -> None:
    parts = list(read_chunks(io.BytesIO(data), size))
    assert b"".join(chunk.data for chunk in parts) == data
    for chunk, following in pairwise(parts):
        assert re.search(rb"[ \n\t\r\0]$", chunk.data)
        assert not (chunk.data.endswith(b"\r") and following.data.startswith(b"\n"))


@pytest.fixture
def short_words(monkeypatch: pytest.MonkeyPatch) -> int:
    """Let words of over 4 KiB be long."""
    monkeypatch.setattr(chunks, "MAX_WORD", 1 << 12)
    return 1 << 12


def read(data: bytes) -> list[Chunk]:
    return list(read_chunks(io.BytesIO(data), size=1 << 10))


@pytest.mark.parametrize("unit", ["x", "é", "x'", "x_\u0301", "x\xff"])
def test_a_long_word_is_cut_before_a_letter(short_words: int, unit: str) -> None:
    unit_bytes = b"x\xff" if unit == "x\xff" else unit.encode()
    data = unit_bytes * (3 * short_words // len(unit_bytes)) + b"x good"
    first, *others, last = read(data)
    assert b"".join((first.data, *(chunk.data for chunk in others), last.data)) == data
    assert (first.in_word, last) == (False, Chunk(b"good", False))
    assert [chunk.in_word for chunk in others] == [True] * len(others)
    assert all(is_word(chunk.data.decode("utf-8", "replace")[0]) for chunk in others)
    assert max(len(chunk.data) for chunk in (first, *others)) < 2 * short_words


@pytest.mark.parametrize("unit", ["x,", "好。", "\U0001f642", "。"])
def test_a_long_text_without_white_space_is_cut_before_its_last_word(
    short_words: int, unit: str
) -> None:
    data = (unit * (3 * short_words // len(unit.encode()))).encode()
    parts = read(data)
    assert b"".join(part.data for part in parts) == data
    assert len(parts) > 2
    assert not any(part.in_word for part in parts)
    assert {part.data.decode()[0] for part in parts} == {unit[0]}


def test_a_letter_with_very_many_marks_is_cut_anywhere(short_words: int) -> None:
    data = ("a" + "\u0301" * short_words).encode()
    assert b"".join(chunk.data for chunk in read(data)) == data


def test_a_long_word_takes_constant_memory() -> None:
    class Letters:
        left = 40

        def read(self, size: int) -> bytes:
            self.left -= 1
            return b"x" * (1 << 19) * (self.left > 0)

    tracemalloc.start()
    for _ in read_chunks(Letters()):
        pass
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8 * chunks.MAX_WORD

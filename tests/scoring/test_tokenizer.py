"""Text read by the chunk has the tokens of its words, and its errors have their places."""

import random
from functools import partial

import pytest

from lstmcount.text import chunks
from lstmcount.text.chunks import read_chunks
from tests.helpers.hostile_lines import assert_read_as_defined, bulks, check_lines, hostile_line


def test_hostile_lines_are_read_as_defined() -> None:
    check_lines(3000, seed=1)


@pytest.mark.parametrize("size", [5, 64, 1000])
def test_chunks_of_any_size_change_nothing(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    for reader in ("scoring.bulk", "text.sources"):  # of two errors, the first read is told
        monkeypatch.setattr(f"lstmcount.{reader}.read_chunks", partial(read_chunks, size=size))
    monkeypatch.setattr(chunks, "MAX_WORD", 400)  # longer words than any of the lexicon
    rng = random.Random(size)
    for _ in range(20):
        lines = [hostile_line(rng) for _ in range(20)]
        lines.insert(3, rng.choice(["q", "é", "＇", "not'", "_"]).encode() * rng.randrange(3000))
        for bulk in bulks(rng):
            assert_read_as_defined(b"\n".join(lines), bulk)

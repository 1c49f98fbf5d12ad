"""Text read by the chunk has the tokens of its words, and its errors have their places."""

import io
import random
from functools import partial

import pytest

from lstmcount.closed_form import closed_form_score
from lstmcount.errors import InputError
from lstmcount.scoring.bulk import Bulk, count_stream, text_scores
from lstmcount.text import chunks
from lstmcount.text.chunks import read_chunks
from lstmcount.text.sources import chunk_words, read_lines
from tests.helpers.hostile_lines import bulks, hostile_line


def by_definition(data: bytes, bulk: Bulk) -> tuple[list[int], str]:
    """Return the scores of the lines before the first error, word by word, and the error."""
    scores: list[int] = []
    tokens: list[int] = []
    try:
        for chunk in read_lines(io.BytesIO(data), "a.txt", bulk.errors, bulk.separator):
            tokens += [word.token for word in chunk_words(chunk, bulk.vocabulary)]
            if chunk.ends_line and bulk.mode != "document":
                scores.append(closed_form_score(tokens))
                tokens = []
    except InputError as error:
        return scores, str(error)
    if bulk.mode == "document" or (data and not data.endswith(bulk.separator)):
        scores.append(closed_form_score(tokens))
    return scores, ""


def in_bulk(data: bytes, bulk: Bulk) -> tuple[list[int], str]:
    scores: list[int] = []
    try:
        for part in text_scores(count_stream(io.BytesIO(data), "a.txt", bulk), bulk):
            scores += part.tolist()
    except InputError as error:
        return scores, str(error)
    return scores, ""


def assert_read_as_defined(data: bytes, bulk: Bulk) -> None:
    (expected, message), (scores, found) = by_definition(data, bulk), in_bulk(data, bulk)
    if bulk.mode == "total":
        expected, scores = [sum(expected)], [sum(scores)]
    assert (scores, found) == (expected, message), (data, bulk)


def check_lines(count: int, seed: int) -> None:
    """Hold hostile *count* lines, in texts of one to many lines, against the definition."""
    rng = random.Random(seed)
    while count > 0:
        lines = [hostile_line(rng) for _ in range(rng.choice([1, 2, 100]))]
        count -= len(lines)
        data = rng.choice([b"\n", b"\n", b"\r\n", b"\0"]).join(lines) + rng.choice([b"", b"\n"])
        for bulk in bulks(rng):
            assert_read_as_defined(data, bulk)


def test_hostile_lines_are_read_as_defined() -> None:
    check_lines(3000, seed=1)


@pytest.mark.slow
def test_a_million_hostile_lines_are_read_as_defined() -> None:
    check_lines(1_000_000, seed=2)


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

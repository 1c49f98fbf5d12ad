"""The lines of a stream, read by the chunk, have the scores that they have one by one."""

import io
import random
from collections.abc import Iterable
from functools import partial

import pytest

from lstmcount.errors import InputError
from lstmcount.nn.counting_lstm import counting_lstm
from lstmcount.scoring.bulk import Bulk
from lstmcount.scoring.score_lines import score_lines
from lstmcount.scoring.scores import Score, score_texts, scorer
from lstmcount.text.chunks import read_chunks
from lstmcount.text.sources import read_lines, texts
from lstmcount.text.vocabulary import Vocabulary
from tests.helpers.hostile_lines import bulks, hostile_line
from tests.helpers.scores import BUILT_IN

LSTM = counting_lstm()


def until_error(batches: Iterable[list[Score]]) -> tuple[list[Score], str]:
    scores: list[Score] = []
    try:
        for batch in batches:
            scores += batch
    except InputError as error:
        return scores, str(error)
    return scores, ""


def assert_scored_as_texts(data: bytes, bulk: Bulk) -> None:
    score = scorer(LSTM, BUILT_IN)
    one_by_one = texts(
        read_lines(io.BytesIO(data), "a.txt", bulk.errors, bulk.separator), "a.txt", False
    )
    by_chunk = score_lines(
        score, bulk.vocabulary, io.BytesIO(data), "a.txt", bulk.errors, bulk.separator
    )
    expected = until_error(score_texts(score, bulk.vocabulary, one_by_one))
    assert until_error(by_chunk) == expected, (data, bulk)


@pytest.mark.parametrize("size", [7, 200, 1 << 19])
def test_lines_have_the_scores_of_texts(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    for reader in ("scoring.score_lines", "text.sources"):
        monkeypatch.setattr(f"lstmcount.{reader}.read_chunks", partial(read_chunks, size=size))
    rng = random.Random(size)
    for _ in range(40):
        lines = [hostile_line(rng) for _ in range(rng.choice([0, 1, 30]))]
        end = rng.choice([b"", b"\n", b"\0"])
        for bulk in bulks(rng):
            if bulk.vocabulary.unknown != "error" or size > 200:  # of two errors either is told
                assert_scored_as_texts(b"\n".join(lines) + end, bulk)


def test_the_cell_scores_as_the_machine_does() -> None:
    data = b"not bad\n\ngood good uh\nbad"
    scored = [
        until_error(score_lines(scorer(LSTM, counter), Vocabulary(), io.BytesIO(data), "a.txt"))
        for counter in (None, BUILT_IN)
    ]
    assert scored[0] == scored[1]
    assert [one.score for one in scored[0][0]] == [1, 0, 2, -1]

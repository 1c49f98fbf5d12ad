"""Lines that hold what makes or breaks words, read in bulk and held against the definition."""

import io
import random
from collections.abc import Iterator

from lstmcount.closed_form import closed_form_score
from lstmcount.errors import InputError
from lstmcount.scoring.bulk import Bulk, Mode, count_stream, text_scores
from lstmcount.text.sources import chunk_words, read_lines
from lstmcount.text.vocabulary import SKIP, Unknown, Vocabulary
from tests.helpers.scores import BUILT_IN

LEXICON = {
    **{"isn't": 2, "can't": 2, "k": 2, "é": 0, "ｇｏｏｄ": 0, "fine": 1, "ss": 1, "1": 0, "not": 2},
    **{"disappoint": 0, "disappointing": 0, "disappointed": 1, "of_course": 1, "not_bad": 1},
    **{"a" * 7: 0, "a" * 8: 1, "a" * 9: 0, "b" * 16: 1, "b" * 17: 0, "x" * 30: 1, "y" * 300: 0},
    **{"bbcdefgh": 0, "abcdefghi": 1, "very": SKIP, "jamás": 2, "it": 3},
}
"""``bbcdefgh`` and ``abcdefghi`` share a slot of the table, whatever its size."""

ASCII = [*"_'` \t,.\r\0\x1c@[{~\x7f-1K", "__", "  ", "bed", "isn't", "can`t", "good", "NOT", "ood"]
FOREIGN = [
    *"é’ʼ＇´‘—\ufffd\x85\xa0İ٣ſﬁ\u00ad\u200d\u0308\u2060\ufe0f\ufeff\u2028",
    "ｇｏｏｄ",
    "cafe\u0301",
]
BROKEN = [b"\xff", b"\xc3", b"\xe2\x80", b"\x80", b"\xed\xa0\x80"]


def hostile_line(rng: random.Random) -> bytes:
    """Return a line, words of the lexicon as well as pieces that make or break words."""
    words = [*LEXICON, "bad", "good", "not", "uh", "Good"]
    alphabet = rng.choice([words, [*words, *ASCII], [*words, *ASCII, *FOREIGN]])
    glue = rng.choice(["", " ", rng.choice(alphabet)])
    line = glue.join(rng.choices(alphabet, k=rng.randrange(10))).encode()
    if rng.random() < 0.02:
        at = rng.randrange(len(line) + 1)
        line = line[:at] + rng.choice(BROKEN) + line[at:]
    return line


UNKNOWN: list[Unknown] = ["error", "uh", "skip"]
VOCABULARIES = [Vocabulary(unknown, lexicon) for unknown in UNKNOWN for lexicon in (None, LEXICON)]


def bulks(rng: random.Random) -> Iterator[Bulk]:
    """Yield every kind of vocabulary, in some mode."""
    modes: list[Mode] = ["lines", "total", "document"]
    for vocabulary in VOCABULARIES:
        errors, separator = rng.choice(["strict", "replace"]), rng.choice([b"\n", b"\n", b"\0"])
        yield Bulk(BUILT_IN, vocabulary, rng.choice(modes), errors, separator)


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

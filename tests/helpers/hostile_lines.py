"""Lines that hold what makes or breaks words, and every kind of vocabulary to read them by."""

import random
from collections.abc import Iterator

from lstmcount.scoring.bulk import Bulk, Mode
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

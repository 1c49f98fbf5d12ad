"""Any bytes on standard input: a line out for each line in, or the place of what is wrong."""

import random
import re
from pathlib import Path

import pytest

from lstmcount.closed_form import closed_form_score
from lstmcount.text.vocabulary import WORDS, Vocabulary
from tests.helpers.processes import run
from tests.helpers.scores import by_definition

from . import cases
from .running import lstmcount

pytestmark = pytest.mark.fuzz

PIECES = [
    *(word.encode() for word in "bad good not uh BAD Good noT UH".split()),
    *(word.encode() for word in "x it's ’tis na\u00efve \u4e2d _ 0 good's \u0130 ſ".split()),
    *(b" ", b" ", b" ", b"\n", b"\n", b"\r\n", b"\t", b"'", b"-", b", ", b"\0", b"\x1b[31m"),
    *(
        b"\xff",
        b"\xc3",
        b"\xe2\x80",
        b"\xed\xa0\x80",
        b"\xef\xbb\xbf",
        b"\xf4\x90\x80\x80",
        b"\xa0",
    ),
]
PLACE = re.compile(r"lstmcount: <stdin>:(\d+)(:\d+)?: .+\n")


def drawn(draw: random.Random) -> bytes:
    if draw.random() < 0.2:
        return draw.randbytes(draw.randrange(60))
    readable = draw.choice([8, 18, len(PIECES)])
    return b"".join(
        draw.choice(PIECES[:readable] + PIECES[18:26]) for _ in range(draw.randrange(60))
    )


def test_any_bytes_get_a_score_a_line_or_the_place_of_the_error() -> None:
    for number, draw in cases(100_000, "stdin"):
        data, unknown = drawn(draw), draw.choice(["error", "uh", "skip"])
        errors = draw.choice(["strict", "replace"])
        done = lstmcount("score", "--unknown", unknown, "--errors", errors, stdin=data)
        scores = [int(line) for line in done.out.split()]
        place = PLACE.fullmatch(done.err)
        if done.code == 2:
            assert place, (number, data, done)
            before = b"\n".join(data.split(b"\n")[: int(place[1]) - 1])
            before += b"\n" * (int(place[1]) > 1)
            assert scores == by_definition(
                before.decode("utf-8", "replace"), "uh" if unknown == "error" else unknown
            ), (
                number,
                data,
            )
        else:
            assert (done.code, done.err) == (0, ""), (number, data, done)
            assert scores == by_definition(
                data.decode("utf-8", "replace"), "uh" if unknown == "error" else unknown
            ), (
                number,
                data,
            )
        if unknown != "error" and errors == "replace":
            assert done.code == 0, (number, data, done)


def test_totals_documents_and_traces_agree() -> None:
    for number, draw in cases(10_000, "modes"):
        data, unknown = drawn(draw), draw.choice(["uh", "skip"])
        options = ("--unknown", unknown, "--errors", "replace")
        lines = by_definition(data.decode("utf-8", "replace"), unknown)
        total = lstmcount("score", "--total", *options, stdin=data)
        assert int(total.out) == sum(lines), (number, data)
        whole = closed_form_score(Vocabulary(unknown).tokens(data.decode("utf-8", "replace")))
        document = lstmcount("score", "--document", *options, stdin=data)
        assert int(document.out) == whole, (number, data)
        table = lstmcount("score", "--format", "csv", *options, stdin=data)
        rows = table.out.splitlines()[1:]
        assert [int(row.rsplit(",", 1)[1]) for row in rows] == lines, (number, data)


LEXICON = {
    "x": 1,
    "na\u00efve": 0,
    "it's": 3,
    "good": 0,
    "\u4e2d": 1,
    "\u0130": 2,
    "\u00e9": 0,
}


def test_a_lexicon_changes_what_words_mean_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_text("".join(f"{word}\t{WORDS[token]}\n" for word, token in LEXICON.items()))
    for number, draw in cases(100_000, "lexicon"):
        data, unknown = drawn(draw), draw.choice(["uh", "skip"])
        options = ("--unknown", unknown, "--errors", "replace", "--lexicon", str(path))
        lines = data.decode("utf-8", "replace").split("\n")
        vocabulary = Vocabulary(unknown, LEXICON)
        expected = [
            closed_form_score(vocabulary.tokens(line))
            for line in lines[: -1 if lines[-1] == "" else None]
        ]
        done = lstmcount("score", *options, stdin=data)
        assert [int(line) for line in done.out.split()] == expected, (number, data)
        assert (done.code, done.err) == (0, ""), (number, data)


def test_a_process_prints_what_a_call_prints() -> None:
    for number, draw in cases(300, "stdin of processes"):
        data, unknown = drawn(draw), draw.choice(["error", "uh", "skip"])
        given = ["score", "--unknown", unknown, "--errors", draw.choice(["strict", "replace"])]
        done = run(*given, stdin=data, cold=number % 10 == 0)
        assert done == lstmcount(*given, stdin=data), (number, data)

"""Lines of a source, read in chunks, with the place of what is wrong."""

import io

import pytest

from lstmcount.errors import InputError
from lstmcount.text.sources import STDIN, argument, chunk_words, read_lines, texts
from lstmcount.text.vocabulary import Vocabulary


def test_a_line_that_is_longer_than_a_chunk_is_one_text() -> None:
    data = b"good " * 300_000 + b"\nbad\n" + b"x" * (3 << 20)
    lines = read_lines(io.BytesIO(data), "a.txt")
    read = ["".join(chunk.text for chunk in text.chunks) for text in texts(lines, "a.txt", False)]
    assert [line.encode() for line in read] == data.split(b"\n")


def test_five_million_letters_are_one_unknown_word() -> None:
    data = b"not " + b"x" * 5_000_000 + b"y, good"
    vocabulary = Vocabulary("uh")
    lines = read_lines(io.BytesIO(data), "a.txt")
    assert [w.token for line in lines for w in chunk_words(line, vocabulary)] == [2, 3, 1]
    with pytest.raises(InputError, match=r"a.txt:1:5: unknown word 'x{59}…'; --unknown uh"):
        [chunk_words(line, Vocabulary()) for line in read_lines(io.BytesIO(data), "a.txt")]


def test_a_place_behind_a_long_word_counts_all_its_letters() -> None:
    data = b"good\n" + "é".encode() * 5_000_000 + b" bed"
    lines = list(read_lines(io.BytesIO(data), "a.txt"))
    with pytest.raises(InputError, match=r"a.txt:2:5000002: unknown word 'bed'"):
        chunk_words(lines[-1], Vocabulary())


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"good bed", "a.txt:1:6"),
        (b"good\nbad\0uh bed", "a.txt:2:4"),
        (b"good\0\0\nbed", "a.txt:3:2"),
    ],
)
def test_places_count_texts_that_end_with_nul(data: bytes, message: str) -> None:
    with pytest.raises(InputError, match=rf"^{message}: unknown word 'bed'"):
        [
            chunk_words(ln, Vocabulary())
            for ln in read_lines(io.BytesIO(data), "a.txt", separator=b"\0")
        ]


def test_places_in_an_argument_count_its_lines() -> None:
    (chunk,) = argument("good\nnot bed", 2).chunks
    with pytest.raises(InputError, match=r"^<argument 2>:2:5: unknown word 'bed'"):
        chunk_words(chunk, Vocabulary())


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (
            "good\nbad\n".encode("utf-16"),
            "a.txt:1: byte 1 is not UTF-8 but begins UTF-16; convert it with "
            "iconv -f utf-16 -t utf-8 a.txt",
        ),
        (
            b"isn\x92t good\n",
            "a.txt:1: byte 4 is not UTF-8 but looks like Windows-1252; convert it with "
            "iconv -f cp1252 -t utf-8 a.txt, or read on with --errors replace",
        ),
        (
            b"na\xefve\n",
            "a.txt:1: byte 3 is not UTF-8 but may be Latin-1; convert it with "
            "iconv -f latin1 -t utf-8 a.txt, or read on with --errors replace",
        ),
    ],
)
def test_bytes_that_are_not_utf8_are_named_for_what_they_are(data: bytes, message: str) -> None:
    with pytest.raises(InputError) as error:
        list(read_lines(io.BytesIO(data), "a.txt"))
    assert str(error.value) == message


def test_standard_input_has_no_name_for_a_shell() -> None:
    with pytest.raises(InputError, match=r"utf-8 FILE, or read on"):
        list(read_lines(io.BytesIO(b"\xff"), STDIN))

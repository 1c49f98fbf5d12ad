"""Both ways to the words of a text find the same ones."""

import sys
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstmcount.text.words import LINE_END, WORD, normalize, normalized_words

PIECES = st.text("aB_1'’;é\u0130ſΣς\ufffd \n-\x00", max_size=30) | st.text(max_size=30)


def one_by_one(text: str) -> list[bytes]:
    return [normalize(match[0]).encode() for match in WORD.finditer(text)]


@given(PIECES)
def test_any_text_has_the_normalized_words_of_its_matches(text: str) -> None:
    text = text.encode("utf-8", "ignore").decode()
    assert normalized_words(text, by_line=False) == one_by_one(text)
    lines = ([*one_by_one(line), LINE_END] for line in text.split("\n"))
    assert [*normalized_words(text, by_line=True), LINE_END] == [
        found for line in lines for found in line
    ]


ALIKE = {"Lo", "Cn", "Co"}  # letters without case, most of them ideographs; unassigned; private


@pytest.mark.parametrize("apart", [97, pytest.param(1, marks=pytest.mark.slow)])
def test_a_text_of_every_character_there_is_has_the_normalized_words_of_its_matches(
    apart: int,
) -> None:
    """Try all of them, those that are alike only so far *apart*."""
    for plane in range(0, sys.maxunicode + 1, 0x1000):
        numbers = (n for n in range(plane, plane + 0x1000) if not 0xD800 <= n < 0xE000)
        characters = [chr(n) for n in numbers if n % apart == 0 or category(chr(n)) not in ALIKE]
        text = " ".join(f"a{c}b {c} '{c}" for c in characters)
        assert normalized_words(text, by_line=False) == one_by_one(text)

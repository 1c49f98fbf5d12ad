"""A word is what its definition says, and its key is NFKC_Casefold."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from unicodedata import category, normalize, unidata_version

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstmcount.text.words import find_words, is_word
from lstmcount.text.words import normalize as key_of
from tests.helpers.reference_words import reference_key, reference_words

HOSTILE = st.text(
    "aB1_'’ʼ´`é\u0301\u0308\u00ad\u200d\ufe0fÅſİΣς\ufffd -;\n\x00\u0939\u093f", max_size=30
)


def words(text: str) -> list[str]:
    return [text[start:end] for start, end in find_words(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("it was _not_ good", ["it", "was", "not", "good"]),
        ("of_course __init__ a__b", ["of_course", "init", "a__b"]),
        (
            "isn't isn’t isn‘t isnʼt isn＇t isn´t isn`t",
            "isn't isn’t isn‘t isnʼt isn＇t isn´t isn`t".split(),
        ),
        ("'tis the dogs' `good' don''t", ["tis", "the", "dogs", "good", "don", "t"]),
        ("the 90's, 5'10, a'1, 1'a", "the 90 s 5 10 a 1 1 a".split()),
        ("bra\u0308nna cafe\u0301's", ["bra\u0308nna", "cafe\u0301's"]),
        ("جَمِيل ดี अच्छा", ["جَمِيل", "ดี", "अच्छा"]),
        ("hope\u00adless go\u200dod a\u2060", ["hope\u00adless", "go\u200dod", "a"]),
        ("don\u00ad't is\u00adn'\u200dt", ["don\u00ad't", "is\u00adn'\u200dt"]),
        ("\u0301good _\u0301 a_\u0301 a_\u0301b", ["good", "a", "a_\u0301b"]),
        ("3pm ½ x² ﬁne ｇｏｏｄ a\ufffdb", ["3pm", "½", "x²", "ﬁne", "ｇｏｏｄ", "a\ufffdb"]),
        ("\u200d\ufeff\u3164 ' _ \u0301", []),
        ("J'aime l'excellent", ["J'aime", "l'excellent"]),
    ],
)
def test_a_word_is_what_its_reader_sees(text: str, expected: list[str]) -> None:
    assert words(text) == expected
    assert [text[start:end] for start, end in reference_words(text)] == expected
    assert all(map(is_word, expected))


@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("Isn’t", "isn't"),
        ("isnʼt", "isn't"),
        ("isn´t", "isn't"),
        ("cafe\u0301", "caf\u00e9"),
        ("Ｇｏｏｄ", "good"),
        ("ﬁne", "fine"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("hope\u00adless", "hopeless"),
        ("go\u200dod", "good"),
        ("ΣΑΣ", "σασ"),
        ("İ", "i\u0307"),
    ],
)
def test_words_are_the_same_if_their_keys_are(word: str, key: str) -> None:
    assert key_of(word) == key == reference_key(word)


@given(HOSTILE | st.text(max_size=30))
def test_any_text_has_the_words_of_the_definition(text: str) -> None:
    text = text.encode("utf-8", "ignore").decode()
    assert list(find_words(text)) == reference_words(text)
    for word in words(text):
        assert key_of(word) == reference_key(word)


ALIKE = {"Lo", "Cn", "Co"}  # letters without case, most of them ideographs; unassigned; private
CONTEXTS = ["{}", "a{}", "{}a", "a{}b", "a{}1", "a'{}", "{}'a", "a'{}'b", "a{}'b", "é{}", "e\u0301{}e",
            "a\u0301{}", "a_{}", "{}_a", "a_{}_b", "a\u00ad{}", "a{}\u00adb", "a{}\u0301", "{0}{0}"]  # fmt: skip

FEW_CONTEXTS = ["{}", "a{}b", "a'{}'b", "e\u0301{}e", "{0}{0}"]
"""Alone, and around a letter, an apostrophe and a mark."""


def planes(apart: int) -> Iterator[list[str]]:
    """Yield all characters there are, in lists; only every so many of those that are alike."""
    for plane in range(0, sys.maxunicode + 1, 0x1000):
        characters = (chr(n) for n in range(plane, plane + 0x1000) if not 0xD800 <= n < 0xE000)
        yield [
            c
            for c in characters
            if ord(c) % (apart if category(c) in ALIKE else apart // 70 + 1) == 0
        ]


@pytest.mark.parametrize("apart", [997, pytest.param(1, marks=pytest.mark.slow)])
def test_every_character_is_read_by_the_definition_alone_and_beside_others(apart: int) -> None:
    for characters in planes(apart):
        text = "\n".join(
            context.format(c)
            for c in characters
            for context in (FEW_CONTEXTS if apart > 1 or category(c) in ALIKE else CONTEXTS)
        )
        assert list(find_words(text)) == reference_words(text)


@pytest.mark.parametrize("apart", [997, pytest.param(1, marks=pytest.mark.slow)])
def test_every_character_has_the_key_that_unicode_gives_it(apart: int) -> None:
    """Perl brings Unicode's own table of NFKC_Casefold."""
    script = (
        "use Unicode::UCD qw(prop_invmap); my ($l, $m) = prop_invmap('NFKC_Casefold');"
        "print Unicode::UCD::UnicodeVersion(), qq(\\n);"
        "print join(' ', $l->[$_], ref $m->[$_] ? @{$m->[$_]} : $m->[$_]), qq(\\n) for 0..$#$l;"
    )
    if not shutil.which("perl"):
        pytest.skip("needs Perl")
    done = subprocess.run(["perl", "-e", script], capture_output=True, text=True, check=True)
    version, *rows = done.stdout.splitlines()
    if version != unidata_version:
        pytest.skip(f"Perl has Unicode {version}, Python {unidata_version}")
    table = [[int(number) for number in row.split()] for row in rows]
    for (first, *mapping), following in zip(table, [*table[1:], [sys.maxunicode + 1]], strict=True):
        for number in range(first, following[0]):
            if 0xD800 <= number < 0xE000 or (number % apart and mapping == [0]):
                continue
            offset = 0 if len(mapping) > 1 else number - first
            mapped = [number] if mapping == [0] else [to + offset for to in mapping]
            if chr(number) not in "’‘ʼ＇´`":  # which are apostrophes here
                assert key_of(chr(number)) == normalize("NFC", "".join(map(chr, mapped)))

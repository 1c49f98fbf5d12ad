r"""What a word is, and the key under which it is known. Every path is held against this module.

A word is a run of letters, digits and the marks that belong to them. Underscores may stand inside
it, and so may characters that show nothing: the default ignorable code points of Unicode, such as
the soft hyphen. An apostrophe may stand between two letters. All else separates words. U+FFFD
stands for bytes that could not be decoded. It counts as a letter, so that what was lost makes an
unknown word and not a gap.

Two words are the same if their keys are: NFKC_Casefold of UAX #44, with every apostrophe made
``'``. So case, composition, width and ligatures make no difference.
"""

import re
from collections.abc import Iterator
from typing import cast

# The classes of characters: a letter, 0 digit, m mark, i ignorable, _ and '; a space for the rest.
_RUN = re.compile(r"[a0]++([mi_'][a0mi_']*+)?")  # one word, if it is letters and digits alone
_APOSTROPHE = re.compile(r"a[mi]*+'(?=i*+a)|'")  # between two letters, or else loose
_BASE = re.compile(r"[a0]")
_MARKS = re.compile(r"([mi]*m)?")

_APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼ＇´`"), "'")
_IGNORABLE = re.compile(  # DerivedCoreProperties.txt: Default_Ignorable_Code_Point
    "[\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)


def find_words(text: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of each word of *text*, in characters.

    >>> text = "It isn’t _that_ bad-ish"
    >>> [text[start:end] for start, end in find_words(text)]
    ['It', 'isn’t', 'that', 'bad', 'ish']
    """
    classes = text.translate(_CLASSES)
    for run in _RUN.finditer(classes):
        if run[1] is None:
            yield run.span()
        else:
            yield from _words_of_run(classes, *run.span())


def _words_of_run(classes: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Yield the words between loose apostrophes, without what may stand inside a word only."""
    ends = [one.start() for one in _APOSTROPHE.finditer(classes, start, stop) if one[0] == "'"]
    for end in (*ends, stop):
        first = _BASE.search(classes, start, end)
        if first:
            last = max(classes.rfind("a", start, end), classes.rfind("0", start, end))
            yield first.start(), cast(re.Match[str], _MARKS.match(classes, last + 1, end)).end()
        start = end + 1


def is_word(text: str) -> bool:
    """Return whether all of *text* is one word.

    >>> is_word("isn't"), is_word("fed up"), is_word("")
    (True, False, False)
    """
    if text.isascii() and text.isalnum():  # as most words are
        return True
    return next(find_words(text), None) == (0, len(text))


def normalize(word: str) -> str:
    r"""Return the key of *word*.

    >>> normalize("Can’t"), normalize("ｇｏｏｄ"), normalize("hope\xadless")
    ("can't", 'good', 'hopeless')
    """
    if not (word.isascii() and word.isalnum()):
        word = word.translate(_APOSTROPHES)
    return word.lower() if word.isascii() else _nfkc_casefold(word)


def _nfkc_casefold(word: str) -> str:
    """Repeat the three mappings that NFKC_Casefold is derived from, until nothing changes."""
    from unicodedata import normalize as normal_form

    word, before = normal_form("NFD", word), ""
    while word != before:
        word, before = normal_form("NFKC", _IGNORABLE.sub("", word).casefold()), word
    return word


class _Classes(dict[int, str]):
    """The class of each character, by its number; filled as characters are met."""

    def __missing__(self, number: int) -> str:
        self[number] = _class(chr(number))
        return self[number]


def _class(character: str) -> str:
    from unicodedata import category

    if _IGNORABLE.match(character):
        return "i"
    if character.isalpha() or character == "\ufffd":
        return "a"
    if character.isalnum():
        return "0"
    return "m" if category(character).startswith("M") else " "


_CLASSES = _Classes(_APOSTROPHES | {ord("_"): "_"})

"""What a word is, and the one form under which it is known, whatever its case and apostrophe.

A word is a maximal run of letters, digits and underscores, with single apostrophes inside; all
else separates words. U+FFFD, which stands for bytes that could not be decoded, counts as a
letter, so that what was lost makes an unknown word and not a gap.

There are two ways to the same words: :data:`WORD` finds one after the other, with their places;
:func:`keys` takes a long text apart as a whole, ten times as fast.
"""

import re

WORD = re.compile(r"[\w\ufffd]+(?:['’][\w\ufffd]+)*")
LINE_END = b";"
"""Stands for the end of a line among keys; a semicolon itself is a separator like others."""

_LETTER = rb"[0-9a-z_\x80-\xff]"
_LOOSE_APOSTROPHE = re.compile(rb"'(?:(?<!%b')|(?!%b))" % (_LETTER, _LETTER))
_SPACE = ord(" ")


def normalize(word: str) -> str:
    """Return the form under which *word* is looked up: without case, with a straight apostrophe.

    >>> normalize("Can’t")
    "can't"
    """
    return word.casefold().replace("’", "'")


def normalized_words(text: str, by_line: bool) -> list[bytes]:
    r"""Return the keys of all words of *text*, in UTF-8, and :data:`LINE_END` for ends of lines.

    >>> normalized_words("Isn’t it\n'good'?", by_line=True)
    [b"isn't", b'it', b';', b'good']
    """
    text = text.replace("’", "'")  # in many a text the only character that is not ASCII
    if not text.isascii():
        text = _FOREIGN_RUN.sub(lambda run: run[0].translate(_FOREIGN), text)
    # Now whatever is not ASCII belongs to a word.
    data = text.encode().translate(_FOLDED)
    if b"'" in data:
        data = _LOOSE_APOSTROPHE.sub(b" ", data)
    return (data.replace(b"\n", b" ; ") if by_line else data).split()


def _folded(byte: int) -> int:
    character = chr(byte)
    if byte >= 0x80 or character in "\n'_":
        return byte
    return ord(character.lower()) if character.isalnum() else _SPACE


_FOLDED = bytes(map(_folded, range(0x100)))


class _Foreign(dict[int, str]):
    """What becomes of a character that is not ASCII, by its number; filled as they are met."""

    def __missing__(self, number: int) -> str:
        character = chr(number)
        self[number] = normalize(character) if WORD.match(character) else " "
        return self[number]


_FOREIGN = _Foreign()
_FOREIGN_RUN = re.compile(r"[^\x00-\x7f]+")

"""ASCII text as folded letters, from which all but the words is blanked.

What a word is :mod:`lstmcount.text.words` says: letters and digits, underscores between them, and
an apostrophe between two letters. Here all words of a chunk are cut out together.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from ..text.word_table import Bytes, Mask

TEXT_END = ord("\n")
"""Stands for the end of a text, whatever byte ends one."""

SEPARATORS = ord(" ")
"""What is no part of a word is this or below."""

_APOSTROPHE, _GRAVE, _UNDERSCORE = b"'`_"
_ALPHABETIC, _ALPHANUMERIC = (
    np.array([test(chr(byte)) for byte in range(256)]) for test in (str.isalpha, str.isalnum)
)


@cache
def folding_table(text_end: bytes | None) -> bytes:
    """Return the table by which bytes are folded; those above 127 stay as they are.

    >>> b"It`s GOOD;\\n".translate(folding_table(b"\\n"))
    b"it's\\x00good\\x00\\n"
    """

    def fold(byte: int) -> int:
        character = chr(byte)
        if character.encode("latin1") == text_end:
            return TEXT_END
        if byte < 0x80 and character.isalnum():
            return ord(character.lower())
        if character == "`":
            return _APOSTROPHE
        return byte if byte >= 0x80 or character in "'_" else 0

    return bytes(map(fold, range(256)))


def folded_letters(data: bytes, table: bytes, padding: int) -> Bytes:
    """Return *data* folded and without loose marks, behind one zero and before *padding* zeros.

    There must be padding, as :func:`find_marks` says.

    >>> bytes(folded_letters(b"'Tis _not_ it's", folding_table(None), padding=1))
    b"\\x00\\x00tis\\x00\\x00not\\x00\\x00it's\\x00"
    """
    letters = np.zeros(1 + len(data) + padding, dtype=np.uint8)
    letters[1 : 1 + len(data)] = np.frombuffer(data.translate(table), dtype=np.uint8)
    marks, is_inner = find_marks(letters)
    letters[marks[~is_inner]] = 0
    return letters


def find_marks(text: Bytes) -> tuple[NDArray[np.intp], Mask]:
    """Return where apostrophes and underscores stand in *text*, and which are parts of words.

    The last byte of *text* must be a separator.

    >>> marks, is_inner = find_marks(np.frombuffer(b"'Tis _not_ it's ", dtype=np.uint8))
    >>> marks.tolist(), is_inner.tolist()
    ([0, 5, 9, 13], [False, False, False, True])
    """
    is_apostrophe = (text == _APOSTROPHE) | (text == _GRAVE)
    marks = np.flatnonzero(is_apostrophe | (text == _UNDERSCORE))
    begins = np.flatnonzero(np.diff(marks, prepend=-2) != 1)  # of runs of marks
    sizes = np.diff(begins, append=len(marks))
    first = marks[begins]
    before, behind = text[first - 1], text[first + sizes]  # of the first byte, the last
    is_inner = np.where(
        np.logical_or.reduceat(is_apostrophe[marks], begins) if len(begins) else False,
        (sizes == 1) & _ALPHABETIC[before] & _ALPHABETIC[behind],
        _ALPHANUMERIC[before] & _ALPHANUMERIC[behind],
    )
    return marks, np.repeat(is_inner, sizes)

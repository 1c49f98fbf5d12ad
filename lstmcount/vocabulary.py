"""The four words, and how text becomes token ids.

A word is a maximal run of letters, digits and underscores, with single apostrophes inside; all
else separates words, and case is ignored. U+FFFD, which stands for bytes that could not be
decoded, counts as a letter, so that what was lost makes an unknown word and not a gap.
"""

import re
from collections.abc import Iterator
from itertools import repeat
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

WORDS = ("bad", "good", "not", "uh")
BAD, GOOD, NOT, UH = range(len(WORDS))

Unknown = Literal["error", "uh", "skip"]

_UNKNOWN = 255

_WORD = re.compile(r"[\w\ufffd]+(?:['’][\w\ufffd]+)*")
_WORD_OR_LINE_END = re.compile(_WORD.pattern + r"|\n")


class Word(NamedTuple):
    """A word of a text."""

    written: str
    token: int
    start: int  # where it begins, in characters from the start of the text


class UnknownWordError(LookupError):
    """A word outside the vocabulary, with its offset in characters from the start of the text."""

    def __init__(self, word: str, start: int) -> None:
        super().__init__(word, start)
        self.word = word
        self.start = start


class Vocabulary:
    """Maps text to token ids.

    *unknown* says what a word outside the vocabulary is: ``"error"`` raises
    :class:`UnknownWordError`, ``"uh"`` makes it the filler, ``"skip"`` leaves it out, so that
    its neighbours touch.

    >>> Vocabulary(unknown="uh").tokens("Not very good!")
    [2, 3, 1]
    >>> Vocabulary(unknown="skip").tokens("Not very good!")
    [2, 1]
    """

    def __init__(self, unknown: Unknown = "error") -> None:
        self.unknown = unknown
        self.token = {word: token for token, word in enumerate(WORDS)}

    def words(self, text: str) -> Iterator[Word]:
        """Yield the words of *text* that are read, in order."""
        for match in _WORD.finditer(text):
            token = self._lookup(match)
            if token is not None:
                yield Word(match[0], token, match.start())

    def tokens(self, text: str) -> list[int]:
        """Return the token ids (T,) of *text*."""
        return [word.token for word in self.words(text)]

    def token_array(self, text: str, line_end: int | None = None) -> NDArray[np.uint8] | None:
        r"""Return the token ids (T,) of a long *text*, with *line_end* for the end of a line.

        Returns None where there is a word that is an error; :meth:`words` tells which.

        >>> Vocabulary().token_array("not\nGOOD", line_end=9)
        array([2, 9, 1], dtype=uint8)
        """
        pattern = _WORD if line_end is None else _WORD_OR_LINE_END
        # Case is not changed before the words are found: some letters become two characters.
        found = pattern.findall(text.lower()) if text.isascii() else pattern.findall(text)
        names = found if text.isascii() else map(str.lower, found)
        default = UH if self.unknown == "uh" else _UNKNOWN
        known = self.token if line_end is None else self.token | {"\n": line_end}
        ids = np.frombuffer(bytes(map(known.get, names, repeat(default))), dtype=np.uint8)
        if default != _UNKNOWN or not (ids == _UNKNOWN).any():
            return ids
        return ids[ids != _UNKNOWN] if self.unknown == "skip" else None

    def _lookup(self, match: re.Match[str]) -> int | None:
        token = self.token.get(match[0].lower())
        if token is None and self.unknown == "error":
            raise UnknownWordError(match[0], match.start())
        return UH if token is None and self.unknown == "uh" else token

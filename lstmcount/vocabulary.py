"""The four words, and how text becomes token ids.

A word is a maximal run of letters, digits and underscores, with single apostrophes inside; all
else separates words, and case is ignored. U+FFFD, which stands for bytes that could not be
decoded, counts as a letter, so that what was lost makes an unknown word and not a gap.
"""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

WORDS = ("bad", "good", "not", "uh")
BAD, GOOD, NOT, UH = range(len(WORDS))

Unknown = Literal["error", "uh", "skip"]

_WORD = re.compile(r"[\w\ufffd]+(?:['’][\w\ufffd]+)*")


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
        self._unknown = unknown
        self._token = {word: token for token, word in enumerate(WORDS)}

    def words(self, text: str) -> Iterator[Word]:
        """Yield the words of *text* that are read, in order."""
        for match in _WORD.finditer(text):
            token = self._lookup(match)
            if token is not None:
                yield Word(match[0], token, match.start())

    def tokens(self, text: str) -> list[int]:
        """Return the token ids (T,) of *text*."""
        return [word.token for word in self.words(text)]

    def _lookup(self, match: re.Match[str]) -> int | None:
        token = self._token.get(match[0].lower())
        if token is None and self._unknown == "error":
            raise UnknownWordError(match[0], match.start())
        return UH if token is None and self._unknown == "uh" else token

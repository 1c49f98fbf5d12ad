"""The four words, and how text becomes token ids.

A word is a maximal run of letters, digits and underscores, with single apostrophes inside; all
else separates words, and case is ignored. U+FFFD, which stands for bytes that could not be
decoded, counts as a letter, so that what was lost makes an unknown word and not a gap.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import repeat
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

WORDS = ("bad", "good", "not", "uh")
BAD, GOOD, NOT, UH = range(len(WORDS))
FOUR = {word: token for token, word in enumerate(WORDS)}

Unknown = Literal["error", "uh", "skip"]

_UNKNOWN = 255

WORD = re.compile(r"[\w\ufffd]+(?:['’][\w\ufffd]+)*")
_WORD_OR_LINE_END = re.compile(WORD.pattern + r"|\n")


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


def key(word: str) -> str:
    """Return the form under which *word* is looked up: in lower case, with a straight apostrophe.

    >>> key("Can’t")
    "can't"
    """
    return word.lower().replace("’", "'")


class Vocabulary:
    """Maps text to token ids.

    *unknown* says what a word outside the vocabulary is: ``"error"`` raises
    :class:`UnknownWordError`, ``"uh"`` makes it the filler, ``"skip"`` leaves it out, so that
    its neighbours touch. *lexicon* maps more words to the ids of the four. Should it list one of
    the four themselves, that word means what the lexicon says, too.

    >>> Vocabulary(unknown="uh").tokens("Not very good!")
    [2, 3, 1]
    >>> Vocabulary(unknown="skip").tokens("Not very good!")
    [2, 1]
    >>> Vocabulary(lexicon={"isn't": NOT, "great": GOOD}).tokens("Isn’t great")
    [2, 1]
    """

    def __init__(
        self, unknown: Unknown = "error", lexicon: Mapping[str, int] | None = None
    ) -> None:
        self.unknown = unknown
        self.token = FOUR | {key(word): token for word, token in (lexicon or {}).items()}

    def words(self, text: str) -> Iterator[Word]:
        """Yield the words of *text* that are read, in order."""
        for match in WORD.finditer(text):
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
        pattern = WORD if line_end is None else _WORD_OR_LINE_END
        # Case is not changed before the words are found: some letters become two characters.
        plain = text.lower() if text.isascii() else text.replace("’", "'")
        found = pattern.findall(plain)
        names = found if text.isascii() else map(str.lower, found)
        default = UH if self.unknown == "uh" else _UNKNOWN
        known = self.token if line_end is None else self.token | {"\n": line_end}
        ids = np.frombuffer(bytes(map(known.get, names, repeat(default))), dtype=np.uint8)
        if default != _UNKNOWN or not (ids == _UNKNOWN).any():
            return ids
        return ids[ids != _UNKNOWN] if self.unknown == "skip" else None

    def _lookup(self, match: re.Match[str]) -> int | None:
        token = self.token.get(key(match[0]))
        if token is None and self.unknown == "error":
            raise UnknownWordError(match[0], match.start())
        return UH if token is None and self.unknown == "uh" else token

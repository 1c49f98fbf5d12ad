"""The four words, and how text becomes token ids.

What a word is, and what becomes of its case, :mod:`lstmcount.text.words` says.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import repeat
from typing import TYPE_CHECKING, Literal, NamedTuple

from .words import LINE_END, WORD, normalize, normalized_words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WORDS = ("bad", "good", "not", "uh")
BAD, GOOD, NOT, UH = range(len(WORDS))
TOKEN_IDS = {word: token for token, word in enumerate(WORDS)}

Unknown = Literal["error", "uh", "skip"]

_UNKNOWN = 255


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
        self.token = TOKEN_IDS | {normalize(word): token for word, token in (lexicon or {}).items()}
        self._by_bytes = {word.encode(): token for word, token in self.token.items()}

    def words(self, text: str) -> Iterator[Word]:
        """Yield the words of *text* that are read, in order."""
        for match in WORD.finditer(text):
            token = self._lookup(match)
            if token is not None:
                yield Word(match[0], token, match.start())

    def tokens(self, text: str) -> list[int]:
        """Return the token ids (T,) of *text*."""
        return [word.token for word in self.words(text)]

    def token_array(self, text: str, line_end: int | None = None) -> "NDArray[np.uint8] | None":
        r"""Return the token ids (T,) of a long *text*, with *line_end* for the end of a line.

        Returns None where there is a word that is an error; :meth:`words` tells which.

        >>> Vocabulary().token_array("not\nGOOD", line_end=9)
        array([2, 9, 1], dtype=uint8)
        """
        import numpy as np

        default = UH if self.unknown == "uh" else _UNKNOWN
        known = self._by_bytes if line_end is None else self._by_bytes | {LINE_END: line_end}
        words = normalized_words(text, by_line=line_end is not None)
        ids = np.frombuffer(bytes(map(known.get, words, repeat(default))), dtype=np.uint8)
        if default != _UNKNOWN or not (ids == _UNKNOWN).any():
            return ids
        return ids[ids != _UNKNOWN] if self.unknown == "skip" else None

    def _lookup(self, match: re.Match[str]) -> int | None:
        token = self.token.get(normalize(match[0]))
        if token is None and self.unknown == "error":
            raise UnknownWordError(match[0], match.start())
        return UH if token is None and self.unknown == "uh" else token

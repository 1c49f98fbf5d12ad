"""The four words, and how text becomes token ids.

What a word is, and under which key it is looked up, :mod:`lstmcount.text.words` says.
"""

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from .entries import Entries
from .words import find_words, normalize

WORDS = ("bad", "good", "not", "uh")
BAD, GOOD, NOT, UH = range(len(WORDS))
TOKEN_IDS = {word: token for token, word in enumerate(WORDS)}
SKIP = -1
"""In place of a token id: the word is left out, so that its neighbours touch."""

Unknown = Literal["error", "uh", "skip"]


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
    its neighbours touch. *lexicon* maps more words to the ids of the four, or to :data:`SKIP`.
    Should it list one of the four themselves, that word means what the lexicon says, too.

    >>> Vocabulary(unknown="uh").tokens("Not very good!")
    [2, 3, 1]
    >>> Vocabulary(unknown="skip").tokens("Not very good!")
    [2, 1]
    >>> Vocabulary(lexicon={"isn't": NOT, "great": GOOD, "so": SKIP}).tokens("Isn’t so great")
    [2, 1]
    """

    def __init__(
        self, unknown: Unknown = "error", lexicon: Mapping[str, int] | None = None
    ) -> None:
        self.unknown = unknown
        self.token: Mapping[str, int] = TOKEN_IDS
        if lexicon:
            is_normal = isinstance(lexicon, Entries)
            self.token = Entries(TOKEN_IDS) | (lexicon if is_normal else _normalized(lexicon))

    @property
    def has_lexicon(self) -> bool:
        """Whether more than the four words is known."""
        return isinstance(self.token, Entries)

    def words(self, text: str, skip_first: bool = False) -> Iterator[Word]:
        """Yield the words of *text* that are read, in order.

        With *skip_first* the text begins inside a word, whose beginning was read before.
        """
        for start, end in find_words(text):
            if start == 0 and skip_first:
                continue
            written = text[start:end]
            token = self._lookup(written, start)
            if token != SKIP:
                yield Word(written, token, start)

    def tokens(self, text: str) -> list[int]:
        """Return the token ids (T,) of *text*."""
        return [word.token for word in self.words(text)]

    def _lookup(self, written: str, start: int) -> int:
        token = self.token.get(normalize(written))
        if token is not None:
            return token
        if self.unknown == "error":
            raise UnknownWordError(written, start)
        return UH if self.unknown == "uh" else SKIP


def _normalized(lexicon: Mapping[str, int]) -> dict[str, int]:
    return {normalize(word): token for word, token in lexicon.items()}

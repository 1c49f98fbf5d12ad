"""The words of lexicons and their token ids, in a tenth of the memory of a dict."""

from array import array
from collections.abc import ItemsView, Iterator, Mapping
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .word_table import WordTable

_NONE = 0x7F  # in place of a token id: there is no such word
_KEPT = 1 << 16


class Entries(Mapping[str, int]):
    """Words, each with a token id or SKIP; of two entries for a word the later counts.

    >>> entries = Entries({"good": 1, "so": -1}) | {"good": 0}
    >>> entries["good"], entries.get("bad"), dict(entries)
    (0, None, {'good': 0, 'so': -1})
    """

    def __init__(self, tokens: Mapping[str, int] = {}) -> None:
        self._letters = bytearray()  # of all words, one behind the other, in UTF-8
        self._lengths = array("i")  # in bytes
        self._tokens = array("b")
        self._kept: dict[str, int] = {}
        self.extend(tokens)

    def add(self, word: str, token: int) -> None:
        """Add an entry, before any is looked up."""
        letters = _encoded(word)
        self._letters += letters
        self._lengths.append(len(letters))
        self._tokens.append(token)

    def extend(self, tokens: Mapping[str, int]) -> None:
        """Add the entries of another mapping, before any is looked up."""
        if isinstance(tokens, Entries):
            self._letters += tokens._letters[: sum(tokens._lengths)]
            self._lengths += tokens._lengths
            self._tokens += tokens._tokens
        else:
            for word, token in tokens.items():
                self.add(word, token)

    def __or__(self, other: Mapping[str, int]) -> "Entries":
        both = Entries(self)
        both.extend(other)
        return both

    def has_token(self, token: int) -> bool:
        """Return whether an entry has this token id."""
        return token in self._tokens

    @cached_property
    def table(self) -> "WordTable":
        """The entries as a table; a token id is a value, and SKIP is 255."""
        import numpy as np

        from .word_table import PADDING, Words, WordTable

        self._letters += bytes(PADDING)
        words = Words.joined(self._letters, np.frombuffer(self._lengths, dtype=np.int32))
        return WordTable(words, np.frombuffer(self._tokens, dtype=np.uint8))

    def __getitem__(self, word: str) -> int:
        token = self._kept.get(word)
        if token is None:
            token = self._looked_up(word)
            if len(self._kept) < _KEPT:
                self._kept[word] = token
        if token == _NONE:
            raise KeyError(word)
        return token

    def __iter__(self) -> Iterator[str]:
        return iter(self._dict())

    def __len__(self) -> int:
        return len(self._dict())

    def __bool__(self) -> bool:
        return bool(self._tokens)

    def items(self) -> ItemsView[str, int]:
        """Return all words and their token ids."""
        return self._dict().items()

    def _dict(self) -> dict[str, int]:
        ends = accumulate(self._lengths)
        words = (
            self._letters[end - length : end].decode("utf-8", "surrogatepass")
            for length, end in zip(self._lengths, ends, strict=True)
        )
        return dict(zip(words, self._tokens, strict=True))

    def _looked_up(self, word: str) -> int:
        import numpy as np

        from .word_table import PADDING, Words

        letters = _encoded(word)
        sought = Words.joined(letters + bytes(PADDING), np.array([len(letters)], dtype=np.int32))
        value = int(self.table.values(sought, default=_NONE)[0])
        return value - 256 if value > _NONE else value


def _encoded(word: str) -> bytes:
    return word.encode("utf-8", "surrogatepass")  # the name of a file may be looked up

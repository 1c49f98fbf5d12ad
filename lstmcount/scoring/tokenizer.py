"""Text of any words to tokens, a chunk at a time.

Words begin and end where letters do, and a :class:`.word_table.WordTable` tells what they are.
"""

import numpy as np

from ..machine.counter_machine import Integers
from ..machine.pair_counter import START
from ..text.chunks import Chunk
from ..text.entries import Entries
from ..text.sources import Errors
from ..text.vocabulary import SKIP, UH, UnknownWordError, Vocabulary
from ..text.word_table import PADDING, Bytes, Mask, Words
from .bit_planes import plane_of, popcounts_before
from .foreign_words import ForeignWords
from .letters import SEPARATORS, TEXT_END, folded_letters, folding_table

_STAND_IN = 0x80  # and the token added to it: a word of one byte, which no ASCII text holds
_SKIP, _ERROR = 255, 254
_DEFAULT = {"uh": UH, "skip": _SKIP, "error": _ERROR}


class Tokenizer:
    r"""Reads texts by the words of *vocabulary*; they end with the byte *end*, or nowhere.

    >>> tokenizer = Tokenizer(Vocabulary("uh", {"isn't": 2}))
    >>> tokenizer.tokens(Chunk("It isn’t GOOD\nbad".encode()))
    array([3, 2, 1, 4, 0], dtype=uint8)
    """

    def __init__(
        self, vocabulary: Vocabulary, errors: Errors = "strict", end: bytes | None = b"\n"
    ) -> None:
        token = vocabulary.token
        entries = token if isinstance(token, Entries) else Entries(token)
        stand_ins = [bytes([_STAND_IN + token]) for token in range(START)]
        self._table = entries.table
        self._default = _DEFAULT[vocabulary.unknown]
        self._skips = self._default == _SKIP or entries.has_token(SKIP)
        self._foreign_words = ForeignWords(vocabulary, errors, stand_ins)
        self._folding = folding_table(end)

    def tokens(self, chunk: Chunk) -> Bytes | None:
        """Return the tokens (T,) of *chunk*, and a START for the end of each text.

        Returns None where a word is an error, or a byte is.
        """
        try:
            data = self._foreign_words.replaced(chunk)
        except (UnknownWordError, UnicodeDecodeError):
            return None
        letters = folded_letters(data, self._folding, PADDING + -(len(data) + PADDING) % 64)
        edges: Mask = np.diff(letters > SEPARATORS)  # as many as a plane has bits
        tokens = self._table.values(_words(letters, edges), self._default)
        marks = np.flatnonzero((letters == TEXT_END) | (letters >= _STAND_IN))
        before = popcounts_before(plane_of(edges), marks)[:-1] // 2  # so many words
        is_end = letters[marks] == TEXT_END
        tokens[before[~is_end]] = letters[marks[~is_end]] - _STAND_IN
        tokens = _with_ends(tokens, before[is_end])
        if self._default == _ERROR and (tokens == _ERROR).any():
            return None
        return tokens[tokens != _SKIP] if self._skips else tokens


def _words(letters: Bytes, edges: Mask) -> Words:
    """Return the words of *letters*, which begin and end behind *edges*."""
    at = np.flatnonzero(edges)
    starts = at[::2]
    return Words(letters[1:], starts, at[1::2] - starts)


def _with_ends(tokens: Bytes, before: Integers) -> Bytes:
    """Return *tokens* (T,) and a START where so many words are *before* the end of a text (L,)."""
    is_end = np.zeros(len(tokens) + len(before), dtype=np.bool_)
    is_end[before + np.arange(len(before))] = True
    result = np.full(len(is_end), START, dtype=np.uint8)
    result[~is_end] = tokens
    return result

"""Text of any words to tokens, a chunk at a time.

Words begin and end where letters do, and a :class:`.word_table.WordTable` tells what they are.
"""

import numpy as np

from ..machine.pair_counter import START
from ..text.vocabulary import SKIP, UH, Vocabulary
from .bit_planes import Mask, plane_of, popcounts_before
from .letters import SEPARATORS, TEXT_END, Bytes, folded_letters, folding_table
from .word_table import PADDING, Integers, Words, WordTable

STAND_INS = [bytes([0x80 + token]) for token in range(START)]
"""What may stand in a text for each token: words of one byte, which no ASCII text holds."""

_SKIP, _ERROR = START + 1, START + 2
_DEFAULT = {"uh": UH, "skip": _SKIP, "error": _ERROR}


class LexiconText:
    r"""Reads texts by the words of *vocabulary*; the byte *text_end* ends a text, if one does.

    >>> reader = LexiconText(Vocabulary("uh", {"isn't": 2}), text_end=b"\n")
    >>> reader.tokens(b"It isn't GOOD\nbad")
    array([3, 2, 1, 4, 0], dtype=uint8)
    """

    def __init__(self, vocabulary: Vocabulary, text_end: bytes | None) -> None:
        self._default = _DEFAULT[vocabulary.unknown]
        self._by_text = text_end is not None
        self._folding = folding_table(text_end)
        values = {
            key.encode(): _SKIP if token == SKIP else token
            for key, token in vocabulary.token.items()
            if key.isascii()
        }
        self._skips = _SKIP in (self._default, *values.values())
        self._table = WordTable(values | {word: t for t, word in enumerate(STAND_INS)})

    def tokens(self, data: bytes) -> Bytes | None:
        """Return the tokens (T,) of *data*, which ends between words; a START ends a text.

        It is ASCII but for stand-ins. Returns None where there is a word that is an error.
        """
        letters = folded_letters(data, self._folding, PADDING)
        edges: Mask = np.diff(letters > SEPARATORS)
        tokens = self._table.values(_words(letters, edges), self._default)
        if self._by_text:
            ends = np.flatnonzero(letters == TEXT_END)
            tokens = _with_ends(tokens, _words_before(edges, ends))
        if self._default == _ERROR and (tokens == _ERROR).any():
            return None
        return tokens[tokens != _SKIP] if self._skips else tokens


def _words(letters: Bytes, edges: Mask) -> Words:
    """Return the words of *letters*, which begin and end behind *edges*."""
    at = np.flatnonzero(edges)
    starts = at[::2]
    return Words(letters[1:], starts, at[1::2] - starts)


def _words_before(edges: Mask, at: Integers) -> Integers:
    """Return how many words end before each place of *at*, where none begins or ends."""
    padded = np.pad(edges, (0, -len(edges) % 64))
    return popcounts_before(plane_of(padded), at)[:-1] // 2


def _with_ends(tokens: Bytes, before: Integers) -> Bytes:
    """Return *tokens* (T,) and a START where so many words are *before* the end of a text (L,)."""
    is_end = np.zeros(len(tokens) + len(before), dtype=np.bool_)
    is_end[before + np.arange(len(before))] = True
    result = np.full(len(is_end), START, dtype=np.uint8)
    result[~is_end] = tokens
    return result

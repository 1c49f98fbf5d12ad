"""Words that touch a character beyond ASCII: read one by one, and put back as ASCII can be.

So one such character costs its own word, and no other.
"""

import re
from collections.abc import Iterator, Sequence

import numpy as np

from ..text.chunks import Chunk
from ..text.sources import Errors
from ..text.vocabulary import Vocabulary

_RUN = re.compile(rb"[0-9A-Za-z_'`\x80-\xff]*")
_UNSPACED = re.compile(rb"[^ \n\t\r\0]*")
_IN_RUN = bytes(bool(_RUN.fullmatch(bytes([byte]))) for byte in range(256))
_WINDOW = 64

_KEPT_LENGTH = 64
_KEPT = 1 << 14


class ForeignWords:
    """Replaces the words of *vocabulary* that touch a character beyond ASCII.

    A word is replaced by what stands in *stand_ins* (V,) for its token.

    >>> words = ForeignWords(Vocabulary("skip"), "strict", [b"bad", b"good", b"not", b"uh"])
    >>> words.replaced(Chunk("bad—Not, déjà good".encode()))
    b' bad not ,   good'
    """

    def __init__(self, vocabulary: Vocabulary, errors: Errors, stand_ins: Sequence[bytes]) -> None:
        self._vocabulary = vocabulary
        self._errors = errors
        self._stand_ins = stand_ins
        self._kept: dict[bytes, bytes] = {}

    def replaced(self, chunk: Chunk) -> bytes:
        """Return the data of *chunk* with no byte above 127 but those of stand-ins.

        If it begins inside a word, the rest of that is left out. Raises
        :class:`lstmcount.text.vocabulary.UnknownWordError` and :class:`UnicodeDecodeError` as the
        vocabulary and the decoding do.
        """
        data, end, parts = chunk.data, 0, []
        if chunk.in_word:
            first = _UNSPACED.match(data)
            assert first is not None  # it matches even nothing
            end = first.end()
            parts.append(self._stand_ins_for(data[:end], in_word=True))
        elif data.isascii():
            return data
        for run in foreign_runs(data, end):
            parts += [data[end : run.start], self._replaced_run(data[run])]
            end = run.stop
        return b"".join([*parts, data[end:]])

    def _replaced_run(self, run: bytes) -> bytes:
        result = self._kept.get(run)
        if result is None:
            result = self._stand_ins_for(run)
            if len(run) <= _KEPT_LENGTH and len(self._kept) < _KEPT:
                self._kept[run] = result
        return result

    def _stand_ins_for(self, run: bytes, in_word: bool = False) -> bytes:
        words = self._vocabulary.words(run.decode("utf-8", self._errors), skip_first=in_word)
        return b" ".join([b"", *(self._stand_ins[word.token] for word in words), b""])


def foreign_runs(data: bytes, end: int = 0) -> Iterator[slice]:
    """Yield the longest runs behind *end* that have a byte above 127 and no ASCII separator.

    >>> data = "The café’s bad - naïve".encode()
    >>> [data[run].decode() for run in foreign_runs(data)]
    ['café’s', 'naïve']
    """
    high = np.flatnonzero(np.frombuffer(data, dtype=np.int8) < 0)
    for at in high[np.diff(high, prepend=-2) != 1].tolist():
        if at >= end:
            start = _start(data, end, at)
            run = _RUN.match(data, at)
            assert run is not None  # it matches even nothing
            end = run.end()
            yield slice(start, end)


def _start(data: bytes, low: int, at: int) -> int:
    """Return where the run begins that reaches *at*; it does not begin before *low*."""
    while at > low:
        window = max(low, at - _WINDOW)
        separator = data[window:at].translate(_IN_RUN).rfind(0)
        if separator >= 0:
            return window + separator + 1
        at = window
    return at

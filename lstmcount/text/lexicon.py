"""Lexicons: files that map the words of real text to the four that the LSTM reads.

A lexicon is UTF-8 with an entry a line: a word, a tab, and either one of ``bad``, ``good``,
``not``, ``uh`` or a number, whose sign tells good from bad (0: ``uh``). Further columns are
ignored, so that AFINN's and VADER's own files are lexicons as they are. A list of bare words is
one, too, when its class is named before it: ``good=words.txt``. Blank lines are skipped, and so
are lines that begin with ``;`` or ``#``. Of two entries for a word the later wins.

What this does *not* do: weigh words. One of 0.1 counts as much as one of 3.4.
"""

from functools import partial
from itertools import islice
from math import isfinite
from typing import NamedTuple

from ..errors import InputError, LexiconError
from .escaping import printable
from .sources import input_errors
from .vocabulary import BAD, GOOD, UH, WORDS
from .words import WORD, normalize

MAX_BYTES = 1 << 26
"""A larger file is refused. Published lexicons hold a few MiB; ``/dev/zero`` never ends."""

_PIECE = 1 << 18
_CLASS = {word: token for token, word in enumerate(WORDS)}
_ENTRY = "expected a word, a tab, then bad, good, not, uh or a number"
_BARE = "expected a bare word, without columns, in a list given with its class"


class Lexicon(NamedTuple):
    """What a lexicon says."""

    tokens: dict[str, int]  # by :func:`lstmcount.text.words.key`
    left_out: int  # entries of several words or of none


def load_lexicon(name: str) -> Lexicon:
    """Return the lexicon of a file: *name* is its path, or ``good=PATH`` for bare words.

    A path that itself begins so is written ``./good=…``. Raises :class:`InputError` where the
    file cannot be read and :class:`LexiconError` at the first line that is no entry.

    >>> import pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = pathlib.Path(folder, "a.tsv")
    ...     _ = file.write_text("superb\\t3.1\\nIsn't\\tnot\\nfed up\\t-2\\n")
    ...     load_lexicon(str(file))
    Lexicon(tokens={'superb': 1, "isn't": 2}, left_out=1)
    """
    path, class_ = _classed(name)
    tokens: dict[str, int] = {}
    left_out = 0
    for number, line in enumerate(_text(path).split("\n"), 1):
        if line.startswith((";", "#")) or not line.strip():
            continue
        try:
            word, token = _entry(line) if class_ is None else _bare(line, class_)
        except ValueError as error:
            raise LexiconError(f"{printable(path)}:{number}: {error}") from None
        if WORD.fullmatch(word):
            tokens[normalize(word)] = token
        else:
            left_out += 1
    return Lexicon(tokens, left_out)


def _classed(name: str) -> tuple[str, int | None]:
    """Return the path, and the class that stands before it, if one does."""
    class_, equals, path = name.partition("=")
    return (path, _CLASS[class_]) if equals and class_ in _CLASS else (name, None)


def _entry(line: str) -> tuple[str, int]:
    word, tab, columns = line.partition("\t")
    if not tab:
        hint = "; for a list of bare words, put good=, bad=, not= or uh= before its name"
        raise ValueError(_ENTRY + hint)
    value = columns.partition("\t")[0].strip()
    token = _CLASS.get(value.lower())
    return word.strip(), _sign(value) if token is None else token


def _sign(value: str) -> int:
    """Return the class that a number stands for."""
    try:
        number = float(value)
    except ValueError:
        raise ValueError(_ENTRY) from None
    if not isfinite(number):
        raise ValueError(_ENTRY)
    return GOOD if number > 0 else BAD if number < 0 else UH


def _bare(line: str, token: int) -> tuple[str, int]:
    word = line.strip()
    if "\t" in word:
        raise ValueError(_BARE)
    return word, token


def _text(path: str) -> str:
    with input_errors(path), open(path, "rb") as stream:
        # One read of MAX_BYTES would set aside so much memory for the smallest lexicon.
        pieces = iter(partial(stream.read, _PIECE), b"")
        data = b"".join(islice(pieces, MAX_BYTES // _PIECE + 1))
    if len(data) > MAX_BYTES:
        raise InputError(f"{printable(path)}: over {MAX_BYTES >> 20} MiB; is this a lexicon?")
    try:
        return data.decode().removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line, byte = before.count(b"\n") + 1, error.start - before.rfind(b"\n")
        raise InputError(
            f"{printable(path)}:{line}: byte {byte} is not UTF-8; convert the file, "
            "from Latin-1 for instance with iconv -f latin1 -t utf-8"
        ) from None

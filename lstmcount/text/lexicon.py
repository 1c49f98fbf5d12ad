r"""Lexicons: files that map the words of real text to the four that the LSTM reads.

A lexicon is UTF-8 with an entry a line: a word, a tab, and its class. The class is one of ``bad``,
``good``, ``not``, ``uh``; ``negative``, ``positive``, ``neutral``; ``skip`` for a word that is left
out, so that its neighbours touch; or a number, whose sign tells good from bad (0: ``uh``). Further
columns are ignored, so that AFINN's and VADER's own files are lexicons as they are. A list of bare
words is one, too, when its class is named before it: ``good=words.txt``. Blank lines are skipped,
and so are lines that begin with ``;`` or ``#``. Of two entries for a word the later wins.

Nothing is misread in silence: a header is told, lines that are left out are counted by reason, and
a file that would make every word good, or of which nothing can be read, is refused.

What this does *not* do: weigh words. One of 0.1 counts as much as one of 3.4.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from functools import partial
from itertools import islice
from typing import IO, NamedTuple

from ..errors import InputError, LexiconError
from .chunks import MAX_WORD
from .encodings import not_utf8, packed, shell_name
from .entries import Entries
from .escaping import printable
from .lexicon_entry import CLASSES, is_hashtag, read_bare, read_entry
from .sources import STDIN, input_errors
from .vocabulary import BAD
from .words import is_word, normalize

MAX_BYTES = 1 << 26
"""A larger file is refused. Published lexicons hold a few MiB; ``/dev/zero`` never ends."""

_READ_SIZE = 1 << 18
_NOT_A_WORD, _HASHTAG = "of several words or of none", "behind a #"


class Lexicon(NamedTuple):
    """What a lexicon says."""

    tokens: Entries  # by :func:`lstmcount.text.words.normalize`; SKIP for a word to skip
    left_out: dict[str, int]  # how many lines were left out, by reason
    header: str | None = None  # the first line, if it was taken for a header


def load_lexicon(name: str) -> Lexicon:
    """Return the lexicon of a file: *name* is its path, or ``good=PATH`` for bare words.

    The path ``-`` is standard input. A path that itself begins with a class and ``=`` is written
    ``./good=…``. Raises :class:`InputError` where the file cannot be read and
    :class:`LexiconError` where it is no lexicon, with the line.

    >>> import pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = pathlib.Path(folder, "a.tsv")
    ...     _ = file.write_text("superb\\t3.1\\nIsn't\\tnot\\nfed up\\t-2\\n")
    ...     lexicon = load_lexicon(str(file))
    >>> dict(lexicon.tokens), lexicon.left_out
    ({'superb': 1, "isn't": 2}, {'of several words or of none': 1})
    """
    path, class_ = _split_name(name)
    reader = _Reader(path, class_)
    for number, line in enumerate(_lines(_read(path)), 1):
        reader.read(number, line)
    return reader.lexicon()


def _lines(text: str) -> Iterator[str]:
    """Yield the lines of *text*, of which a list would take several times its memory."""
    start = 0
    while (end := text.find("\n", start)) >= 0:
        yield text[start:end]
        start = end + 1
    yield text[start:]


def _split_name(name: str) -> tuple[str, int | None]:
    """Return the path, and the class that stands before it, if one does."""
    class_, equals, path = name.partition("=")
    return (path, CLASSES[class_]) if equals and class_ in CLASSES else (name, None)


class _Reader:
    """Reads the lines of a lexicon, and keeps what is to be told of them."""

    def __init__(self, path: str, class_: int | None) -> None:
        self._path, self._class = path, class_
        self._tokens = Entries()
        self._left_out: Counter[str] = Counter()
        self._first_left_out = ""
        self._header: str | None = None
        self._entries = 0
        self._classes_of_numbers: set[int] = set()
        self._has_names = class_ is not None

    def read(self, number: int, line: str) -> None:
        """Read a line that is an entry, a header, a comment or blank."""
        if line.startswith(";") or not line.strip():
            return
        if line.startswith("#"):
            if is_hashtag(line, bare=self._class is not None):
                self._leave_out(number, line, _HASHTAG)
            return
        self._entries += 1
        try:
            word, token = self._entry(line)
        except ValueError as error:
            if self._entries == 1 and "\t" in line and self._class is None:
                self._header = line
                self._first_left_out = f"; line {number} is taken for a header: {_shown(line)}"
                return
            message = str(error).replace("FILE", shell_name(self._path))
            raise LexiconError(f"{printable(self._path)}:{number}: {message}") from None
        if is_word(word) and len(word.encode()) < MAX_WORD:
            self._tokens.add(normalize(word), token)
        else:
            self._leave_out(number, line, _NOT_A_WORD)

    def lexicon(self) -> Lexicon:
        """Return all that was read; raise :class:`LexiconError` where that cannot be meant."""
        name = printable(self._path)
        if self._classes_of_numbers and not self._has_names and BAD not in self._classes_of_numbers:
            raise LexiconError(
                f"{name}: no number is below 0, so no word would be bad; if all words are good, "
                f"give the first column as good=FILE: cut -f1 {shell_name(self._path)}"
            )
        if self._entries and not self._tokens:
            raise LexiconError(f"{name}: no entry could be read{self._first_left_out}")
        return Lexicon(self._tokens, dict(self._left_out), self._header)

    def _entry(self, line: str) -> tuple[str, int]:
        if self._class is not None:
            return read_bare(line), self._class
        word, token, is_name = read_entry(line)
        if is_name:
            self._has_names = True
        else:
            self._classes_of_numbers.add(token)
        return word, token

    def _leave_out(self, number: int, line: str, reason: str) -> None:
        self._left_out[reason] += 1
        if not self._first_left_out:
            self._first_left_out = f"; line {number} is {reason}: {_shown(line)}"


def _shown(line: str) -> str:
    return printable(" ".join(line[:60].split()))


def _read(path: str) -> str:
    name = STDIN if path == "-" else path
    with input_errors(name), _open(path) as stream:
        # One read of MAX_BYTES would set aside so much memory for the smallest lexicon.
        parts = iter(partial(stream.read, _READ_SIZE), b"")
        data = b"".join(islice(parts, MAX_BYTES // _READ_SIZE + 1))
    if len(data) > MAX_BYTES:
        raise InputError(f"{printable(name)}: over {MAX_BYTES >> 20} MiB; is this a lexicon?")
    archive = packed(data, name)
    if archive:
        raise InputError(f"{printable(name)}: it {archive}")
    try:
        return data.decode().removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line, byte = before.count(b"\n") + 1, error.start - before.rfind(b"\n")
        what = not_utf8(data, error.start, name)
        raise InputError(f"{printable(name)}:{line}: byte {byte} {what}") from None


def _open(path: str) -> IO[bytes]:
    if path != "-":
        return open(path, "rb")
    if sys.stdin is None:
        raise InputError(f"{STDIN}: it is closed")
    return open(sys.stdin.fileno(), "rb", closefd=False)

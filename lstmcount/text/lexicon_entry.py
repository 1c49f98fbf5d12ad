"""One line of a lexicon: a word and its class, or what is wrong with the line."""

from math import isfinite

from .vocabulary import BAD, GOOD, SKIP, TOKEN_IDS, UH
from .words import is_word

CLASSES = TOKEN_IDS | {"skip": SKIP}
"""What may stand before the ``=`` of a list of bare words."""

_NAMES = CLASSES | {"negative": BAD, "positive": GOOD, "neutral": UH}
_EXPECTED = "expected a word, a tab, then bad, good, not, uh, skip or a number"


def read_entry(line: str) -> tuple[str, int, bool]:
    r"""Return the word of a line, its class, and whether that is named and no number.

    Raises :class:`ValueError` with what is wrong and the way out; FILE is the file's name there.

    >>> read_entry('"vile"\t-2'), read_entry("very\tskip")
    (('vile', 0, False), ('very', -1, True))
    """
    word, tab, columns = line.partition("\t")
    if not tab:
        raise ValueError(f"{_EXPECTED}; {_way_out(line)}")
    value = _unquoted(columns.partition("\t")[0])
    token = _NAMES.get(value.lower())
    return _unquoted(word), _sign(value) if token is None else token, token is not None


def read_bare(line: str) -> str:
    """Return the word of a line in a list of bare words; a :class:`ValueError` if it has columns.

    >>> read_bare(' "vile" ')
    'vile'
    """
    word = _unquoted(line)
    if "\t" in word:
        raise ValueError("expected a bare word, without columns, in a list given with its class")
    return word


def is_hashtag(line: str, bare: bool) -> bool:
    r"""Return whether a line that begins with ``#`` is an entry for a hashtag, and no comment.

    >>> is_hashtag("#awful\t-9", bare=False), is_hashtag("# a comment", bare=False)
    (True, False)
    """
    if bare:
        return is_word(line[1:])
    try:
        return bool(read_entry(line[1:])[0])
    except ValueError:
        return False


def _way_out(line: str) -> str:
    if "," in line:
        return "it has commas: convert it with tr , '\\t' < FILE"
    if "\r" in line.strip():
        return "its lines end in carriage returns: convert it with tr '\\r' '\\n' < FILE"
    return "for a list of bare words, put good=, bad=, not=, uh= or skip= before its name"


def _sign(value: str) -> int:
    """Return the class that a number stands for."""
    try:
        number = float(value)
    except ValueError:
        raise ValueError(_EXPECTED) from None
    if not isfinite(number):
        raise ValueError(_EXPECTED)
    return GOOD if number > 0 else BAD if number < 0 else UH


def _unquoted(text: str) -> str:
    text = text.strip()
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] == '"' else text

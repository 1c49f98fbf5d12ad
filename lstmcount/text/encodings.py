"""What a file is that was expected to be UTF-8, and the command that converts it."""

import re
from shlex import quote

from .escaping import printable

_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_PACKED = {b"PK\x03\x04": ("a zip archive", "unzip"), b"\x1f\x8b": ("a gzip file", "gunzip -k")}
_CP1252_MARK = re.compile(rb"[A-Za-z ][\x85\x91-\x97]|[\x93\x94][A-Za-z ]")
"""Quotation marks, dashes and dots as Windows writes them; Latin-1 has no such characters there."""


def not_utf8(data: bytes, at: int, name: str, or_else: str = "") -> str:
    r"""Say of *data*, whose byte *at* is not UTF-8, what it seems to be and how to convert it.

    What to do *or_else* follows, unless it is UTF-16, of which nothing could be read.

    >>> not_utf8(b"\xff\xfeg\0", 0, "a.txt")
    'is not UTF-8 but begins UTF-16; convert it with iconv -f utf-16 -t utf-8 a.txt'
    """
    if data[at : at + 2] in _UTF16:
        return f"is not UTF-8 but begins UTF-16; convert it with {_iconv('utf-16', name)}"
    if _CP1252_MARK.search(data[max(0, at - 1) : at + 2]):
        kind, encoding = "but looks like Windows-1252", "cp1252"
    else:
        kind, encoding = "but may be Latin-1", "latin1"
    return f"is not UTF-8 {kind}; convert it with {_iconv(encoding, name)}{or_else}"


def packed(data: bytes, name: str) -> str | None:
    r"""Say of a file that begins with *data* how to unpack it, if it is an archive.

    >>> packed(b"\x1f\x8b\x08", "words.tsv.gz")
    'is a gzip file; unpack it with gunzip -k words.tsv.gz'
    """
    for magic, (kind, command) in _PACKED.items():
        if data.startswith(magic):
            return f"is {kind}; unpack it with {command} {shell_name(name)}"
    return None


def shell_name(name: str) -> str:
    """Return *name* as a shell takes it, printable."""
    return quote(printable(name)) if not name.startswith("<") else "FILE"


def _iconv(encoding: str, name: str) -> str:
    return f"iconv -f {encoding} -t utf-8 {shell_name(name)}"

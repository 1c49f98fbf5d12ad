"""Reading what stands on a screen, by Unicode's tables and not by Rich's."""

import re
import unicodedata
from collections import Counter


def plain(text: str) -> str:
    """Return *text* without its colours."""
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


def cells(line: str) -> int:
    """Return how many columns a terminal takes for *line*."""
    if line.isascii():
        return len(line)
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in line)
    return len(line) + wide - sum(unicodedata.combining(c) > 0 for c in line)


def numbers(text: str) -> Counter[str]:
    """Return the numbers that stand in cells of their own."""
    return Counter(re.findall(r"(?<!\S)-?\d[\d.e+-]*(?!\S)", text))

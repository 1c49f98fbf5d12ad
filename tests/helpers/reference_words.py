"""Words by the letter of their definition, in code that shares nothing with the library's.

A word is a run of letters, digits and the marks that belong to them, with underscores and default
ignorable code points inside, and with an apostrophe between two letters.
"""

from unicodedata import category, normalize

APOSTROPHES = set("'\u2019\u2018\u02bc\uff07\u00b4\u0060")
IGNORABLE = {
    chr(number)
    for first, last in [
        (0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C), (0x115F, 0x1160), (0x17B4, 0x17B5),
        (0x180B, 0x180F), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164),
        (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8),
        (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF),
    ]
    for number in range(first, last + 1)
}  # fmt: skip


def is_letter(c: str) -> bool:
    letter = category(c).startswith("L") or c == "\ufffd"
    return letter and c not in APOSTROPHES and c not in IGNORABLE


def is_base(c: str) -> bool:
    return is_letter(c) or (c.isalnum() and c not in APOSTROPHES and c not in IGNORABLE)


def is_mark(c: str) -> bool:
    return category(c).startswith("M") and c not in IGNORABLE


def reference_words(text: str) -> list[tuple[int, int]]:
    """Return (start, end) of each word."""
    words, at = [], 0
    while at < len(text):
        if is_base(text[at]):
            end = _end(text, at)
            words.append((at, end))
            at = end
        else:
            at += 1
    return words


def _end(text: str, start: int) -> int:
    """Return where the word ends that begins at *start*."""
    end = at = start + 1
    base = text[start]  # the last letter or digit
    attached = True  # whether a mark here would belong to it
    while at < len(text):
        c = text[at]
        if is_base(c):
            end, base, attached = at + 1, c, True
        elif is_mark(c) and attached:
            end = at + 1
        elif c in APOSTROPHES:
            following = text[at + 1 :].lstrip("".join(IGNORABLE))[:1]
            if not (attached and is_letter(base) and following and is_letter(following)):
                return end
        elif c == "_":
            attached = False
        elif not (is_mark(c) or c in IGNORABLE):
            return end
        at += 1
    return end


def reference_key(word: str) -> str:
    """Return the key of a word: NFKC_Casefold by the three mappings that it is derived from."""
    key = "".join("'" if c in APOSTROPHES else c for c in normalize("NFD", word))
    for _ in range(4):
        key = normalize("NFKC", "".join(c for c in key.casefold() if c not in IGNORABLE))
    return key

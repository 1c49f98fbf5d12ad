"""Texts to measure with, made anew from a seed."""

from pathlib import Path

import numpy as np

TOKEN_IDS = ["bad", "good", "not", "uh"]
UNKNOWN = ["service", "really", "wasn't", "10", "of_course", "a"]


def write(path: Path, megabytes: float, kind: str = "lines") -> Path:
    """Write about so many MB of lines of 0 to 27 words, repeated from a piece of one MB.

    *kind* is ``lines``; ``one line``; ``unknown``, with 2 % of other words; or ``prose``, with
    capitals and punctuation besides.
    """
    rng = np.random.default_rng(1)
    words = rng.choice(TOKEN_IDS, 250_000).tolist()
    if kind in ("unknown", "prose"):
        for k in np.flatnonzero(rng.random(len(words)) < 0.02):
            words[k] = UNKNOWN[int(rng.integers(len(UNKNOWN)))]
    if kind == "prose":
        marks = rng.choice(["", "", "", "", "", ",", ".", "!", " -"], len(words)).tolist()
        words = [
            (word.capitalize() if k % 9 == 0 else word) + mark
            for k, (word, mark) in enumerate(zip(words, marks, strict=True))
        ]
    lines, at = [], 0
    while at < len(words):
        size = int(rng.integers(28))
        lines.append(" ".join(words[at : at + size]))
        at += size
    piece = ((" " if kind == "one line" else "\n").join(lines) + "\n").encode()
    if kind == "one line":
        piece = piece.replace(b"\n", b" ")
    with path.open("wb") as file:
        for _ in range(round(megabytes * 1e6 / len(piece)) or 1):
            file.write(piece)
    return path

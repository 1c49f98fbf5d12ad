"""Texts to measure with, made anew from a seed."""

import os
import random
from itertools import cycle
from pathlib import Path

import numpy as np

from tests.helpers.labelled import SETS, rated_texts

TOKEN_IDS = ["bad", "good", "not", "uh"]
UNKNOWN = ["service", "really", "wasn't", "10", "of_course", "a"]


def lines(count: int) -> list[str]:
    """Return so many lines of 0 to 27 of the four words."""
    rng = np.random.default_rng(2)
    return [" ".join(rng.choice(TOKEN_IDS, size)) for size in rng.integers(28, size=count)]


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


def published_lines() -> tuple[str, list[str]]:
    """Return what real text there is, and its lines: LABELLED's archive, or the sample reviews."""
    if "LABELLED" in os.environ:
        lines = [text for name in SETS for _, text in rated_texts(name)]
        return f"{len(lines):,} published texts", lines
    lines = Path("samples/reviews.txt").read_text().splitlines()
    return f"the {len(lines)} sample reviews, repeated, for LABELLED names no archive", lines


def write_real(path: Path, megabytes: float, lines: list[str]) -> Path:
    """Write about so many MB of *lines*, shuffled anew each time round, by halves.

    So a line comes again only behind half of all the others, over a megabyte of them.
    """
    rng = random.Random(1)
    halves = cycle([lines[::2], lines[1::2]])
    with path.open("wb") as file:
        while file.tell() < megabytes * 1e6:
            half = next(halves)
            file.write("".join(f"{line}\n" for line in rng.sample(half, len(half))).encode())
    return path

"""Hostile input by the thousand: bounded in CI, as long as one likes on demand.

    FUZZ=1 python -m pytest -m fuzz

runs the full counts; FUZZ=10 ten times as many, and by default it is a fiftieth. Every case is
drawn from its number alone, so what fails can be drawn again; SEED=7 draws others.
"""

import os
import random
from collections.abc import Iterator

SCALE = float(os.environ.get("FUZZ", "0.02"))
SEED = int(os.environ.get("SEED", "0"))


def cases(full: int, name: str) -> Iterator[tuple[int, random.Random]]:
    """Yield the number of each case, of *full* in a full run, and what to draw it from."""
    for number in range(max(1, round(full * SCALE))):
        yield number, random.Random(f"{name} {SEED} {number}")

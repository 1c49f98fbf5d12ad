"""Moments of a run: a signal at the n-th call or return, counted from a function's beginning."""

import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from .processes import Ended, ended, start

HOOK = str(Path(__file__).parent / "hook")
ENTRY = "lstmcount.__main__ main"
NEVER = 1 << 40


def signalled(
    arguments: Sequence[str], moment: int, number: int, begin: str = ENTRY, **options: Any
) -> Ended:
    """How the command line ends that gets the signal *number* at a *moment* after *begin*."""
    hook = {"PYTHONPATH": HOOK, "MOMENT": f"{begin} {moment} {number}"}
    return ended(start(arguments, hook=hook, **options))


def moments(arguments: Sequence[str], folder: Path, begin: str = ENTRY, **options: Any) -> int:
    """How many there are."""
    file = folder / "moments"
    hook = {"PYTHONPATH": HOOK, "MOMENT": f"{begin} {NEVER} 0", "MOMENT_COUNT": str(file)}
    ended(start(arguments, hook=hook, **options))
    return int(file.read_text())


def some(count: int, of: int, seed: int) -> Iterator[int]:
    """*count* moments from all of the run, half of them from its end, where faults are told."""
    rng = random.Random(seed)
    for k in range(count):
        yield rng.randint(1, of) if k % 2 else of - int(rng.paretovariate(0.3)) % of

"""A signal at the n-th call or return of a run, counted from a function's beginning."""

import os
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .processes import run
from .program import Ended

HOOK = Path(__file__).parent / "hook"
ENTRY = "lstmcount.__main__ main"
NEVER = 1 << 40


def signalled(
    *arguments: str, moment: int, number: int, begin: str = ENTRY, **options: Any
) -> Ended:
    """Say how the command line ends that gets the signal *number* at a *moment* after *begin*."""
    return _hooked(*arguments, MOMENT=f"{begin} {moment} {number}", **options)


def moments(*arguments: str, folder: Path, begin: str = ENTRY, **options: Any) -> int:
    """Count the moments."""
    file = folder / "moments"
    never = {"MOMENT": f"{begin} {NEVER} 0", "MOMENT_COUNT": str(file)}
    _hooked(*arguments, **never, **options)
    count = int(file.read_text())
    file.unlink()
    return count


def some(count: int, of: int, seed: int) -> Iterator[int]:
    """Draw *count* moments from all of the run, half of them from its end, where faults are told."""
    rng = random.Random(seed)
    for k in range(count):
        yield rng.randint(1, of) if k % 2 else of - int(rng.paretovariate(0.3)) % of


def _hooked(*arguments: str, cold: bool = False, **options: Any) -> Ended:
    """Run with the hook, which Python imports as it starts, or the forked process executes."""
    if cold:
        return run(*arguments, cold=True, PYTHONPATH=str(HOOK), **options)
    return run(*arguments, before=_execute_hook, **options)


def _execute_hook() -> None:
    path = HOOK / "sitecustomize.py"
    exec(compile(path.read_text(), path, "exec"), {"os": os})

"""Measurements as rows of Markdown tables."""

from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

from . import programs


def head(title: str, *columns: str) -> None:
    """Print the head of a table."""
    cells_ = [title, "MB/s", *columns]
    print("\n| " + " | ".join(cells_) + " |\n|---" * 1 + "|---" * (len(cells_) - 1) + "|")


def row(name: str, rate: float, *more: str) -> None:
    """Print a row of a table."""
    print("| " + " | ".join([name, f"{rate:,.3g}", *more]) + " |", flush=True)


def compared(commands: dict[str, list[str]], file: Path, rounds: int) -> None:
    """Print a row for each command, the first being what the others are compared with."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(rounds + 1):
        for name, command in commands.items():
            times[name].append(programs.seconds(command, file))
    reference = next(iter(times.values()))
    for name, taken in times.items():
        ratios = [own / other for own, other in zip(taken, reference, strict=True)][1:]
        spread = f"{median(ratios):.2f} ({min(ratios):.2f}–{max(ratios):.2f})"
        row(name, file.stat().st_size / 1e6 / median(taken[1:]), spread)


def usual(run: Callable[[], object], rounds: int) -> float:
    """Return the median of some runs, in seconds, after one that does not count."""
    times = []
    for _ in range(rounds + 1):
        begin = perf_counter()
        run()
        times.append(perf_counter() - begin)
    return median(times[1:])

"""What it takes to write scores and traces in each format."""

import json
from pathlib import Path
from statistics import median

from . import programs, texts
from .tables import usual

MOST = 200_000  # lines
SLOW = 50  # times fewer lines are shown in a table, or traced


def measure(file: Path, rounds: int, count: int) -> None:
    """Print how fast *count* lines are scored, and some of them traced."""
    count = min(count, MOST)
    lines = texts.lines(count)
    print(f"\n| {count:,} lines of the four words | lines/s | memory, MB |\n|---|---|---|")
    ready = [
        {"source": "a.txt", "line": n, "text": text, "words": 9, "score": 1, "closed_form": 1}
        for n, text in enumerate(lines, 1)
    ]
    taken = usual(lambda: [json.dumps(one) for one in ready], rounds)
    print(f"| json.dumps of ready dicts, in memory | {count / taken:,.3g} | |", flush=True)
    file.write_text("".join(f"{line}\n" for line in lines))
    for options in ("plain", "json", "csv", "json --dtype float32"):
        arguments = ["score", "--format", *options.split(), "-f"]
        row(f"score --format {options}", arguments, file, rounds, count)
    lines = lines[: count // SLOW]
    file.write_text("".join(f"{line}\n" for line in lines))
    row(
        f"score --format table, {len(lines):,} of them",
        ["score", "--format", "table", "-f"],
        file,
        rounds,
        len(lines),
    )
    steps = len(lines) + sum(len(line.split()) for line in lines)
    print(f"\n| {steps:,} steps traced | steps/s | memory, MB |\n|---|---|---|")
    for format_ in ("json", "csv", "table"):
        row(f"trace --format {format_}", ["trace", "--format", format_], file, rounds, steps)


def row(name: str, arguments: list[str], file: Path, rounds: int, count: int) -> None:
    """Print how many of *count* things a process does in a second, and its memory."""
    command = [*programs.OURS[:-1], *arguments]
    seconds = median(programs.seconds(command, file) for _ in range(rounds))
    memory = programs.megabytes([*arguments, str(file)])
    print(f"| {name} | {count / seconds:,.3g} | {memory:.0f} |", flush=True)

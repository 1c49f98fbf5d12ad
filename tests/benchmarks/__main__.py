"""Print the tables that the README quotes: rates, and ratios to ``wc -w`` with their spread."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

import click
import numpy as np

from lstmcount import closed_form_score

from . import cells, programs, texts

KINDS = {
    "lines": [*programs.PROGRAMS],
    "one line": ["wc -w", "lstmcount score --total", "lstmcount score"],
    "unknown": ["wc -w", "lstmcount score"],
    "prose": ["wc -w", "lstmcount score"],
}
MORE = {"unknown": ["--unknown", "uh"], "prose": ["--unknown", "uh"]}


@click.command()
@click.option("--megabytes", default=84, show_default=True, help="Size of the text.")
@click.option("--rounds", default=5, show_default=True, help="How often all are run in turn.")
@click.option("--growth", default=256, show_default=True, help="Largest size of the last table.")
def main(megabytes: int, rounds: int, growth: int) -> None:
    """Measure, and print tables in Markdown."""
    with tempfile.TemporaryDirectory() as folder:
        for kind in KINDS:
            file = texts.write(Path(folder, "text.txt"), megabytes, kind)
            head(f"{file.stat().st_size / 1e6:.0f} MB, {kind}", "of wc's time (median, spread)")
            processes(file, kind, rounds)
        real_text(Path(folder, "text.txt"), rounds)
        stepped(texts.write(Path(folder, "text.txt"), 2), rounds)
        grown(Path(folder, "text.txt"), rounds, growth)


def head(title: str, *columns: str) -> None:
    """Print the head of a table."""
    cells_ = [title, "MB/s", *columns]
    print("\n| " + " | ".join(cells_) + " |\n|---" * 1 + "|---" * (len(cells_) - 1) + "|")


def row(name: str, rate: float, *more: str) -> None:
    """Print a row of a table."""
    print("| " + " | ".join([name, f"{rate:,.3g}", *more]) + " |", flush=True)


def processes(file: Path, kind: str, rounds: int) -> None:
    """Run all commands in turn, and compare each with ``wc -w`` in the same round."""
    commands = {n: [*c] for n, c in programs.installed().items() if n in KINDS[kind]}
    for name in commands:
        if "lstmcount" in name:
            commands[name][-1:-1] = MORE.get(kind, [])
    compared(commands, file, rounds)


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


def real_text(file: Path, rounds: int) -> None:
    """Score the sample reviews, again and again, with VADER's lexicon, and with VADER itself."""
    if not cells.installed("vaderSentiment"):
        return
    lines = Path("samples/reviews.txt").read_text().splitlines()
    file.write_text("\n".join(lines * (20_000_000 // len("\n".join(lines)))) + "\n")
    head(f"{file.stat().st_size / 1e6:.0f} MB of reviews", "of wc's time (median, spread)")
    ours = [*programs.OURS, "--jobs", "1", "--lexicon", cells.vader_lexicon(), "-f"]
    compared({"wc -w": ["wc", "-w"], "lstmcount score --lexicon, one process": ours}, file, rounds)
    taken = usual(cells.by_vader(lines * 10), rounds)
    row("VADER itself, in memory", 10 * len("\n".join(lines)) / 1e6 / taken, "")


def stepped(file: Path, rounds: int) -> None:
    """Step the LSTM over texts in memory: many in a batch, and one alone."""
    lines = sorted(file.read_text().splitlines(), key=len)
    batches = [lines[k : k + 4096] for k in range(0, len(lines), 4096)]
    one = [[" ".join(lines[-2000:])]]
    head("the LSTM stepped, in memory", "million words/s")
    for name, step in cells.steppers().items():
        step_all(f"{name}, batches of 4096 texts", step, batches, rounds)
        step_all(f"{name}, one text", step, one, rounds)


def step_all(name: str, step: cells.Stepper, batches: list[list[str]], rounds: int) -> None:
    """Print how fast *step* is, with tokenizing and without, and check that it is right."""
    ready = [cells.tokens(batch) for batch in batches]
    for ids in ready:
        assert np.allclose(step(ids), [closed_form_score(text) for text in ids.tolist()])
    size = sum(len(line) + 1 for batch in batches for line in batch)
    words = sum(len(line.split()) for batch in batches for line in batch)
    for what, run in (
        (name, lambda: [step(ids) for ids in ready]),
        (f"{name}, tokenized too", lambda: [step(cells.tokens(batch)) for batch in batches]),
    ):
        taken = usual(run, rounds)
        row(what, size / 1e6 / taken, f"{words / 1e6 / taken:.3g}")


def usual(run: Callable[[], object], rounds: int) -> float:
    """Return the median of some runs, in seconds, after one that does not count."""
    times = []
    for _ in range(rounds + 1):
        begin = perf_counter()
        run()
        times.append(perf_counter() - begin)
    return median(times[1:])


def grown(file: Path, rounds: int, largest: int) -> None:
    """Show how the time of ``score --total`` grows with the file."""
    head("lstmcount score --total", "seconds", "wc -w, seconds")
    size = 1
    while size <= largest:
        texts.write(file, size)
        ours, wc = (
            median(programs.seconds(programs.PROGRAMS[name], file) for _ in range(rounds))
            for name in ("lstmcount score --total", "wc -w")
        )
        row(f"{size} MB", size / ours, f"{ours:.3f}", f"{wc:.3f}")
        size *= 4


if __name__ == "__main__":
    main()

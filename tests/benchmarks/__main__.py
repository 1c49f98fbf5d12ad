"""Print the tables that the README quotes: rates, and ratios to ``wc -w`` with their spread."""

import tempfile
from pathlib import Path
from statistics import median

import click
import numpy as np

from lstmcount import closed_form_score

from . import cells, formats, programs, real, texts
from .tables import compared, head, row, usual

KINDS = {
    "lines": [*programs.PROGRAMS],
    "one line": ["wc -w", "lstmcount score --total", "lstmcount score"],
    "unknown": ["wc -w", "lstmcount score"],
    "prose": ["wc -w", "lstmcount score"],
}
MORE = {"unknown": ["--unknown", "uh"], "prose": ["--unknown", "uh"]}


@click.command()
@click.option("--megabytes", default=84, show_default=True, help="Size of the text.")
@click.option("--real", "real_size", default=20, show_default=True, help="MB of real text.")
@click.option("--rounds", default=5, show_default=True, help="How often all are run in turn.")
@click.option("--growth", default=256, show_default=True, help="Largest size of the last table.")
def main(megabytes: int, real_size: int, rounds: int, growth: int) -> None:
    """Measure, and print tables in Markdown."""
    with tempfile.TemporaryDirectory() as folder:
        for kind in KINDS:
            file = texts.write(Path(folder, "text.txt"), megabytes, kind)
            head(f"{file.stat().st_size / 1e6:.0f} MB, {kind}", "of wc's time (median, spread)")
            processes(file, kind, rounds)
        real.measure(Path(folder, "text.txt"), rounds, real_size)
        formats.measure(Path(folder, "text.txt"), rounds, 10_000 * real_size)
        stepped(texts.write(Path(folder, "text.txt"), 2), rounds)
        grown(Path(folder, "text.txt"), rounds, growth)


def processes(file: Path, kind: str, rounds: int) -> None:
    """Run all commands in turn, and compare each with ``wc -w`` in the same round."""
    commands = {n: [*c] for n, c in programs.installed().items() if n in KINDS[kind]}
    for name in commands:
        if "lstmcount" in name:
            commands[name][-1:-1] = MORE.get(kind, [])
    compared(commands, file, rounds)


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

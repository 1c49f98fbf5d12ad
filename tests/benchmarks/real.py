"""Real text, which varies: ours with a lexicon and without, VADER itself, and what else there is."""

from pathlib import Path

from . import cells, programs, texts
from .rivals import rivals
from .tables import compared, head, row, usual


def measure(file: Path, rounds: int, megabytes: int) -> None:
    """Compare with ``wc -w``, each in one process."""
    what, lines = texts.published_lines()
    texts.write_real(file, megabytes, lines)
    head(f"{file.stat().st_size / 1e6:.0f} MB of {what}", "of wc's time (median, spread)")
    one_process = [*programs.OURS, "--jobs", "1"]
    commands = {"wc -w": ["wc", "-w"]}
    commands |= {
        f"score --unknown {u}": [*one_process, "--unknown", u, "-f"] for u in ("uh", "skip")
    }
    if cells.installed("vaderSentiment"):
        lexicon = cells.vader_lexicon()
        commands["score --lexicon (VADER's)"] = [*one_process, "--lexicon", lexicon, "-f"]
        commands |= rivals(lexicon)
    compared(commands, file, rounds)
    if cells.installed("vaderSentiment"):
        sample = lines[:: max(1, len(lines) // 2000)]
        seconds = usual(cells.by_vader(sample), rounds)
        row("VADER itself, in memory", len("\n".join(sample).encode()) / 1e6 / seconds, "")

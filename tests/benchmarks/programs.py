"""Whole processes that read a file and count: ours, and what else people have at a shell."""

import shutil
import subprocess
import sys
from pathlib import Path
from time import perf_counter

AWK = """
{
    n = split($0, w, " "); p = ""
    for (k = 1; k <= n; k++) {
        s = (w[k] == "good") - (w[k] == "bad")
        t += p == "not" ? -s : s
        p = w[k]
    }
}
END { print t }
"""

LOOP = """
import sys
total = 0
for line in open(sys.argv[1]):
    previous = ""
    for word in line.split():
        if word == "good":
            total += -1 if previous == "not" else 1
        elif word == "bad":
            total -= -1 if previous == "not" else 1
        previous = word
print(total)
"""

MEMORY = """
import sys
from lstmcount.cli.main import run
run(sys.argv[1:])
sys.stdout.flush()
sys.stderr.write(next(line for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""

OURS = [sys.executable, "-m", "lstmcount", "score"]

PROGRAMS: dict[str, list[str]] = {
    "wc -w": ["wc", "-w"],
    "awk": ["awk", AWK],
    "a Python loop": [sys.executable, "-c", LOOP],
    "lstmcount score --total": [*OURS, "--total", "-f"],
    "lstmcount score --total --jobs 1": [*OURS, "--total", "--jobs", "1", "-f"],
    "lstmcount score": [*OURS, "-f"],
}


def seconds(command: list[str], file: Path) -> float:
    """Return how long *command* takes on *file*, its output going to a file too."""
    with file.with_suffix(".out").open("wb") as out:
        begin = perf_counter()
        subprocess.run([*command, str(file)], stdout=out, stderr=subprocess.DEVNULL, check=True)
        return perf_counter() - begin


def megabytes(arguments: list[str]) -> float:
    """Return how much memory ``lstmcount`` takes at most; on Linux."""
    done = subprocess.run(
        [sys.executable, "-c", MEMORY, *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        check=True,
    )
    return int(done.stderr.split()[-2]) / 1000


def installed() -> dict[str, list[str]]:
    """Return the programs that are on this machine."""
    return {name: command for name, command in PROGRAMS.items() if shutil.which(command[0])}

"""A bar on the terminal of standard error, and nowhere else."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest


def told(path: Path, *options: str, stdin: bytes | None = None) -> tuple[bytes, str]:
    """Standard output, which is a pipe, and what the terminal of standard error was told."""
    terminal, error = pty.openpty()
    command = [sys.executable, "-m", "lstmcount", "score", *options]
    command += ["-f", str(path)] if stdin is None else []
    environment = os.environ | {"TERM": "xterm"}
    done = subprocess.run(
        command, input=stdin, stdout=subprocess.PIPE, stderr=error, env=environment, check=True
    )
    os.close(error)
    parts = []
    while True:
        try:
            part = os.read(terminal, 1 << 16)
        except OSError:  # how Linux tells the end of a terminal
            break
        if not part:
            break
        parts.append(part)
    os.close(terminal)
    return done.stdout, b"".join(parts).decode()


@pytest.fixture
def long_text(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_bytes(b"good not bad\n" * 200_000)
    return path


@pytest.mark.parametrize("options", [[], ["--jobs", "2"], ["--dtype", "float32", "--total"]])
def test_if_wanted_it_counts_bytes_and_leaves_standard_output_alone(
    long_text: Path, options: list[str]
) -> None:
    if "--total" in options:
        long_text.write_bytes(b"good not bad\n" * 2_000)
    plain = subprocess.run(
        [sys.executable, "-m", "lstmcount", "score", *options, "-f", str(long_text)],
        capture_output=True,
        check=True,
    )
    out, bar = told(long_text, "--progress", *options)
    assert out == plain.stdout
    size = f"{long_text.stat().st_size / 1e6:.1f} MB" if not options[2:] else "26.0 kB"
    assert size in bar
    assert "\x1b[?25l" not in bar  # hides the cursor


def test_a_pipe_has_no_end_to_show(long_text: Path) -> None:
    out, bar = told(long_text, "--progress", "--total", stdin=long_text.read_bytes())
    assert out == b"400000\n"
    assert "2.6/? MB" in bar


@pytest.mark.parametrize("options", [["--no-progress"], []])
def test_short_work_shows_none(long_text: Path, options: list[str]) -> None:
    assert told(long_text, "--total", *options) == (b"400000\n", "")

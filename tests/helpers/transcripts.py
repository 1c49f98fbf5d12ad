"""What the README shows of commands: run, not remembered."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def run(command: str, *arguments: object) -> str:
    """Return what *command*, its $1 and so on being *arguments*, prints on both outputs."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    kept = {k: v for k, v in os.environ.items() if not k.endswith(("COLOR", "COLUMNS"))}
    done = subprocess.run(
        ["bash", "-c", command, "bash", *map(str, arguments)],
        cwd=ROOT,
        env=kept | {"PATH": path, "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        encoding="utf-8",
        timeout=60,
    )
    return done.stdout


def transcript(*commands: str) -> str:
    """Return a block of commands, each with what it prints."""
    blocks = (f"$ {command}\n{run(command)}" for command in commands)
    lines = (line.rstrip() for line in "".join(blocks).splitlines())
    return "```console\n" + "\n".join(lines) + "\n```\n"


def help_text(command: str) -> str:
    """Return the help of *command*."""
    return "```text\n" + run(f"lstmcount {command} --help") + "```\n"

"""What the README shows of commands: run in a shell, not remembered."""

import os
import shlex
import subprocess
import sys
from pathlib import Path

from .in_process import lstmcount
from .program import ROOT, environment

PATH = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"


def transcript(*commands: str) -> str:
    """Return a block of commands, each with what it prints on both outputs."""
    blocks = (f"$ {command}\n{_printed(command)}" for command in commands)
    lines = (line.rstrip() for line in "".join(blocks).splitlines())
    return "```console\n" + "\n".join(lines) + "\n```\n"


def help_text(command: str) -> str:
    """Return the help of *command*."""
    return "```text\n" + lstmcount(command, "--help").out + "```\n"


def _printed(command: str) -> str:
    """Return what *command* prints: in Bash, unless it is the program alone."""
    if command.startswith("lstmcount ") and not set("|<>;&$*~`") & set(command):
        done = lstmcount(*shlex.split(command.replace("\\\n", ""))[1:])
        return done.out + done.err
    return in_shell(command)


def in_shell(command: str) -> str:
    """Return what *command* prints in Bash."""
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=ROOT,
        env=environment(PATH=PATH, PYTHONUTF8="1"),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        encoding="utf-8",
        timeout=60,
    )
    return done.stdout

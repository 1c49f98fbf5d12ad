"""Completion, in the shells themselves: what is typed, TAB, and what stands on the line then."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from select import select

import pytest

from lstmcount.cli.main import COMMANDS
from lstmcount.cli.topic_pages import topic_text
from tests.helpers.in_process import lstmcount

TYPED = [  # what is typed before TAB, and the words on the line behind it
    ("lstmcount sc", ["lstmcount", "score"]),
    ("lstmcount score --tot", ["lstmcount", "score", "--total"]),
    ("lstmcount score --format js", ["lstmcount", "score", "--format", "json"]),
    ("lstmcount trace --unknown sk", ["lstmcount", "trace", "--unknown", "skip"]),
    ("lstmcount score --file a\\ fi", ["lstmcount", "score", "--file", "a file.txt"]),
    ("lstmcount score --lexicon a\\ fi", ["lstmcount", "score", "--lexicon", "a file.txt"]),
    ("lstmcount weights -o a\\ fi", ["lstmcount", "weights", "-o", "a file.txt"]),
    *(
        (f"lstmcount {command} a\\ fi", ["lstmcount", command, "a file.txt"])
        for command in COMMANDS
        if command != "score"  # which takes texts
    ),
]
START = {
    "bash": ("bash", "--norc", "--noprofile", "-i"),
    "zsh": ("zsh", "-f", "-i"),
}
READY = {"bash": "", "zsh": "autoload -U compinit; compinit -u -D; bindkey -e"}


def turned_on(shell: str) -> str:
    """The line of the topic that turns completion on."""
    topic = topic_text("pipelines")
    (line,) = re.findall(rf"^(.*_LSTMCOUNT_COMPLETE={shell}_source.*)$", topic, re.M)
    return line


def environment(folder: Path) -> dict[str, str]:
    """A home without settings; and what is run is the program that is tested."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    home = {"HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "XDG_DATA_HOME": str(folder)}
    return {"PATH": path, "TERM": "dumb", "LC_ALL": "C.UTF-8", **home}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a file.txt").touch()
    return tmp_path


class Terminal:
    """A shell that somebody types to."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self._process = process
        self._seen = ""

    def type(self, keys: str, until: str) -> str:
        """Type *keys* and return what appears up to *until*."""
        assert self._process.stdin
        assert self._process.stdout
        os.write(self._process.stdin.fileno(), keys.encode())
        while until not in self._seen:
            assert select([self._process.stdout], [], [], 20)[0], self._seen
            self._seen += os.read(self._process.stdout.fileno(), 1 << 16).decode(errors="replace")
        appeared, _, self._seen = self._seen.partition(until)
        return appeared


@contextmanager
def terminal(shell: str, folder: Path) -> Iterator[Terminal]:
    spawn = [sys.executable, "-c", "import pty, sys; pty.spawn(sys.argv[1:])", *START[shell]]
    with subprocess.Popen(
        spawn,
        cwd=folder,
        env=environment(folder),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        try:
            yield Terminal(process)
        finally:
            process.kill()


@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_tab_completes_commands_options_choices_and_files(shell: str, folder: Path) -> None:
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not installed")
    with terminal(shell, folder) as screen:
        # The marks are split, so that their echo is not taken for them.
        screen.type(f"{READY[shell]}\n{turned_on(shell)}\necho rea''dy\n", "ready")
        for typed, words in TYPED:
            # Complete, go to the beginning of the line, and print its words.
            keys = f"{typed}\t\x01printf '<%s>' \x05; echo en''d\n"
            shown = screen.type(keys, "end\r\n").splitlines()[-1]
            assert re.findall(r"<([^>]*)>", shown.rpartition("\r")[2]) == words, typed


@pytest.mark.skipif(not shutil.which("fish"), reason="fish is not installed")
def test_fish_completes_commands_options_choices_and_files(folder: Path) -> None:
    asked = "; ".join(f"complete -C '{typed}' | head -1; echo" for typed, _ in TYPED)
    done = subprocess.run(
        ["fish", "--no-config", "-c", f"{turned_on('fish')}; {asked}"],
        cwd=folder,
        env=environment(folder),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.stderr == ""
    offered = [block.split("\t")[0].strip() for block in done.stdout.split("\n\n") if block.strip()]
    assert offered == [words[-1] for _, words in TYPED]


def test_completion_imports_neither_numpy_nor_rich() -> None:
    code = (
        "import sys; from lstmcount.cli.main import run; code = run(); "
        "sys.exit(code or bool({'numpy', 'rich'} & set(sys.modules)))"
    )
    for words in ("lstmcount ", *(f"lstmcount {command} --" for command in COMMANDS)):
        asked = {"COMP_WORDS": words, "COMP_CWORD": str(len(words.split(" ")) - 1)}
        done = subprocess.run(
            [sys.executable, "-c", code],
            env=os.environ | asked | {"_LSTMCOUNT_COMPLETE": "bash_complete"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, "")
        assert len(done.stdout.splitlines()) >= 3


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("lstmcount m", ["plain,machine"]),
        ("lstmcount help v", ["plain,verify"]),
        ("lstmcount score --format=t", ["plain,table"]),
        ("lstmcount trace --plot pic", ["file,pic"]),
        ("lstmcount verify sub", ["file,sub"]),
        ("lstmcount score go", []),  # a text
    ],
)
def test_a_shell_is_offered_what_completes_the_word(typed: str, offered: list[str]) -> None:
    asked = {"COMP_WORDS": typed, "COMP_CWORD": str(len(typed.split()) - 1)}
    done = lstmcount(_LSTMCOUNT_COMPLETE="bash_complete", **asked)
    assert (done.code, [line for line in done.lines if line]) == (0, offered)


def test_another_shell_is_an_error_in_one_line() -> None:
    message = "_LSTMCOUNT_COMPLETE: expected bash_source, zsh_source or fish_source"
    done = lstmcount(_LSTMCOUNT_COMPLETE="tcsh_source")
    assert done == (2, "", f"lstmcount: {message}\n")

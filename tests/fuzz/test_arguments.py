"""Any argument list: an exit code that the manual names, and at most one line of complaint."""

import random
from pathlib import Path

import pytest

from lstmcount.cli.main import COMMANDS
from tests.helpers.processes import run

from . import cases
from .running import assert_one_line_at_most, lstmcount

pytestmark = pytest.mark.fuzz

OPTIONS = """-h --help --version -f --file --total --format --jobs --progress --no-progress --document
--lexicon --unknown --errors --weights --explain --time --dtype --color -t --text --values --plot --html --up-to -q
--quiet --minimal --approximate -o --output --inputs --hidden --steps --seed --c0 --fil --x -x -- - -5""".split()
VALUES = """table plain json csv dot mermaid error uh skip strict replace float64 float32 float16
auto always never 0 1 3 -1 1e3 nan bad good not not\u00a0good \udcff \x1b[31m [/b] :smile: good=a
""".split()
VALUES += ["", " ", "not good", "a" * 3000, "../../samples/wrong.json", "."]


def drawn(draw: random.Random, folder: Path) -> list[str]:
    files = [str(folder / name) for name in ("a.txt", "a.json", "a.npz", "a.svg", "none")]
    pools = [OPTIONS, VALUES, files]
    arguments = [draw.choice([*COMMANDS, *COMMANDS, "", "scor", *OPTIONS[:3]])]
    return arguments + [draw.choice(draw.choice(pools)) for _ in range(draw.randrange(7))]


def has_rows(arguments: list[str]) -> bool:
    """Whether files that cannot be read may have told so in rows: those of ``verify`` of several."""
    return arguments[0] == "verify" and len(arguments) > 2


def test_any_arguments_in_this_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for number, draw in cases(100_000, "arguments"):
        arguments = drawn(draw, tmp_path)
        done = lstmcount(*arguments, stdin=b"good\nnot bad\n")
        if done.code != 2 or done.err or not has_rows(arguments):
            assert_one_line_at_most(done.code, done.err, (number, arguments))


def test_any_arguments_in_a_process_of_their_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for number, draw in cases(1_000, "processes"):
        arguments = drawn(draw, tmp_path)
        done = run(*arguments, stdin=b"good\nnot bad\n", cold=number % 10 == 0)
        if done.code != 2 or done.err or not has_rows(arguments):
            assert_one_line_at_most(done.code, done.err, (number, arguments))

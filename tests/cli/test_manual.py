"""The manual page: generated, current, complete, and without a flaw that groff would see."""

import os
import re
import shutil
import subprocess
import sys

import click
import pytest

from lstmcount.cli.commands.verify import EXIT_CODES
from lstmcount.cli.main import COMMANDS, cli
from lstmcount.cli.manual import ENVIRONMENT, manual
from lstmcount.cli.output import OutputError
from lstmcount.errors import LstmcountError
from lstmcount.exit_codes import ExitCode
from lstmcount.machine.extraction import NoMachineError
from tests.helpers.program import ROOT

PAGE = ROOT / "lstmcount/cli/lstmcount.1"


def test_the_manual_page_is_what_the_program_would_write() -> None:
    command = [sys.executable, "-m", "lstmcount.cli.manual"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout == manual() == PAGE.read_text()


def test_every_exit_code_is_named() -> None:
    errors = {error.exit_code for error in (LstmcountError, OutputError, NoMachineError)}
    signals = {ExitCode.INTERRUPTED, ExitCode.BROKEN_PIPE}
    assert {*errors, *EXIT_CODES.values(), *signals, ExitCode.BUG} == set(ExitCode)


def rendered(*command: str) -> str:
    if not shutil.which(command[0]):
        pytest.skip(f"{command[0]} is not installed")
    done = subprocess.run(
        [*command, str(PAGE)],
        env=os.environ | {"LC_ALL": "C.UTF-8", "MANWIDTH": "80", "GROFF_NO_SGR": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return re.sub(".\b", "", done.stdout)  # overstruck, for bold


@pytest.mark.parametrize(
    "command",
    [("groff", "-man", "-Kutf8", "-Tutf8", "-wall", "-ww"), ("man", "--warnings", "-l")],
    ids=["groff", "man"],
)
def test_the_manual_page_renders_without_warnings_and_names_everything(
    command: tuple[str, ...],
) -> None:
    lines = [line.strip() for line in rendered(*command).splitlines()]
    context = click.Context(cli, info_name="lstmcount")
    for name in COMMANDS:
        begin = lines.index(name)
        found = cli.get_command(context, name)
        assert found
        assert lines[begin + 1].startswith(f"lstmcount {name} [OPTIONS]")
        for option in (p for p in found.params if isinstance(p, click.Option)):
            assert any(line.startswith(option.opts[0]) for line in lines[begin:])
        assert any(line.startswith(("lstmcount", "for f in")) for line in lines[begin + 2 :])
    for entry in (*map(int, ExitCode), *ENVIRONMENT):
        assert any(re.match(rf"{entry}\b", line) for line in lines)

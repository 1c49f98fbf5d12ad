import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

from lstmcount.cli.main import COMMANDS
from tests.helpers.in_process import lstmcount
from tests.helpers.program import ROOT

README = (ROOT / "README.md").read_text()


def test_transcripts_and_help_are_what_the_program_prints() -> None:
    command = [sys.executable, "-m", "cogapp", "--check", "--diff", "-I", ".", "README.md"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_command_is_documented() -> None:
    for name in COMMANDS:
        assert f"### {name}\n" in README
        assert "Example" in lstmcount(name, "--help").out


def test_the_picture_is_what_the_program_draws(tmp_path: Path) -> None:
    lstmcount("trace", "samples/reference.txt", "--svg", str(tmp_path / "a.svg"))
    drawn = (tmp_path / "a.svg").read_text()
    assert drawn == (ROOT / "samples/reference.svg").read_text()
    ElementTree.fromstring(drawn)


def test_every_sample_is_described() -> None:
    described = (ROOT / "samples/README.md").read_text()
    for sample in (ROOT / "samples").iterdir():
        of_a_tool = re.match(r"\.|__pycache__$|.*~$", sample.name)
        assert of_a_tool or sample.name == "README.md" or f"`{sample.name}`" in described

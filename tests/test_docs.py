import re
import subprocess
import sys
from pathlib import Path

from lstmcount.cli.main import COMMANDS
from tests.helpers.in_process import lstmcount
from tests.helpers.program import ROOT

README = (ROOT / "README.md").read_text()
SAMPLES = (ROOT / "samples/README.md").read_text()


def test_transcripts_and_help_are_what_the_program_prints() -> None:
    command = [sys.executable, "-m", "cogapp", "--check", "--diff", "-I", ".", "README.md"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_command_is_documented() -> None:
    for name in COMMANDS:
        assert f"### {name}\n" in README
        assert "Example" in lstmcount(name, "--help").out


def test_the_pictures_among_the_samples_are_what_the_command_in_their_readme_draws(
    tmp_path: Path,
) -> None:
    (command,) = re.findall("lstmcount (trace .* --html .*)\n", SAMPLES)
    assert (
        lstmcount(
            *command.replace("samples/reference.", f"{tmp_path}/reference.")
            .replace(f"{tmp_path}/reference.txt", "samples/reference.txt")
            .split()
        ).code
        == 0
    )
    for name in "reference.html", "reference.svg":
        assert (tmp_path / name).read_text() == (ROOT / "samples" / name).read_text()


def test_every_sample_is_described() -> None:
    for sample in (ROOT / "samples").iterdir():
        of_a_tool = re.match(r"\.|__pycache__$|.*~$", sample.name)
        assert of_a_tool or sample.name == "README.md" or f"`{sample.name}`" in SAMPLES

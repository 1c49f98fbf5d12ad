import re
import subprocess
import sys
from pathlib import Path

import pytest

from lstmcount.cli.main import COMMANDS
from lstmcount.cli.topic_pages import TOPICS
from tests.helpers.in_process import lstmcount
from tests.helpers.program import ROOT
from tests.regenerate import PAGES, picture_command

README = (ROOT / "README.md").read_text(encoding="utf-8")
SAMPLES = (ROOT / "samples/README.md").read_text()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_transcripts_are_what_the_program_prints(page: Path) -> None:
    command = [sys.executable, "-m", "cogapp", "--check", "--diff", "-I", ".", str(page)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_command_is_documented() -> None:
    for name in COMMANDS:
        assert f"\n| `{name}` |" in README
        assert "Example" in lstmcount(name, "--help").out


def test_the_pictures_among_the_samples_are_what_the_command_in_their_readme_draws(
    tmp_path: Path,
) -> None:
    changed = [
        argument.replace("samples/reference", str(tmp_path / "reference"))
        if argument.endswith((".html", ".svg"))
        else argument
        for argument in picture_command()
    ]
    assert lstmcount(*changed).code == 0
    for name in "reference.html", "reference.svg":
        assert (tmp_path / name).read_text() == (ROOT / "samples" / name).read_text()


def test_every_sample_is_described() -> None:
    for sample in (ROOT / "samples").iterdir():
        of_a_tool = re.match(r"\.|__pycache__$|.*~$", sample.name)
        assert of_a_tool or sample.name == "README.md" or f"`{sample.name}`" in SAMPLES


def test_every_topic_has_a_page_and_every_page_is_a_topic() -> None:
    assert {page.stem for page in PAGES[1:]} == set(TOPICS)


@pytest.mark.parametrize(
    "page",
    [*PAGES, ROOT / "samples/README.md", ROOT / "tests/README.md", ROOT / "lstmcount/README.md"],
    ids=lambda page: str(page.relative_to(ROOT)),
)
def test_every_link_leads_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#\s]+)\)", text):
        assert (page.parent / target).exists() or target.startswith("https://")


def test_the_readme_is_short() -> None:
    assert len(README.splitlines()) - len(COMMANDS) <= 214  # each command has a row

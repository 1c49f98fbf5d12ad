"""Verdicts on many files fit the screen, and none of them loses a word."""

from pathlib import Path

import pytest

from tests.helpers.in_process import shown
from tests.helpers.screens import cells

pytestmark = pytest.mark.usefixtures("judged_once")

FILES = ["samples", "tests/nn/fixtures/lstm.pt", "tests/nn/fixtures/checkpoint.pt"]


@pytest.mark.parametrize("columns", [20, 40, 59, 60, 80, 132, 200])
def test_every_verdict_is_shown_and_no_line_is_too_wide(columns: int) -> None:
    lines = shown("verify", *FILES, "--jobs", "1", columns=columns)
    assert max(map(cells, lines)) <= columns
    text = "".join("".join(lines).split())
    for word in (
        "counterexample",
        "proved",
        "unreadable",
        "torch.save(checkpoint['model_st",
    ):
        assert word in text or columns < 60
    assert text.count("counterexample") == 3
    assert "−148.494" in text


def test_markup_and_control_characters_in_a_name_are_text(tmp_path: Path) -> None:
    for name in ("[red]a\x1b.npz", "[b].npz"):
        (tmp_path / name).write_bytes(b"PK")
    text = " ".join(shown("verify", str(tmp_path), columns=200))
    assert "[b].npz" in text
    assert r"[red]a\x1b.npz" in text
    assert "\x1b" not in text

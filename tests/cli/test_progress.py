"""A bar on the terminal of standard error, and nowhere else."""

from pathlib import Path

import pytest

from lstmcount.cli import progress
from tests.helpers.in_process import lstmcount
from tests.helpers.terminals import with_errors_on_terminal


@pytest.fixture
def long_text(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_bytes(b"good not bad\n" * 200_000)
    return path


@pytest.mark.parametrize("options", [[], ["--jobs", "2"], ["--dtype", "float32", "--total"]])
def test_a_bar_that_is_asked_for_counts_bytes_and_leaves_standard_output_alone(
    long_text: Path, options: list[str]
) -> None:
    if "--total" in options:
        long_text.write_bytes(b"good not bad\n" * 2_000)
    given = ["score", *options, "-f", str(long_text)]
    out, bar = with_errors_on_terminal(*given, "--progress")
    assert out == lstmcount(*given).out
    size = f"{long_text.stat().st_size / 1e6:.1f} MB" if not options[2:] else "26.0 kB"
    assert size in bar
    assert "\x1b[?25l" not in bar  # hides the cursor


def test_the_bar_of_a_pipe_shows_no_end(long_text: Path) -> None:
    given = ["score", "--progress", "--total"]
    out, bar = with_errors_on_terminal(*given, stdin=long_text.read_bytes())
    assert out == "400000\n"
    assert "2.6/? MB" in bar


@pytest.mark.parametrize("options", [["--no-progress"], []])
def test_short_work_shows_no_bar(long_text: Path, options: list[str]) -> None:
    given = ["score", "--total", *options, "-f", str(long_text)]
    assert with_errors_on_terminal(*given) == ("400000\n", "")


def test_standard_error_in_a_pipe_has_no_bar() -> None:
    done = lstmcount("score", "--progress", stdin=b"good\n" * 1000)
    assert (done.code, done.err) == (0, "")


def test_a_dumb_terminal_has_no_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    assert not progress._shown(None)


def test_a_proof_tells_how_far_it_has_come() -> None:
    given = ["verify", "samples/right.json"]
    out, bar = with_errors_on_terminal(*given, "--progress")
    assert out == lstmcount(*given).out
    assert "proved yet" in bar or "right up to " in bar
    assert "\x1b[?25l" not in bar
    for option in ([], ["--no-progress"]):  # short work, and what is not wanted
        assert with_errors_on_terminal(*given, *option) == (out, "")


def test_files_are_counted() -> None:
    given = ["verify", "samples/right.json", "samples/right.json", "--format", "csv"]
    out, bar = with_errors_on_terminal(*given, "--progress")
    assert out == lstmcount(*given).out
    assert "2/2" in bar
    assert with_errors_on_terminal(*given, "--no-progress") == (out, "")

"""The page and the figure that trace saves: how large they may be, where they go, what stays."""

from pathlib import Path

import pytest

from lstmcount.render import plot
from tests.helpers.in_process import lstmcount


def test_pictures_of_over_1000_steps_are_refused(tmp_path: Path) -> None:
    given = ["trace", "--format", "csv", "--html", str(tmp_path / "a.html")]
    done = lstmcount(*given, "--text", "good " * 1001)
    assert done.code == 2
    assert "<argument 1>:1: a picture shows at most 1000 steps" in done.err
    done = lstmcount(*given, stdin=(b"good " * 99 + b"\n") * 11)
    assert "<stdin>:11: a picture shows at most 1000 steps" in done.err


@pytest.mark.parametrize("name", ["a.html", "a.svg"])
def test_an_old_picture_stays_only_where_nothing_was_read(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    option = "--html" if name == "a.html" else "--plot"
    for stdin, code, kept in ((b"bed\n", 2, True), (b"", 0, False), (b"good\nbed\n", 2, False)):
        path.write_text("old")
        assert lstmcount("trace", option, str(path), stdin=stdin).code == code
        assert (path.read_text() == "old") is kept


@pytest.mark.parametrize(
    ("suffix", "beginning"), [("svg", b"<?xml"), ("PDF", b"%PDF"), ("png", b"\x89PNG")]
)
def test_a_figure_is_of_the_kind_that_its_name_says(
    tmp_path: Path, suffix: str, beginning: bytes
) -> None:
    path = tmp_path / f"a.{suffix}"
    assert lstmcount("trace", "-t", "not bad", "--plot", str(path)).code == 0
    assert path.read_bytes().startswith(beginning)


@pytest.mark.parametrize("name", ["a.txt", "a", ".svgz"])
def test_a_figure_of_no_known_kind_is_refused(name: str) -> None:
    done = lstmcount("trace", "-t", "not bad", "--plot", name)
    assert (done.code, done.out) == (2, "")
    assert "Invalid value for '--plot': expected a name in .svg, .pdf or .png" in done.err


@pytest.mark.parametrize(("option", "end"), [("--html", "</html>\n"), ("--plot", "</svg>\n")])
def test_a_picture_on_standard_output_is_all_that_stands_there(option: str, end: str) -> None:
    done = lstmcount("trace", "-t", "not bad", option, "-")
    assert done.code == 0
    assert done.out.startswith("<")
    assert done.out.endswith(end)


def test_two_pictures_do_not_fit_on_standard_output() -> None:
    done = lstmcount("trace", "-t", "not bad", "--html", "-", "--plot", "-")
    assert (done.code, done.out) == (2, "")
    assert "cannot both be standard output" in done.err


def test_without_matplotlib_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plot, "find_spec", lambda name: None)
    done = lstmcount("trace", "-t", "not bad", "--plot", "a.svg")
    assert (done.code, done.out) == (2, "")
    assert done.err == "lstmcount: a figure takes matplotlib: pip install matplotlib\n"


@pytest.mark.parametrize("option", ["--html", "--plot"])
def test_a_picture_without_a_name_is_refused(option: str) -> None:
    done = lstmcount("trace", "-t", "good", option, "")
    assert (done.code, done.out) == (2, "")
    assert f"Invalid value for '{option}': a file has a name" in done.err

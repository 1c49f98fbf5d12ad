"""Pictures: how large they may be, and what stays where none is drawn."""

from pathlib import Path

from tests.helpers.in_process import lstmcount


def test_a_picture_of_over_1000_steps_is_refused(tmp_path: Path) -> None:
    given = ["trace", "--format", "csv", "--svg", str(tmp_path / "a.svg")]
    done = lstmcount(*given, "--text", "good " * 1001)
    assert done.code == 2
    assert "<argument 1>:1: a picture shows at most 1000 steps" in done.err
    done = lstmcount(*given, stdin=(b"good " * 99 + b"\n") * 11)
    assert "<stdin>:11: a picture shows at most 1000 steps" in done.err


def test_an_old_picture_stays_only_where_nothing_was_read(tmp_path: Path) -> None:
    path = tmp_path / "a.svg"
    for stdin, code, kept in ((b"bed\n", 2, True), (b"", 0, False), (b"good\nbed\n", 2, False)):
        path.write_text("old")
        assert lstmcount("trace", "--svg", str(path), stdin=stdin).code == code
        assert (path.read_text() == "old") is kept

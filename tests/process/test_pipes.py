"""Texts that come through pipes: scored as they come, and a named pipe reads like a file."""

import os
from pathlib import Path
from threading import Thread

import pytest

from tests.helpers.commands import LINE, READING, SHORT, text_file
from tests.helpers.in_process import lstmcount
from tests.helpers.processes import run, start


@pytest.mark.parametrize("blocking", [True, False])
@pytest.mark.parametrize(
    ("options", "header", "row"),
    [
        ("", 0, "{1}"),
        (
            "--format json",
            0,
            '{{"source": "<stdin>", "line": {2}, "text": "{0}", "words": {2}, "score": {1}, '
            '"closed_form": {1}}}',
        ),
        ("--format csv", 1, "<stdin>,{2},{0},{2},{1},{1}"),
        ("--format table", 3, "<stdin>:{2} {0} {1} {1}"),
    ],
)
def test_a_score_of_a_slow_pipe_does_not_wait_for_the_next_line(
    options: str, header: int, row: str, blocking: bool
) -> None:
    reader, writer = os.pipe()
    os.set_blocking(reader, blocking)
    process = start("score", *options.split(), stdin=reader)
    os.close(reader)
    assert process.stdout
    for number, (text, score) in enumerate((("good", 1), ("not good", -1)), 1):
        os.write(writer, f"{text}\n".encode())
        lines = [process.stdout.readline() for _ in range(1 + header * (number == 1))]
        shown = lines[-1].decode().split()
        assert " ".join(shown) == row.format(text, score, number)
    os.close(writer)
    assert process.end().code == 0


@pytest.mark.parametrize("name", ["score", "trace", "score jobs"])
def test_a_named_pipe_reads_like_a_file(name: str, tmp_path: Path) -> None:
    file = text_file(tmp_path, SHORT)
    expected = lstmcount(*READING[name], file)
    os.unlink(file)
    os.mkfifo(file)
    writer = Thread(target=Path(file).write_bytes, args=(LINE * SHORT,))
    writer.start()
    assert run(*READING[name], file) == expected
    writer.join()

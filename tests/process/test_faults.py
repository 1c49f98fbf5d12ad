"""Where output and input fail: the exact exit code, at most one line, and nothing lost before."""

import os
import resource
import shutil
import signal
import threading
from itertools import product
from pathlib import Path

import pytest

from .in_process import called
from .weather.processes import (
    LINE,
    LONG,
    READING,
    SHORT,
    SHOWING,
    WITHOUT_ROOT,
    Ended,
    assert_no_orphans,
    ended,
    run,
    start,
    text_file,
)

FULL = Ended(74, b"", "lstmcount: standard output: No space left on device\n")
CLOSED = Ended(74, b"", "lstmcount: standard output is closed\n")
SILENT = Ended(-signal.SIGPIPE, b"", "")

quick = [
    *((name, SHORT, False) for name in [*READING, *SHOWING]),
    ("score", SHORT, True),
    ("score jobs", LONG, True),
]
full = [
    *product([*READING, *SHOWING], [SHORT], [False, True]),
    *product(READING, [LONG], [False, True]),
]


def matrix(cases: list[tuple[str, int, bool]]) -> pytest.MarkDecorator:
    """The *cases* quickly, the rest of the full matrix in the long suite."""
    rest = [pytest.param(*case, marks=pytest.mark.slow) for case in full if case not in cases]
    return pytest.mark.parametrize(("name", "lines", "unbuffered"), [*cases, *rest])


def arguments(name: str, folder: Path, lines: int) -> list[str]:
    return [*READING[name], text_file(folder, lines)] if name in READING else SHOWING[name]


@matrix(quick)
def test_a_full_disk(name: str, lines: int, unbuffered: bool, tmp_path: Path) -> None:
    with open("/dev/full", "wb") as disk:
        assert run(arguments(name, tmp_path, lines), unbuffered, stdout=disk) == FULL


@matrix(quick[:1])
def test_a_closed_output(name: str, lines: int, unbuffered: bool, tmp_path: Path) -> None:
    given = arguments(name, tmp_path, lines)
    assert run(given, unbuffered, stdout=None, before=lambda: os.close(1)) == CLOSED


@matrix(quick[-2:])
def test_a_reader_that_is_gone(name: str, lines: int, unbuffered: bool, tmp_path: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    process = start(arguments(name, tmp_path, lines), unbuffered, stdout=writer)
    os.close(writer)
    assert ended(process) == SILENT
    assert_no_orphans(process)


@matrix([("score", LONG, False), ("trace", LONG, True)])
def test_a_reader_of_one_line(name: str, lines: int, unbuffered: bool, tmp_path: Path) -> None:
    process = start(arguments(name, tmp_path, lines), unbuffered)
    assert process.stdout
    assert process.stdout.readline()
    process.stdout.close()
    process.stdout = None
    done = ended(process)
    # What is short was all in the pipe before the reader went.
    longer = lines == LONG and name != "score total"
    assert done == SILENT or (not longer and done == Ended(0, b"", ""))
    assert_no_orphans(process)


@matrix([("score", LONG, False), ("score jobs", LONG, True), ("trace table", SHORT, False)])
def test_a_file_size_limit(name: str, lines: int, unbuffered: bool, tmp_path: Path) -> None:
    given, path = arguments(name, tmp_path, lines), tmp_path / "out"
    limit = 1 if lines == SHORT or name == "score total" else 100_000

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    with path.open("wb") as file:
        done = run(given, unbuffered, stdout=file, before=limited)
    assert done == Ended(74, b"", "lstmcount: standard output: File too large\n")
    process = start(given)
    assert process.stdout
    assert path.read_bytes() == process.stdout.read(limit)
    process.kill()
    process.communicate()


@pytest.mark.parametrize("unbuffered", [False, pytest.param(True, marks=pytest.mark.slow)])
@pytest.mark.parametrize("fault", ["closed", "full"])
@pytest.mark.parametrize(
    ("given", "code"), [(["score", "bed"], 2), (["score", "ž"], 2), ([], 2), (["score", "good"], 0)]
)
def test_nowhere_to_complain(given: list[str], code: int, fault: str, unbuffered: bool) -> None:
    def before() -> None:
        if fault == "full":
            os.dup2(os.open("/dev/full", os.O_WRONLY), 2)
        else:
            os.close(2)

    for locale in ({}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}):
        assert run(given, unbuffered, before=before, hook=locale).code == code


@pytest.mark.parametrize("unbuffered", [False, pytest.param(True, marks=pytest.mark.slow)])
@pytest.mark.parametrize("name", ["score", "trace", "score jobs"])
def test_a_closed_input(name: str, unbuffered: bool, tmp_path: Path) -> None:
    closed = {"stdin": None, "before": lambda: os.close(0)}
    done = run([*READING[name], "-"], unbuffered, **closed)
    assert (done.code, done.err) == (2, "lstmcount: <stdin>: it is closed\n")
    given = arguments(name, tmp_path, SHORT)
    assert run(given, unbuffered, **closed) == run(given, unbuffered)


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        *((name, SHORT) for name in ("score", "score json", "trace")),
        pytest.param("trace table", SHORT, marks=pytest.mark.slow),
        pytest.param("score", LONG, marks=pytest.mark.slow),
        pytest.param("score jobs", LONG, marks=pytest.mark.slow),
    ],
)
def test_bad_files_among_good_ones(name: str, lines: int, tmp_path: Path) -> None:
    good, secret = text_file(tmp_path, lines), tmp_path / "secret"
    secret.touch(mode=0)
    if os.geteuid() == 0 and not shutil.which(WITHOUT_ROOT[0]):
        pytest.skip("root reads everything, and setpriv is not here")
    bad = {str(tmp_path): "Is a directory", "no/such": "No such file or directory"}
    bad[str(secret)] = "Permission denied"
    files = [good, *(file for name in bad for file in (name, good))]
    option = ["-f"] if READING[name][-1] == "-f" else []
    command = READING[name][: -len(option) or None]
    given = [*command, *(part for file in files for part in (*option, file))]
    prefix = WITHOUT_ROOT if os.geteuid() == 0 else []
    done, once = run(given, prefix=prefix), run([*READING[name], good])
    assert done.out == once.out * len(files[::2])
    assert done.err == "".join(f"lstmcount: {name}: {why}\n" for name, why in bad.items())
    assert (done.code, once.code) == (2, 0)


@pytest.mark.parametrize("name", ["score", "trace", "score jobs"])
def test_a_pipe_with_a_name(name: str, tmp_path: Path) -> None:
    file = text_file(tmp_path, SHORT)
    expected = run([*READING[name], file])
    os.unlink(file)
    os.mkfifo(file)
    writer = threading.Thread(target=Path(file).write_bytes, args=(LINE * SHORT,))
    writer.start()
    assert run([*READING[name], file]) == expected
    writer.join()


@pytest.mark.parametrize(
    "given", [["verify"], ["machine"], ["weights"], ["rnn"], ["score", "--weights"]]
)
def test_weights_that_cannot_be_read(given: list[str], tmp_path: Path) -> None:
    folder, missing = tmp_path / "a.npz", tmp_path / "b.npz"
    folder.mkdir()
    for path, why in ((folder, "Is a directory"), (missing, "No such file or directory")):
        assert run([*given, str(path)]) == Ended(2, b"", f"lstmcount: {path}: {why}\n")


SAVING = [
    ["weights", "-o", "a.npz"],
    ["weights", "-o", "a.json"],
    ["rnn", "-o", "a.json"],
    ["trace", "-t", "good", "--svg", "a.svg"],
    ["trace", "-t", "good", "--html", "a.html"],
]


@pytest.mark.parametrize("given", SAVING)
def test_a_file_that_cannot_be_written_stays_as_it_was(given: list[str], tmp_path: Path) -> None:
    path = tmp_path / given[-1]
    path.write_text("old")

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))

    done = run([*given[:-1], str(path)], before=limited)
    assert (done.code, done.err) == (74, f"lstmcount: {path}: File too large\n")
    assert [(file.name, file.read_text()) for file in tmp_path.iterdir()] == [(path.name, "old")]


@pytest.mark.parametrize("given", SAVING)
def test_names_that_cannot_be_written(given: list[str], tmp_path: Path) -> None:
    suffix = given[-1][1:]
    loop, folder, long = (tmp_path / f"{name}{suffix}" for name in ("b", "c", "d" * 300))
    loop.symlink_to(loop.name)
    folder.mkdir()
    for path, why in (
        (loop, "Too many levels of symbolic links"),
        (folder, "Is a directory"),
        (long, "File name too long"),
        (loop / f"a{suffix}", "Too many levels of symbolic links"),
    ):
        done = called([*given[:-1], str(path)])
        assert (done.code, done.err) == (74, f"lstmcount: {path}: {why}\n")
    assert called([*given[:-1], ""]).code == 2
    longest = tmp_path / ("e" * (255 - len(suffix)) + suffix)
    assert called([*given[:-1], str(longest)]).code == 0
    assert longest.exists()

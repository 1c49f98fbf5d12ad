"""Where output and input fail: the exact exit code, at most one line, and nothing lost before."""

import os
import resource
import shutil
import signal
import subprocess
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest

from tests.helpers.commands import LONG, READING, SAVING, SHORT, SHOWING, of_length, text_file
from tests.helpers.in_process import lstmcount
from tests.helpers.processes import assert_no_orphans, run, start
from tests.helpers.program import COMMAND, Ended, environment

WITHOUT_ROOT = ("setpriv", "--bounding-set=-dac_override,-dac_read_search", "--")
"""Root reads everything; without these two capabilities it does not."""

FULL = Ended(74, "", "lstmcount: standard output: No space left on device\n")
CLOSED = Ended(74, "", "lstmcount: standard output is closed\n")
SILENT = Ended(-signal.SIGPIPE, "", "")

ALL = [
    *product([*READING, *SHOWING], [SHORT], [False, True]),
    *product(READING, [LONG], [False, True]),
]


def also_slow(*quick: tuple[str, int, bool]) -> pytest.MarkDecorator:
    """Try the *quick* cases of (name, lines, unbuffered), and all others in the slow suite."""
    rest = [pytest.param(*case, marks=pytest.mark.slow) for case in ALL if case not in quick]
    return pytest.mark.parametrize(("name", "lines", "unbuffered"), [*quick, *rest])


@also_slow(
    *((name, SHORT, False) for name in [*READING, *SHOWING]),
    ("score", SHORT, True),
    ("score jobs", LONG, True),
)
def test_a_full_disk_is_told(name: str, lines: int, unbuffered: bool, tmp_path: Path) -> None:
    with open("/dev/full", "wb") as disk:
        given = of_length(name, tmp_path, lines)
        assert run(*given, unbuffered=unbuffered, stdout=disk.fileno()) == FULL


@also_slow(("score", SHORT, False))
def test_a_closed_output_is_told(name: str, lines: int, unbuffered: bool, tmp_path: Path) -> None:
    given = of_length(name, tmp_path, lines)
    assert run(*given, unbuffered=unbuffered, before=lambda: os.close(1)) == CLOSED


@also_slow(("score", SHORT, True), ("score jobs", LONG, True))
def test_a_reader_that_is_gone_ends_it_silently(
    name: str, lines: int, unbuffered: bool, tmp_path: Path
) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    process = start(*of_length(name, tmp_path, lines), unbuffered=unbuffered, stdout=writer)
    os.close(writer)
    assert process.end() == SILENT
    assert_no_orphans(process)


@also_slow(("score", LONG, False), ("trace", LONG, True))
def test_a_reader_of_one_line_ends_it_silently(
    name: str, lines: int, unbuffered: bool, tmp_path: Path
) -> None:
    process = start(*of_length(name, tmp_path, lines), unbuffered=unbuffered)
    assert process.stdout
    assert process.stdout.readline()
    process.stdout.close()
    process.stdout = None
    done = process.end()
    # What is short was all in the pipe before the reader went.
    longer = lines == LONG and name != "score total"
    assert done == SILENT or (not longer and done == Ended(0, "", ""))
    assert_no_orphans(process)


@also_slow(("score", LONG, False), ("score jobs", LONG, True), ("trace table", SHORT, False))
def test_what_fits_a_file_size_limit_is_written(
    name: str, lines: int, unbuffered: bool, tmp_path: Path
) -> None:
    given, path = of_length(name, tmp_path, lines), tmp_path / "out"
    limit = 1 if lines == SHORT or name == "score total" else 100_000
    with path.open("wb") as file:
        done = run(*given, unbuffered=unbuffered, stdout=file.fileno(), before=lambda: small(limit))
    assert done == Ended(74, "", "lstmcount: standard output: File too large\n")
    process = start(*given)
    assert process.stdout
    assert path.read_bytes() == process.stdout.read(limit)
    process.kill()


def small(limit: int) -> None:
    """Limit the size of files in this process."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))


COLD = [
    ("score good > /dev/full", False, 74, FULL.err),
    ("trace -t good > /dev/full", True, 74, FULL.err),
    ("score good >&-", False, 74, CLOSED.err),
    ("score <&-", True, 2, "lstmcount: <stdin>: it is closed\n"),
    ("--help > /dev/full", True, 74, FULL.err),
    (
        "trace --format json -t \"$(yes good | head -4000 | tr '\\n' ' ')\" | head -1",
        False,
        141,
        "",
    ),
]


@pytest.mark.parametrize(
    ("shell", "unbuffered", "code", "error"),
    [
        *COLD,
        *(
            pytest.param(shell, not unbuffered, *rest, marks=pytest.mark.slow)
            for shell, unbuffered, *rest in COLD
        ),
    ],
)
def test_a_fault_in_a_shell_is_told(shell: str, unbuffered: bool, code: int, error: str) -> None:
    done = subprocess.run(
        ["bash", "-c", f'"$@" {shell}; exit ${{PIPESTATUS[0]}}', "bash", *COMMAND],
        env=environment(**({"PYTHONUNBUFFERED": "1"} if unbuffered else {})),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (code, error)


C_LOCALE = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


@pytest.mark.parametrize(
    ("cold", "unbuffered"),
    [(False, False), *(pytest.param(True, u, marks=pytest.mark.slow) for u in (False, True))],
)
@pytest.mark.parametrize("fault", ["closed", "full"])
@pytest.mark.parametrize(
    ("given", "code"), [(["score", "bed"], 2), (["score", "ž"], 2), ([], 2), (["score", "good"], 0)]
)
def test_the_code_is_right_where_there_is_nowhere_to_complain(
    given: list[str], code: int, fault: str, cold: bool, unbuffered: bool
) -> None:
    for locale in ({}, C_LOCALE) if cold else ({},):
        options = {"unbuffered": unbuffered, "cold": cold, **locale}
        assert run(*given, before=without_errors(fault), **options).code == code


@pytest.mark.parametrize("fault", ["closed", "full"])
def test_a_cold_start_in_a_c_locale_with_nowhere_to_complain_has_the_right_code(fault: str) -> None:
    assert run("score", "ž", before=without_errors(fault), cold=True, **C_LOCALE).code == 2


def without_errors(fault: str) -> Callable[[], None]:
    """Return what takes standard error away from a process."""

    def before() -> None:
        if fault == "full":
            os.dup2(os.open("/dev/full", os.O_WRONLY), 2)
        else:
            os.close(2)

    return before


@pytest.mark.parametrize("unbuffered", [False, pytest.param(True, marks=pytest.mark.slow)])
@pytest.mark.parametrize("name", ["score", "trace", "score jobs"])
def test_a_closed_input_is_told_where_it_is_read(
    name: str, unbuffered: bool, tmp_path: Path
) -> None:
    closed = {"before": lambda: os.close(0), "unbuffered": unbuffered}
    done = run(*READING[name], "-", **closed)
    assert (done.code, done.err) == (2, "lstmcount: <stdin>: it is closed\n")
    given = of_length(name, tmp_path, SHORT)
    assert run(*given, **closed) == lstmcount(*given)


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        *((name, SHORT) for name in ("score", "score json", "trace")),
        pytest.param("trace table", SHORT, marks=pytest.mark.slow),
        pytest.param("score", LONG, marks=pytest.mark.slow),
        pytest.param("score jobs", LONG, marks=pytest.mark.slow),
    ],
)
def test_bad_files_do_not_stop_the_good_ones(name: str, lines: int, tmp_path: Path) -> None:
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
    prefix = WITHOUT_ROOT if os.geteuid() == 0 else ()
    alone = [*command, *(part for file in files[::2] for part in (*option, file))]
    done, once = run(*given, prefix=prefix), lstmcount(*alone)
    assert done.out == once.out
    assert done.err == "".join(f"lstmcount: {name}: {why}\n" for name, why in bad.items())
    assert (done.code, once.code) == (2, 0)


@pytest.mark.parametrize("given", [["machine"], ["weights"], ["rnn"], ["score", "--weights"]])
def test_weights_that_cannot_be_read_are_named(given: list[str], tmp_path: Path) -> None:
    folder, missing = tmp_path / "a.npz", tmp_path / "b.npz"
    folder.mkdir()
    for path, why in ((folder, "Is a directory"), (missing, "No such file or directory")):
        assert lstmcount(*given, str(path)) == (2, "", f"lstmcount: {path}: {why}\n")


@pytest.mark.parametrize("given", SAVING)
def test_a_file_that_cannot_be_written_stays_as_it_was(given: list[str], tmp_path: Path) -> None:
    path = tmp_path / given[-1]
    path.write_text("old")
    done = run(*given[:-1], str(path), before=lambda: small(100))
    assert (done.code, done.err) == (74, f"lstmcount: {path}: File too large\n")
    assert [(file.name, file.read_text()) for file in tmp_path.iterdir()] == [(path.name, "old")]


@pytest.mark.parametrize("given", SAVING)
def test_a_name_that_cannot_be_written_is_told(given: list[str], tmp_path: Path) -> None:
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
        done = lstmcount(*given[:-1], str(path))
        assert (done.code, done.err) == (74, f"lstmcount: {path}: {why}\n")
    assert lstmcount(*given[:-1], "").code == 2
    longest = tmp_path / ("e" * (255 - len(suffix)) + suffix)
    assert lstmcount(*given[:-1], str(longest)).code == 0
    assert longest.exists()

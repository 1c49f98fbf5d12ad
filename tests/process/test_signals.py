"""SIGINT, SIGTERM and SIGKILL at any moment: exact codes, silence, nothing half written.

Before the first line of the program runs, Python itself answers an interrupt: with a traceback of
its own, and 1 or death by the signal. Nothing can be done about that from here.
"""

import fcntl
import os
import signal
import subprocess
import sys
import termios
import time
from array import array
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.helpers.commands import (
    LINE,
    LONG,
    READING,
    SAVING,
    SHORT,
    SHOWING,
    of_length,
    text_file,
)
from tests.helpers.moments import moments, signalled, some
from tests.helpers.processes import Process, assert_no_orphans, run, start
from tests.helpers.program import Ended

INTERRUPTED = (130, "")
SCORE = "2"  # of LINE
ONCE_OR_TEN_TIMES = [1, pytest.param(10, marks=pytest.mark.slow)]


def code_and_errors(done: Ended) -> tuple[int, str]:
    return done.code, done.err


@pytest.mark.parametrize(
    ("name", "count", "cold", "unbuffered"),
    [
        ("score", 10, False, False),
        ("score", 3, True, False),
        *(
            pytest.param(name, 10, True, unbuffered, marks=pytest.mark.slow)
            for name in [*READING, *SHOWING]
            for unbuffered in (False, True)
        ),
    ],
)
def test_an_interrupt_at_any_moment_is_quiet(
    name: str, count: int, cold: bool, unbuffered: bool, tmp_path: Path
) -> None:
    given, options = of_length(name, tmp_path, SHORT), {"cold": cold, "unbuffered": unbuffered}
    expected, last = run(*given, **options), moments(*given, folder=tmp_path, **options)
    for moment in some(count, last, seed=len(name)):
        done = signalled(*given, moment=moment, number=signal.SIGINT, **options)
        assert code_and_errors(done) == INTERRUPTED or done == expected, moment
        assert expected.out.startswith(done.out), moment


@pytest.mark.parametrize(
    ("count", "cold"), [(8, False), pytest.param(80, True, marks=pytest.mark.slow)]
)
def test_an_interrupt_while_a_fault_is_told_is_quiet(
    count: int, cold: bool, tmp_path: Path
) -> None:
    told = "lstmcount: standard output: No space left on device\n"
    given = ["score", "good"]
    with open("/dev/full", "wb") as disk:
        options = {"stdout": disk.fileno(), "cold": cold}
        last = moments(*given, folder=tmp_path, **options)
        for moment in some(count, last, seed=count):
            done = signalled(*given, moment=moment, number=signal.SIGINT, **options)
            assert done.code in (130, 74), moment
            assert done.err in ("", told), moment


@pytest.mark.parametrize("times", ONCE_OR_TEN_TIMES)
def test_an_interrupt_after_any_time_is_quiet(times: int, tmp_path: Path) -> None:
    given = of_length("score jobs", tmp_path, LONG)
    expected = run(*given).out
    for moment in range(0, 300, 50 // times):
        process = start(*given, cold=True)
        time.sleep(moment / 1000)
        process.send_signal(signal.SIGINT)
        done = process.end()
        of_python = done.code in (1, -signal.SIGINT) and "lstmcount/cli" not in done.err
        interrupted = code_and_errors(done) == INTERRUPTED
        assert interrupted or of_python or done == Ended(0, expected, ""), done
        assert expected.startswith(done.out)
        assert_no_orphans(process)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_workers_do_not_outlive_a_signal(number: int, tmp_path: Path) -> None:
    reader, writer = os.pipe()  # nobody reads, so that the work does not end
    process = start(*of_length("score jobs", tmp_path, LONG), stdout=writer)
    os.close(writer)
    assert os.read(reader, 10)
    process.send_signal(number)
    if number == signal.SIGINT:  # what was counted is still written, to whoever reads
        with open(reader, "rb") as rest:
            assert set(rest.read().decode().split()) <= {SCORE}
    done = process.end()
    assert code_and_errors(done) == (INTERRUPTED if number == signal.SIGINT else (-number, ""))
    assert_no_orphans(process)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_while_it_waits_for_text_ends_it(number: int) -> None:
    process, writer = waiting_for_text()
    process.send_signal(number)
    done = process.end()
    os.close(writer)
    assert code_and_errors(done) == (INTERRUPTED if number == signal.SIGINT else (-number, ""))
    assert done.out.split() == [SCORE] * SHORT


def test_an_ignored_interrupt_changes_nothing() -> None:
    process, writer = waiting_for_text(lambda: signal.signal(signal.SIGINT, signal.SIG_IGN))
    process.send_signal(signal.SIGINT)
    os.write(writer, LINE)
    os.close(writer)
    assert process.end() == Ended(0, (SCORE + "\n") * (SHORT + 1), "")


def waiting_for_text(before: Callable[[], object] = int) -> tuple[Process, int]:
    """Return a process that has read a few lines and waits for more, and where to write them."""
    reader, writer = os.pipe()
    os.write(writer, LINE * SHORT)
    process = start("score", stdin=reader, before=before)
    while in_pipe(reader):
        time.sleep(0.01)
    os.close(reader)
    time.sleep(0.1)  # until what was read is counted
    return process, writer


@pytest.mark.parametrize("name", ["score", "score jobs", "trace"])
def test_two_interrupts_end_what_waits_for_its_reader(name: str, tmp_path: Path) -> None:
    reader, writer = os.pipe()
    process = start(*READING[name], text_file(tmp_path, LONG), stdout=writer)
    os.close(writer)
    while in_pipe(reader) < 1 << 15:
        time.sleep(0.01)
    time.sleep(0.2)  # until the pipe is full
    process.send_signal(signal.SIGINT)
    time.sleep(0.2)
    process.send_signal(signal.SIGINT)  # the first may have found something left to write
    assert code_and_errors(process.end()) in [INTERRUPTED, (-signal.SIGINT, "")]
    assert_no_orphans(process)
    os.close(reader)


def in_pipe(pipe: int) -> int:
    """Return how many bytes are in a pipe."""
    return array("i", fcntl.ioctl(pipe, termios.FIONREAD, bytes(4)))[0]


@pytest.mark.parametrize("where", ["interrupts.install_handler", "main.prepare"])
def test_an_interrupt_in_a_finaliser_is_not_lost(where: str) -> None:
    code = f"""
import os, sys
import lstmcount.cli.interrupts as interrupts, lstmcount.cli.main as main
from lstmcount.__main__ import main as entry

class Dying:
    def __del__(self):
        os.kill(os.getpid(), {int(signal.SIGINT)})
        len([])  # where Python looks whether there was a signal

{where} = lambda: bool(Dying())
sys.argv = ["lstmcount", "score", "good"]
entry()
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")


REPLACING = "lstmcount.atomic replace_file"


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize(
    ("given", "apart", "cold"),
    [
        (SAVING[0], 45, False),
        *(pytest.param(given, 8, True, marks=pytest.mark.slow) for given in SAVING),
    ],
)
def test_a_file_is_old_or_whole_whenever_it_ends(
    given: list[str], apart: int, cold: bool, number: int, tmp_path: Path
) -> None:
    path = tmp_path / given[-1]
    given = [*given[:-1], str(path)]
    assert run(*given).code == 0
    whole, old, seen = path.read_bytes(), b"old", set()
    last = moments(*given, folder=tmp_path, begin=REPLACING, cold=cold)
    for moment in range(last, 0, -apart):
        path.write_bytes(old)
        done = signalled(*given, moment=moment, number=number, begin=REPLACING, cold=cold)
        assert code_and_errors(done) == (INTERRUPTED if number == signal.SIGINT else (-number, ""))
        seen.add(path.read_bytes())
        if number != signal.SIGKILL:
            assert list(tmp_path.iterdir()) == [path], "a temporary file is left"
    assert seen == {old, whole}

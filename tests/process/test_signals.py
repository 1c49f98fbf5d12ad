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

from .test_faults import SAVING
from .weather.moments import moments, signalled, some
from .weather.processes import (
    LINE,
    LONG,
    READING,
    SHORT,
    SHOWING,
    Ended,
    assert_no_orphans,
    ended,
    run,
    start,
    text_file,
)

INTERRUPTED = (130, "")
SCORE = b"2"  # of LINE
TEN_TIMES = [1, pytest.param(10, marks=pytest.mark.slow)]


def ends(done: Ended) -> tuple[int, str]:
    return done.code, done.err


@pytest.mark.parametrize("unbuffered", [False, pytest.param(True, marks=pytest.mark.slow)])
@pytest.mark.parametrize(
    "name",
    ["score", *(pytest.param(name, marks=pytest.mark.slow) for name in [*READING, *SHOWING])],
)
def test_an_interrupt_at_any_moment_is_quiet(name: str, unbuffered: bool, tmp_path: Path) -> None:
    file = text_file(tmp_path, SHORT)
    given = [*READING[name], file] if name in READING else SHOWING[name]
    expected, last = run(given, unbuffered), moments(given, tmp_path, unbuffered=unbuffered)
    for moment in some(10, last, seed=len(name)):
        done = signalled(given, moment, signal.SIGINT, unbuffered=unbuffered)
        assert ends(done) == INTERRUPTED or done == expected, moment
        assert expected.out.startswith(done.out), moment


@pytest.mark.parametrize("times", TEN_TIMES)
def test_an_interrupt_while_a_fault_is_told(times: int, tmp_path: Path) -> None:
    told = "lstmcount: standard output: No space left on device\n"
    with open("/dev/full", "wb") as disk:
        last = moments(["score", "good"], tmp_path, stdout=disk)
        for moment in some(8 * times, last, seed=times):
            done = signalled(["score", "good"], moment, signal.SIGINT, stdout=disk)
            assert done.code in (130, 74), moment
            assert done.err in ("", told), moment


@pytest.mark.parametrize("times", TEN_TIMES)
def test_an_interrupt_on_the_clock(times: int, tmp_path: Path) -> None:
    file = text_file(tmp_path, LONG)
    given = ["score", "--jobs", "2", "-f", file]
    expected = run(given).out
    for moment in range(0, 300, 50 // times):
        process = start(given)
        time.sleep(moment / 1000)
        process.send_signal(signal.SIGINT)
        done = ended(process)
        of_python = done.code in (1, -signal.SIGINT) and "lstmcount/cli" not in done.err
        assert ends(done) == INTERRUPTED or of_python or done == Ended(0, expected, ""), done
        assert expected.startswith(done.out)
        assert_no_orphans(process)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_workers_do_not_outlive_a_signal(number: int, tmp_path: Path) -> None:
    file = text_file(tmp_path, LONG)
    given = ["score", "--jobs", "2", "-f", file]
    reader, writer = os.pipe()  # nobody reads, so that the work does not end
    process = start(given, stdout=writer)
    os.close(writer)
    assert os.read(reader, 10)
    process.send_signal(number)
    if number == signal.SIGINT:  # what was counted is still written, to whoever reads
        with open(reader, "rb") as rest:
            assert set(rest.read().split()) <= {SCORE}
    done = ended(process)
    assert ends(done) == (INTERRUPTED if number == signal.SIGINT else (-number, ""))
    assert_no_orphans(process)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_while_it_waits_for_text(number: int) -> None:
    process, writer = waiting_for_text()
    process.send_signal(number)
    done = ended(process)
    os.close(writer)
    assert ends(done) == (INTERRUPTED if number == signal.SIGINT else (-number, ""))
    assert done.out.split() == [SCORE] * SHORT


def test_who_ignores_interrupts_is_not_interrupted() -> None:
    process, writer = waiting_for_text(lambda: signal.signal(signal.SIGINT, signal.SIG_IGN))
    process.send_signal(signal.SIGINT)
    os.write(writer, LINE)
    os.close(writer)
    assert ended(process) == Ended(0, (SCORE + b"\n") * (SHORT + 1), "")


def waiting_for_text(before: Callable[[], object] = int) -> tuple["subprocess.Popen[bytes]", int]:
    """A process that has read a few lines and waits for more, and where to write them."""
    reader, writer = os.pipe()
    os.write(writer, LINE * SHORT)
    process = start(["score"], stdin=reader, before=before)
    while held(reader):
        time.sleep(0.01)
    os.close(reader)
    time.sleep(0.1)  # until what was read is counted
    return process, writer


@pytest.mark.parametrize("name", ["score", "score jobs", "trace"])
def test_two_interrupts_end_what_waits_for_its_reader(name: str, tmp_path: Path) -> None:
    reader, writer = os.pipe()
    process = start([*READING[name], text_file(tmp_path, LONG)], stdout=writer)
    os.close(writer)
    while held(reader) < 1 << 15:
        time.sleep(0.01)
    time.sleep(0.2)  # until the pipe is full
    process.send_signal(signal.SIGINT)
    time.sleep(0.2)
    process.send_signal(signal.SIGINT)  # the first may have found something left to write
    assert ends(ended(process)) in [INTERRUPTED, (-signal.SIGINT, "")]
    assert_no_orphans(process)
    os.close(reader)


def held(pipe: int) -> int:
    """How many bytes are in a pipe."""
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
    ("given", "apart"),
    [(SAVING[0], 45), *(pytest.param(given, 8, marks=pytest.mark.slow) for given in SAVING)],
)
def test_a_file_is_old_or_whole_whenever_it_ends(
    given: list[str], apart: int, number: int, tmp_path: Path
) -> None:
    path = tmp_path / given[-1]
    given = [*given[:-1], str(path)]
    assert run(given).code == 0
    whole, old, seen = path.read_bytes(), b"old", set()
    last = moments(given, tmp_path, REPLACING)
    (tmp_path / "moments").unlink()
    for moment in range(last, 0, -apart):
        path.write_bytes(old)
        done = signalled(given, moment, number, REPLACING)
        assert ends(done) == (INTERRUPTED if number == signal.SIGINT else (-number, ""))
        seen.add(path.read_bytes())
        if number != signal.SIGKILL:
            assert list(tmp_path.iterdir()) == [path], "a temporary file is left"
    assert seen == {old, whole}

"""One function in several processes: results in order, errors passed on, nothing left behind."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from multiprocessing.context import ForkProcess

import pytest

from lstmcount.parallel import ProcessError, map_in_order
from tests.helpers.patches import raising


def slowest_first(number: int) -> tuple[int, int]:
    time.sleep(0.2 if number == 0 else 0)
    return number, os.getpid()


@pytest.mark.parametrize("jobs", [1, 2, 3, 99])
def test_results_come_in_the_order_of_the_things(jobs: int) -> None:
    results = list(map_in_order(slowest_first, range(6), jobs))
    assert [number for number, _ in results] == list(range(6))
    processes = {pid for _, pid in results}
    assert (os.getpid() in processes) == (jobs == 1)
    assert len(processes) <= min(jobs, 6)


def test_nothing_gives_nothing() -> None:
    assert list(map_in_order(slowest_first, [], 2)) == []


def broken(number: int) -> int:
    if number == 2:
        raise ValueError("two")
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_is_raised_is_raised_here(jobs: int) -> None:
    results = map_in_order(broken, [0, 1, 2], jobs)
    with pytest.raises(ValueError, match="two"):
        list(results)


def test_a_worker_that_dies_is_noticed() -> None:
    with pytest.raises(ProcessError, match="a worker process died; --jobs 1 does without them"):
        list(map_in_order(broken, [0, 3, 1], 2))


def test_one_process_does_all_where_no_other_can_be_started(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ForkProcess, "start", raising(OSError()))
    results = list(map_in_order(slowest_first, range(3), 2))
    assert results == [(number, os.getpid()) for number in range(3)]


PROGRAM = """
import time, os
from lstmcount.parallel import map_in_order
def sleep(number):
    if number:
        time.sleep(60)
    return os.getpid()
for pid in map_in_order(sleep, [0, 1], 2):
    print(pid, flush=True)
"""


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_no_worker_outlives_who_started_it(number: int) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        assert process.stdout
        assert process.stderr
        worker = int(process.stdout.readline())
        process.send_signal(number)
        errors = process.stderr.read()  # ends when every process has
        assert process.wait() != 0
        assert ("Traceback" in errors) == (number == signal.SIGINT), errors
        deadline = time.monotonic() + 10
        with suppress(ProcessLookupError):
            while time.monotonic() < deadline:
                os.kill(worker, 0)
                time.sleep(0.01)
            pytest.fail("the worker is still there")

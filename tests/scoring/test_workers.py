"""Several processes give what one gives, in order, and say so when one of them dies."""

import errno
import os
import signal
from collections.abc import Iterator
from functools import partial
from multiprocessing import Pipe
from multiprocessing.context import ForkProcess
from pathlib import Path

import numpy as np
import pytest

from lstmcount.errors import InputError
from lstmcount.processors import usable_processors
from lstmcount.scoring import workers
from lstmcount.scoring.bulk import Bulk, Counted, count_stream, text_scores
from lstmcount.scoring.splits import Split
from lstmcount.text.chunks import read_chunks
from lstmcount.text.vocabulary import Vocabulary
from tests.helpers.in_process import lstmcount
from tests.helpers.patches import raising
from tests.helpers.scores import BUILT_IN, by_definition, until_error

BULK = Bulk(BUILT_IN, Vocabulary())


@pytest.fixture(autouse=True)
def small_splits(monkeypatch: pytest.MonkeyPatch) -> None:
    small = partial(read_chunks, size=1000)
    monkeypatch.setattr("lstmcount.scoring.splits.read_chunks", small)
    monkeypatch.setattr(workers, "SPLIT_SIZE", 3000)


def text(words: int) -> bytes:
    rng = np.random.default_rng(words)
    return b" ".join(rng.choice([b"bad", b"good", b"not", b"uh\n"], words, p=[0.3, 0.3, 0.2, 0.2]))


def in_parallel(path: Path, jobs: int, bulk: Bulk = BULK, skip: int = 0) -> Iterator[np.ndarray]:
    fd = os.open(path, os.O_RDONLY)
    os.lseek(fd, skip, os.SEEK_SET)
    try:
        yield from text_scores(workers.count_with_workers(fd, "a.txt", bulk, jobs), bulk)
    finally:
        os.close(fd)


@pytest.mark.parametrize("jobs", [1, 2, 3])
@pytest.mark.parametrize("words", [0, 1, 900, 20_000])
def test_the_number_of_jobs_changes_no_score(tmp_path: Path, jobs: int, words: int) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(text(words))
    found = [score for part in in_parallel(path, jobs) for score in part.tolist()]
    assert found == by_definition(text(words).decode(), "error")


def test_a_file_is_counted_from_where_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"bad\n" + text(9000))
    found = [score for part in in_parallel(path, 2, skip=4) for score in part.tolist()]
    assert found == by_definition(text(9000).decode(), "error")


@pytest.mark.parametrize("bad", [b"bed", b"\xff", b"x" * 2500])
@pytest.mark.parametrize("at", [0.0, 0.3, 1.0])
def test_an_error_of_a_worker_names_its_place_and_loses_no_score(
    tmp_path: Path, bad: bytes, at: float
) -> None:
    path, data = tmp_path / "a.txt", text(9000)
    cut = data.rfind(b" ", 0, int(at * len(data))) + 1
    path.write_bytes(data[:cut] + bad + b" " + data[cut:])
    with path.open("rb") as stream:
        expected = until_error(text_scores(count_stream(stream, "a.txt", BULK), BULK))
    assert until_error(in_parallel(path, 2)) == expected


def test_a_worker_that_dies_ends_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def dies(self: Bulk, data: bytes) -> Counted | None:
        os.kill(os.getpid(), signal.SIGKILL)
        return None

    path = tmp_path / "a.txt"
    path.write_bytes(text(9000))
    monkeypatch.setattr(Bulk, "count", dies)
    with pytest.raises(workers.WorkerError, match="a worker process died"):
        list(in_parallel(path, 2))


def test_a_workers_error_is_raised_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(self: Bulk, data: bytes) -> Counted | None:
        raise InputError("the disk is on fire")

    path = tmp_path / "a.txt"
    path.write_bytes(text(9000))
    monkeypatch.setattr(Bulk, "count", fails)
    with pytest.raises(InputError, match="on fire"):
        list(in_parallel(path, 2))


def test_a_worker_sends_its_error_as_a_result(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signal, "signal", lambda number, handler: None)  # this is no worker
    path = tmp_path / "a.txt"
    path.write_bytes(text(100))
    (reader, writer), (unused, _) = Pipe(duplex=False), Pipe(duplex=False)
    with reader, writer, path.open("rb") as file:
        monkeypatch.setattr(workers, "count_split", raising(InputError("bad")))
        workers._work(writer, [unused], file.fileno(), BULK, [Split(0, 9), Split(9, 99)])
        assert [str(reader.recv()) for _ in range(2)] == ["bad", "bad"]
    assert unused.closed


@pytest.mark.parametrize("options", [[], ["--total"], ["--document"], ["--unknown", "uh"]])
def test_jobs_at_the_command_line(tmp_path: Path, options: list[str]) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(text(200_000) + b"\n")
    one, three = (
        lstmcount("score", "--jobs", jobs, "-f", str(path), *options) for jobs in ("1", "3")
    )
    assert (one.code, one.err) == (0, "")
    assert one.out == three.out


def test_there_are_no_more_workers_than_splits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = []
    start = ForkProcess.start
    monkeypatch.setattr(ForkProcess, "start", lambda self: (started.append(self), start(self)))
    path = tmp_path / "a.txt"
    path.write_bytes(text(900))
    assert sum(len(part) for part in in_parallel(path, 500)) == text(900).count(b"\n")
    assert len(started) == -(-len(text(900)) // workers.SPLIT_SIZE)


def test_one_process_counts_where_no_second_can_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, started = tmp_path / "a.txt", []

    def no_second(process: ForkProcess) -> None:
        if started:
            raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")
        started.append(process)
        start(process)

    start = ForkProcess.start
    monkeypatch.setattr(ForkProcess, "start", no_second)
    path.write_bytes(b"bad\n" + text(9000))
    found = [score for part in in_parallel(path, 3, skip=4) for score in part.tolist()]
    assert found == by_definition(text(9000).decode(), "error")
    assert not started[0].is_alive()


def test_all_processors_are_used_where_nobody_tells_which_are_ours(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delattr(os, "sched_getaffinity")
    assert usable_processors() == (os.cpu_count() or 1)

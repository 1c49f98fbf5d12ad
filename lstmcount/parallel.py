"""One function called on many things in several processes, its results in the order of the things.

Whoever is free takes the next thing. No process outlives this one, whatever ends it: each works in
a thread, and waits for the end of a pipe of which only this process holds the other end.
"""

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkProcess
from threading import Thread
from typing import Any, TypeVar

from .atomic import blocked_signals
from .errors import LstmcountError
from .exit_codes import ExitCode

_Thing = TypeVar("_Thing")
_Result = TypeVar("_Result")


class ProcessError(LstmcountError):
    """A worker process died."""

    exit_code = ExitCode.IO_ERROR


def map_in_order(
    call: Callable[[_Thing], _Result], things: Sequence[_Thing], jobs: int
) -> Iterator[_Result]:
    """Yield *call* of each of *things*, in order, from up to so many processes.

    Where no processes can be had, this one does all. Raises what *call* raises, and
    :class:`ProcessError`.

    >>> list(map_in_order(abs, [-1, -2, -3], jobs=2))
    [1, 2, 3]
    """
    jobs = min(jobs, len(things)) if hasattr(os, "fork") else 1
    if jobs < 2:
        yield from map(call, things)
        return
    with _workers(call, jobs) as workers:
        if not workers:
            yield from map(call, things)
            return
        waiting = iter(enumerate(things))
        busy: list[Any] = [worker for worker in workers if _send(worker, next(waiting, None))]
        early: dict[int, _Result] = {}  # results that came before their turn
        for number in range(len(things)):
            while number not in early:
                for worker in wait(busy):
                    early.update([_receive(worker)])
                    if not _send(worker, next(waiting, None)):
                        busy.remove(worker)
            yield early.pop(number)


def _send(worker: Any, thing: tuple[int, object] | None) -> bool:
    """Give *worker* something to do, if there is any more; return whether there was."""
    if thing is not None:
        with _noticed_death():
            worker.send(thing)
    return thing is not None


def _receive(worker: Any) -> tuple[int, Any]:
    with _noticed_death():
        number, result = worker.recv()
    if isinstance(result, Exception):
        raise result
    return number, result


@contextmanager
def _noticed_death() -> Iterator[None]:
    try:
        yield
    except (EOFError, OSError):  # the other end is closed
        raise ProcessError("a worker process died; --jobs 1 does without them") from None


@contextmanager
def _workers(call: Callable[[_Thing], _Result], jobs: int) -> Iterator[list[Connection]]:
    """Start so many processes, or as many as the system has room for; yield the pipes to them."""
    context = get_context("fork")
    ours: list[Connection] = []
    processes: list[ForkProcess] = []
    lifeline, held_open = os.pipe()
    try:
        # An interrupt is to find no process that is half made.
        with blocked_signals(signal.SIGINT), suppress(OSError):
            for _ in range(jobs):
                our, their = context.Pipe()
                ours.append(our)
                arguments = (call, their, list(ours), lifeline, held_open)
                process = context.Process(target=_work, args=arguments, daemon=True)
                process.start()
                processes.append(process)
                their.close()
        yield ours[: len(processes)]
    finally:
        for process in processes:
            process.terminate()
            process.join()
        for our in ours:
            our.close()
        os.close(lifeline)
        os.close(held_open)


def _work(
    call: Callable[[_Thing], _Result],
    pipe: Connection,
    others: list[Connection],
    lifeline: int,
    held_open: int,
) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who is interrupted ends the workers as well
    os.close(held_open)
    for other in others:
        other.close()
    Thread(target=_serve, args=(call, pipe), daemon=True).start()
    os.read(lifeline, 1)  # until the process that started this one has ended
    os._exit(1)


def _serve(call: Callable[[_Thing], _Result], pipe: Connection) -> None:
    with suppress(EOFError, OSError):  # of a pipe whose other end is closed
        while True:
            number, thing = pipe.recv()
            pipe.send((number, _result(call, thing)))


def _result(call: Callable[[_Thing], _Result], thing: _Thing) -> _Result | Exception:
    try:
        return call(thing)
    except Exception as error:
        return error

"""Signals that wait while something is half made."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def held(*signals: int) -> Iterator[None]:
    """Hold *signals* back until the block has ended.

    >>> with held(signal.SIGTERM):
    ...     signal.SIGTERM in signal.pthread_sigmask(signal.SIG_BLOCK, [])
    True
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, signals)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)

"""What happens whole or not at all: a file that is replaced, and a section that no signal cuts."""

import os
import signal
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_STREAMS = {"/dev/stdout": 1, "/dev/stderr": 2}


def replace_file(path: Path, data: bytes) -> None:
    """Write *data* to *path* by way of a temporary file in the same folder.

    A file that exists keeps its permissions; ``/dev/stdout`` and what is no regular file (a FIFO)
    are written directly. Raises :class:`OSError`, and then leaves nothing behind.

    >>> import pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = pathlib.Path(folder, "a.txt")
    ...     replace_file(file, b"whole")
    ...     file.read_text()
    'whole'
    """
    if str(path) in _STREAMS:  # though it may well be a file
        with open(_STREAMS[str(path)], "wb", closefd=False) as stream:
            stream.write(data)
        return
    if path.exists() and not path.is_file():
        path.write_bytes(data)
        return
    with blocked_signals(signal.SIGTERM, signal.SIGHUP):  # either would leave a temporary file
        _replace(Path(os.path.realpath(path)), data)  # a link stays a link


def _replace(target: Path, data: bytes) -> None:
    temporary = target.with_name(f".lstmcount-{os.urandom(8).hex()}")
    try:
        with temporary.open("xb") as file:
            with suppress(FileNotFoundError):
                os.chmod(temporary, stat.S_IMODE(target.stat().st_mode))
            file.write(data)
        os.replace(temporary, target)
    except BaseException:
        with suppress(OSError):  # it may never have been, or be the new file by now
            temporary.unlink()
        raise


@contextmanager
def blocked_signals(*signals: int) -> Iterator[None]:
    """Block *signals* during a critical section; they arrive when the block has ended.

    >>> with blocked_signals(signal.SIGTERM):
    ...     signal.SIGTERM in signal.pthread_sigmask(signal.SIG_BLOCK, [])
    True
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, signals)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)

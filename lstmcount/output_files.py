"""Writing a file so that it is, at every moment, either the old one or the new one, whole."""

import os
import stat
from contextlib import suppress
from pathlib import Path


def replace_file(path: Path, data: bytes) -> None:
    """Write *data* to *path* by way of a temporary file in the same folder.

    A file that exists keeps its permissions; one that is no regular file (``/dev/stdout``, a
    FIFO) is written directly. Raises :class:`OSError`, and then leaves nothing behind.

    >>> import pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = pathlib.Path(folder, "a.txt")
    ...     replace_file(file, b"whole")
    ...     file.read_text()
    'whole'
    """
    if path.exists() and not path.is_file():
        path.write_bytes(data)
        return
    target = Path(os.path.realpath(path))  # a link stays a link
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

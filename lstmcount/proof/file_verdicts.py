"""Verdicts on weight files: many of them, of which some cannot be read, and why one is wrong."""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Literal, NamedTuple

from ..errors import LstmcountError
from ..nn.array_files import SUFFIXES
from ..nn.lstm import LSTM
from ..nn.weight_files import load_lstm
from ..parallel import map_in_order
from ..text.escaping import printable
from ..text.sources import input_errors
from .readings import Reading
from .right_if import SECONDS, right_if
from .verdicts import Verdict
from .verify import verify


class Task(NamedTuple):
    """What a file is to be verified for."""

    up_to: int
    seconds: float
    dtype: str = "float64"
    explain: bool = True  # whether to look for a reading under which a wrong one is right


class FileVerdict(NamedTuple):
    """The verdict on one file, or why there is none."""

    file: str | None  # None is the built-in LSTM
    verdict: Verdict | None  # None if the file cannot be read
    right_if: tuple[Reading, ...] = ()
    error: str = ""  # one printable line, with the file's name

    @property
    def word(self) -> Literal["proved", "counterexample", "unknown", "unreadable"]:
        """The verdict in a word."""
        return "unreadable" if self.verdict is None else self.verdict.verdict


def judge(
    task: Task,
    lstm: LSTM,
    file: str | None = None,
    progress: Callable[[int], None] | None = None,
) -> FileVerdict:
    """Return the verdict on *lstm*, which came from *file*, and when a wrong one would be right.

    *progress* is told up to how many words it is proved so far.

    >>> from lstmcount.nn.counting_lstm import counting_lstm
    >>> judge(Task(1000, 60.0), counting_lstm()).verdict.verdict
    'proved'
    """
    verdict = verify(lstm, task.up_to, task.seconds, progress)
    if verdict.counterexample is None or not task.explain:
        return FileVerdict(file, verdict)
    readings = right_if(lstm, task.up_to, min(SECONDS, task.seconds))
    return FileVerdict(file, verdict, tuple(readings))


def verify_file(task: Task, file: str) -> FileVerdict:
    """Return the verdict on *file*; nothing is raised that is the file's fault.

    >>> verify_file(Task(1000, 60.0), "samples/right.json").verdict.verdict
    'proved'
    >>> verify_file(Task(1000, 60.0), "tests").error
    'tests: Is a directory'
    """
    try:
        with input_errors(file):
            lstm = load_lstm(file).astype(task.dtype)
    except LstmcountError as error:
        return FileVerdict(file, None, error=str(error))
    return judge(task, lstm, file)


def verify_files(task: Task, files: Sequence[str], jobs: int) -> Iterator[FileVerdict]:
    """Yield the verdict on each of *files*, in order, found by so many processes.

    >>> files = ["samples/wrong.json", "samples/none.json"]
    >>> [one.word for one in verify_files(Task(9, 9.0), files, jobs=1)]
    ['counterexample', 'unreadable']
    """
    return map_in_order(partial(verify_file, task), files, jobs)


def files_in(paths: Iterable[str]) -> Iterator[str]:
    """Yield *paths*, and for a folder all weight files in it, by suffix, in natural order.

    Raises :class:`LstmcountError` for a folder that has none.

    >>> list(files_in(["samples"]))
    ['samples/drifts.json', 'samples/right.json', 'samples/trained.json', 'samples/wrong.json']
    """
    for path in paths:
        if not os.path.isdir(path):
            yield path
            continue
        files = [file for file in Path(path).rglob("*") if _is_weight_file(file, Path(path))]
        if not files:
            kinds = ", ".join(SUFFIXES)
            raise LstmcountError(f"{printable(path)}: no weight file ({kinds}) in this folder")
        yield from sorted(map(str, files), key=_natural)


def _is_weight_file(file: Path, folder: Path) -> bool:
    hidden = any(part.startswith(".") for part in file.relative_to(folder).parts)
    return file.suffix.lower() in SUFFIXES and not hidden and not file.is_dir()


def _natural(name: str) -> list[tuple[int, str]]:
    """Return a key that sorts numbers by their value: 2 before 10."""
    pieces = re.split(r"(\d+)", name.lower())
    return [(int(piece), "") if piece.isdecimal() else (0, piece) for piece in pieces]

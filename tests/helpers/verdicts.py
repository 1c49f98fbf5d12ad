"""Verdicts that are reached once, for tests that look at how they are shown."""

from collections.abc import Callable

from lstmcount.nn.lstm import LSTM
from lstmcount.proof import file_verdicts
from lstmcount.proof.file_verdicts import FileVerdict, Task

_judge = file_verdicts.judge
_reached: dict[tuple[object, ...], FileVerdict] = {}


def judge_once(
    task: Task,
    lstm: LSTM,
    file: str | None = None,
    progress: Callable[[int], None] | None = None,
) -> FileVerdict:
    """Judge as the library does; of the same numbers and the same task only once."""
    key = (task, file, lstm.dtype, lstm.weight_hh.tobytes(), lstm.bias_hh.tobytes())
    if key not in _reached:
        _reached[key] = _judge(task, lstm, file, progress)
    return _reached[key]

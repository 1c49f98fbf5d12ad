"""The command line in this process, its LSTM compiled once; and what holds for any run of it."""

from functools import cache

import pytest

from lstmcount.machine import compilation
from lstmcount.machine.compilation import compile_lstm
from lstmcount.machine.pair_counter import PairCounter
from lstmcount.nn.counting_lstm import counting_lstm
from lstmcount.nn.lstm import LSTM
from tests.helpers import in_process
from tests.helpers.program import Ended

CODES = {0, 1, 2, 3, 74}


@cache
def _built_in(dtype: str) -> PairCounter | None:
    return compile_lstm(counting_lstm().astype(dtype))


def _compiled(lstm: LSTM) -> PairCounter | None:
    """Compile the built-in LSTM once, not once a case."""
    is_built_in = lstm.unit_names == counting_lstm().unit_names
    return _built_in(str(lstm.dtype)) if is_built_in else compile_lstm(lstm)


def lstmcount(*arguments: str, stdin: bytes = b"") -> Ended:
    """Run the command line in this process."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compilation, "compile_lstm", _compiled)
        return in_process.lstmcount(*arguments, stdin=stdin)


def assert_one_line_at_most(code: int, err: str, case: object) -> None:
    assert code in CODES, (case, code, err)
    lines = err.splitlines()
    # A second one only where sources are many: each bad one has its own.
    assert all(line.startswith("lstmcount: ") for line in lines), (case, err)
    assert all(line.isprintable() for line in lines), (case, err)
    assert bool(lines) == (code != 0 and code != 1 and (code != 3 or bool(lines))), (case, err)

"""The command line in this process, its LSTM compiled once."""

from functools import cache

import pytest

from lstmcount.machine import compilation
from lstmcount.machine.compilation import compile_lstm
from lstmcount.machine.pair_counter import PairCounter
from lstmcount.nn.counting_lstm import counting_lstm
from lstmcount.nn.lstm import LSTM

from ..in_process import Ended, called


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
        return called(arguments, stdin)

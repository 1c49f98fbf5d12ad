"""The command line in this process, with real files for its streams."""

import io
import sys
import tempfile
from functools import cache
from typing import NamedTuple

import pytest

from lstmcount.cli import score_run
from lstmcount.cli.main import run
from lstmcount.compilation import compiled
from lstmcount.lstm import LSTM
from lstmcount.pair_counter import PairCounter
from lstmcount.weights import counting_lstm


class Done(NamedTuple):
    code: int
    out: bytes
    err: str


@cache
def _built_in(dtype: str) -> PairCounter | None:
    return compiled(counting_lstm().astype(dtype))


def _compiled(lstm: LSTM) -> PairCounter | None:
    """Compile the built-in LSTM once, not once a case."""
    is_built_in = lstm.unit_names == counting_lstm().unit_names
    return _built_in(str(lstm.dtype)) if is_built_in else compiled(lstm)


def lstmcount(*arguments: str, stdin: bytes = b"") -> Done:
    """Run the command line as a shell would, with *stdin* in a file."""
    out, err = io.BytesIO(), io.StringIO()
    with tempfile.TemporaryFile() as file, pytest.MonkeyPatch.context() as patch:
        file.write(stdin)
        file.seek(0)
        patch.setattr(score_run, "compiled", _compiled)
        patch.setattr(sys, "stdin", io.TextIOWrapper(file))
        patch.setattr(sys, "stdout", io.TextIOWrapper(out))
        patch.setattr(sys, "stderr", err)
        code = run(arguments)
        sys.stdout.flush()
        done = Done(code, out.getvalue(), err.getvalue())
        sys.stdout.detach()
        sys.stdin.detach()
    return done

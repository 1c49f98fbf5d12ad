"""Where an LSTM parts from the closed form, and what is to blame."""

from dataclasses import replace

import pytest

from lstmcount.nn.counting_lstm import Gate, Unit, counting_lstm
from lstmcount.nn.lstm import LSTM
from lstmcount.nn.weight_files import load_lstm
from lstmcount.scoring.parting import Parting, find_parting, with_parting
from lstmcount.scoring.trace import trace_text
from lstmcount.text.sources import argument
from lstmcount.text.vocabulary import Vocabulary


def forgetful() -> LSTM:
    """Its forget gate of the score is 1/2."""
    lstm = counting_lstm()
    lstm.bias_hh[Gate.F * len(Unit) + Unit.SCORE] = 0
    return lstm


@pytest.mark.parametrize(
    ("lstm", "text", "parting"),
    [
        (counting_lstm(), "not bad good", None),
        (load_lstm("samples/wrong.json"), "good not bad uh not bad", Parting(4, "g")),
        (load_lstm("samples/drifts.json"), "bad " * 150, Parting(150, "c")),
        (forgetful(), "good uh uh", Parting(3, "f")),
        (replace(counting_lstm(), c_0=counting_lstm().c_0 + 3), "good", Parting(1, "c")),
    ],
)
def test_the_value_that_errs_most_is_named(lstm: LSTM, text: str, parting: Parting | None) -> None:
    steps = list(trace_text(lstm, Vocabulary(), argument(text, 1)))
    assert find_parting(lstm, steps) == parting
    told = [(step.step, one) for step, one in with_parting(lstm, steps) if one]
    assert told == ([(parting.step, parting)] if parting else [])

"""Every text is stepped where other proofs end."""

from itertools import product

import numpy as np
import pytest

from lstmcount.closed_form import closed_form_score
from lstmcount.nn.counting_lstm import counting_lstm
from lstmcount.nn.lstm import LSTM, trace
from lstmcount.proof.exhaustive_search import shortest_wrong_text
from lstmcount.proof.verify import verify
from lstmcount.text.vocabulary import UH
from tests.helpers.variants import random_variant, scaled


def first_wrong_text(lstm: LSTM, longest: int) -> tuple[int, ...] | None:
    for text in (text for n in range(longest + 1) for text in product(range(4), repeat=n)):
        *_, last = trace(lstm, [*text, UH])
        if not abs(last.c[lstm.score_unit] - closed_form_score(text)) < 0.5:
            return text
    return None


@pytest.mark.parametrize("dtype", ["float64", "float16"])
@pytest.mark.parametrize("room", [1, 100, 1000])  # for a few texts at once, or for many
def test_what_is_found_is_the_first_text_that_the_cell_counts_wrong(
    room: int, dtype: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lstmcount.proof.exhaustive_search._PREACTIVATIONS", room)
    rng = np.random.default_rng(room)
    lstms = [scaled(counting_lstm(), 0.04), *(random_variant(rng) for _ in range(12))]
    found = {}
    for lstm in (one.astype(dtype) for one in lstms):
        text = first_wrong_text(lstm, 4)
        right = 4 if text is None else len(text) - 1
        assert shortest_wrong_text(lstm, 4) == (right, text)
        found[right] = text
    assert len(found) > 2


def test_every_text_is_tried_where_intervals_prove_too_little_and_no_further() -> None:
    lstm = scaled(counting_lstm(), 0.04)  # first wrong at "not bad not bad"
    found = [verify(lstm, up_to) for up_to in (0, 1, 3, 4)]
    assert [(v.verdict, v.proof.method, v.proof.proved_up_to, v.counterexample) for v in found] == [
        ("proved", "every text", 0, None),
        ("proved", "every text", 1, None),
        ("proved", "every text", 3, None),
        ("counterexample", "every text", 3, (2, 0, 2, 0)),
    ]

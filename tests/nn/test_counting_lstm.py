"""The hand-set weights: the closed form's scores, by gates that are open or closed."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstmcount.closed_form import closed_form_score, prefix_scores
from lstmcount.nn.counting_lstm import Gate, Unit, counting_lstm
from lstmcount.nn.final_cells import final_cells
from lstmcount.nn.lstm import LSTM, trace
from lstmcount.text.vocabulary import UH, Vocabulary
from tests.helpers.cases import CASES

LSTM64 = counting_lstm()
TOKENS = st.lists(st.integers(0, 3), max_size=200)


def wrong_scores(lstm: LSTM, length: int) -> int:
    """How many of all texts of *length* words the LSTM, stepped as one batch, counts wrong."""
    texts = list(product(range(4), repeat=length))
    scores = final_cells(lstm, [[*text, UH] for text in texts])[:, lstm.score_unit]
    expected = np.array([closed_form_score(text) for text in texts])
    return int(np.count_nonzero(np.abs(scores - expected) > 1e-9))


@pytest.mark.parametrize(("text", "scores"), CASES)
def test_delayed_scores_of_the_cases(text: str, scores: list[int]) -> None:
    steps = trace(LSTM64, [*Vocabulary().tokens(text), UH])
    assert [round(float(step.c[Unit.SCORE]), 9) for step in steps] == scores


@pytest.mark.parametrize("length", [*range(8), pytest.param(8, marks=pytest.mark.slow)])
def test_every_text_of_up_to_eight_words_is_counted_right(length: int) -> None:
    assert wrong_scores(LSTM64, length) == 0


@pytest.mark.parametrize("dtype", ["float32", "float16"])
def test_every_text_of_up_to_six_words_is_counted_right_in_small_arithmetic(dtype: str) -> None:
    lstm = LSTM64.astype(dtype)
    assert [wrong_scores(lstm, length) for length in range(7)] == [0] * 7
    # Inputs of another dtype would raise every step to float64 and prove nothing of this one.
    assert {part.dtype for step in trace(lstm, [0, UH]) for part in step} == {lstm.dtype}


@pytest.mark.parametrize("unit", [Unit.BAD, Unit.GOOD, Unit.NOT_BAD, Unit.NOT_GOOD])
def test_the_wrong_texts_of_a_mutant_are_found(unit: Unit) -> None:
    weight_hh = LSTM64.weight_hh.copy()
    weight_hh[Gate.G * len(Unit) + Unit.SCORE, unit] = 0
    assert wrong_scores(replace(LSTM64, weight_hh=weight_hh), 3) > 0


@given(TOKENS)
def test_longer_texts_are_counted_right(tokens: list[int]) -> None:
    scores = [float(step.c[Unit.SCORE]) for step in trace(LSTM64, [*tokens, UH])]
    assert np.allclose(scores, list(prefix_scores(tokens)), rtol=0, atol=1e-60)


def test_every_gate_is_open_or_closed_as_designed() -> None:
    flags = slice(Unit.BAD, Unit.SCORE)
    for step in trace(LSTM64, Vocabulary().tokens("not bad not not good good bad uh not")):
        assert step.i.tolist() == [1.0] * 6
        assert step.f[Unit.SCORE] == 1.0
        assert np.all((step.f[flags] > 0) & (step.f[flags] < 1e-43))
        assert step.g[flags].tolist() == [1.0] * 5
        assert step.o[Unit.SCORE] < 1e-21
        assert np.abs(step.h[flags] - np.tanh(1) * step.o[flags].round()).max() < 5e-12
    raised = list(trace(LSTM64, Vocabulary().tokens("not bad")))[-1].h
    assert raised[Unit.NOT_BAD] == pytest.approx(np.tanh(1), abs=5e-12)
    assert raised[Unit.BAD] == pytest.approx(3.3e-12, rel=0.01)

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstmcount.closed_form import closed_form_score, prefix_scores
from lstmcount.errors import WeightsError
from lstmcount.lstm import LSTM, final_cells, sigmoid, trace
from lstmcount.vocabulary import UH, Vocabulary
from lstmcount.weights import Gate, Unit, counting_lstm

from .cases import CASES

LSTM64 = counting_lstm()
TOKENS = st.lists(st.integers(0, 3), max_size=200)


def wrong_scores(lstm: LSTM, length: int) -> int:
    """How many of all texts of *length* words the LSTM, stepped as one batch, counts wrong."""
    texts = list(product(range(4), repeat=length))
    scores = final_cells(lstm, [[*text, UH] for text in texts])[:, lstm.score_unit]
    expected = np.array([closed_form_score(text) for text in texts])
    return int(np.count_nonzero(np.abs(scores - expected) > 1e-9))


@pytest.mark.parametrize(("text", "scores"), CASES)
def test_cases(text: str, scores: list[int]) -> None:
    steps = trace(LSTM64, [*Vocabulary().tokens(text), UH])
    assert [round(float(step.c[Unit.SCORE]), 9) for step in steps] == scores


@pytest.mark.parametrize("length", range(9))
def test_every_text_of_up_to_eight_words(length: int) -> None:
    assert wrong_scores(LSTM64, length) == 0


@pytest.mark.parametrize("dtype", ["float32", "float16"])
def test_every_text_of_up_to_six_words_in_small_arithmetic(dtype: str) -> None:
    lstm = LSTM64.astype(dtype)
    assert [wrong_scores(lstm, length) for length in range(7)] == [0] * 7


@pytest.mark.parametrize("unit", [Unit.BAD, Unit.GOOD, Unit.NOT_BAD, Unit.NOT_GOOD])
def test_the_count_of_wrong_texts_can_find_one(unit: Unit) -> None:
    weight_hh = LSTM64.weight_hh.copy()
    weight_hh[Gate.G * len(Unit) + Unit.SCORE, unit] = 0
    assert wrong_scores(replace(LSTM64, weight_hh=weight_hh), 3) > 0


@given(TOKENS)
def test_longer_texts(tokens: list[int]) -> None:
    scores = [float(step.c[Unit.SCORE]) for step in trace(LSTM64, [*tokens, UH])]
    assert np.allclose(scores, list(prefix_scores(tokens)), rtol=0, atol=1e-60)


@given(st.lists(TOKENS, min_size=1, max_size=5))
def test_a_batch_gives_the_bits_of_each_text_alone(texts: list[list[int]]) -> None:
    padded = [[*text, UH] for text in texts]
    for text, cells in zip(padded, final_cells(LSTM64, padded), strict=True):
        assert list(trace(LSTM64, text))[-1].c.tobytes() == cells.tobytes()


@pytest.mark.parametrize("dtype", ["float64", "float32", "float16"])
def test_the_sigmoid_neither_overflows_nor_changes_the_dtype(dtype: str) -> None:
    largest = np.finfo(dtype).max
    x = np.array([-largest, -710, -40, 0, 40, 710, largest], dtype=dtype)
    with np.errstate(all="raise", under="ignore"):
        y = sigmoid(x)
    assert y.dtype == dtype
    assert y[[0, 3, 4, 5, 6]].tolist() == [0, 0.5, 1, 1, 1]
    assert np.all(np.diff(y) >= 0)


def test_gates_are_what_the_units_want() -> None:
    for step in trace(LSTM64, Vocabulary().tokens("not bad not good good bad uh")):
        assert step.i.tolist() == [1.0] * 6
        assert step.f[Unit.SCORE] == 1.0
        assert 0 < step.f[Unit.NOT] < 1e-43
    raised = list(trace(LSTM64, Vocabulary().tokens("not bad")))[-1].h
    assert raised[Unit.NOT_BAD] == pytest.approx(np.tanh(1), abs=5e-12)
    assert raised[Unit.BAD] == pytest.approx(3.3e-12, rel=0.01)


def test_weights_too_large_for_the_arithmetic_are_refused() -> None:
    large = replace(LSTM64, bias_hh=LSTM64.bias_hh * 1e3)
    with pytest.raises(WeightsError, match="too large for float16"):
        large.astype("float16")

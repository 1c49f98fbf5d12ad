import math
from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstmcount.closed_form import closed_form_score, prefix_scores
from lstmcount.errors import WeightsError
from lstmcount.nn.counting_lstm import Gate, Unit, counting_lstm
from lstmcount.nn.lstm import LSTM, final_cells, sigmoid, trace
from lstmcount.text.vocabulary import UH, Vocabulary

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
    # Inputs of another dtype would raise every step to float64 and prove nothing of this one.
    assert {part.dtype for step in trace(lstm, [0, UH]) for part in step} == {lstm.dtype}


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


def by_hand(lstm: LSTM, tokens: list[int]) -> list[float]:
    """The specification's equations, one number at a time: the last c, then the last h."""

    def sigma(x: float) -> float:
        return 1 / (1 + math.exp(-x))

    size = lstm.hidden_size
    h, c = lstm.h_0.tolist(), lstm.c_0.tolist()
    for token in tokens:
        z = [
            lstm.weight_ih[r, token] + lstm.bias_ih[r] + lstm.bias_hh[r]
            + sum(lstm.weight_hh[r, k] * h[k] for k in range(size))
            for r in range(4 * size)
        ]  # fmt: skip
        i, f, g, o = (z[n * size : (n + 1) * size] for n in range(4))
        c = [sigma(f[k]) * c[k] + sigma(i[k]) * math.tanh(g[k]) for k in range(size)]
        h = [sigma(o[k]) * math.tanh(c[k]) for k in range(size)]
    return c + h


@pytest.mark.parametrize("size", [1, 2, 5])
def test_any_weights_and_any_start_follow_the_equations(size: int) -> None:
    rng = np.random.default_rng(size)
    shapes = {"weight_ih": (4 * size, 4), "weight_hh": (4 * size, size), "h_0": size, "c_0": size}
    shapes |= {"bias_ih": 4 * size, "bias_hh": 4 * size}
    drawn = {name: rng.uniform(-3, 3, shape) for name, shape in shapes.items()}
    lstm = replace(LSTM64, **drawn, score_unit=0, unit_names=tuple("abcde"[:size]))
    for tokens in ([0], [2, 1], [3, 0, 2, 2, 1, 1, 0, 3]):
        expected = by_hand(lstm, tokens)
        last = list(trace(lstm, tokens))[-1]
        np.testing.assert_allclose([*last.c, *last.h], expected, rtol=0, atol=1e-12)
        assert final_cells(lstm, [tokens])[0].tobytes() == last.c.tobytes()


def test_weights_too_large_for_the_arithmetic_are_refused() -> None:
    large = replace(LSTM64, bias_hh=LSTM64.bias_hh * 1e3)
    with pytest.raises(WeightsError, match="too large for float16"):
        large.astype("float16")

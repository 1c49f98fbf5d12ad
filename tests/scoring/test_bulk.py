"""Bulk scoring: every path gives the closed form's scores, or a wrong LSTM's wrong ones."""

import io
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstmcount.closed_form import closed_form_score
from lstmcount.machine.compilation import compile_lstm
from lstmcount.machine.pair_counter import PairCounter
from lstmcount.nn.counting_lstm import counting_lstm
from lstmcount.scoring.bulk import Bulk, Mode, count_stream, text_scores
from lstmcount.text.vocabulary import Unknown, Vocabulary
from tests.helpers.cases import CASES
from tests.helpers.scores import BUILT_IN, by_definition
from tests.helpers.strategies import PLAIN, RICH


def in_bulk(
    text: bytes, unknown: Unknown, mode: Mode = "lines", counter: PairCounter = BUILT_IN
) -> list[int]:
    bulk = Bulk(counter, Vocabulary(unknown), mode)
    found = text_scores(count_stream(io.BytesIO(text), "memory", bulk), bulk)
    return [score for part in found for score in part.tolist()]


@pytest.mark.parametrize(("text", "scores"), CASES)
def test_bulk_scores_of_the_cases(text: str, scores: list[int]) -> None:
    assert in_bulk(text.encode() + b"\n", "error") == [scores[-1]]


@given(PLAIN | RICH, st.sampled_from(["uh", "skip"]))
def test_any_text_scores_as_its_lines_do(text: str, unknown: Unknown) -> None:
    expected = by_definition(text, unknown)
    assert in_bulk(text.encode(), unknown) == expected
    assert sum(in_bulk(text.encode(), unknown, "total")) == sum(expected)
    whole = closed_form_score(Vocabulary(unknown).tokens(text))
    assert in_bulk(text.encode(), unknown, "document") == [whole]


def test_a_started_counter_starts_every_line() -> None:
    c_0 = np.array([0, 0, 0, 0, 0, 7.0])
    counter = compile_lstm(replace(counting_lstm(), c_0=c_0))
    assert counter is not None
    assert in_bulk(b"good\n\nbad bad", "error", counter=counter) == [8, 7, 5]
    assert in_bulk(b"good\n\nbad bad", "error", "document", counter) == [6]
    assert sum(in_bulk(b"good\n\nbad bad", "error", "total", counter)) == 20

"""A trace has a step for each word and one for the pad, with the score before it."""

import pytest

from lstmcount.nn.counting_lstm import counting_lstm
from lstmcount.scoring.trace import trace_text
from lstmcount.text.sources import argument
from lstmcount.text.vocabulary import NOT, Vocabulary
from tests.helpers.cases import CASES


@pytest.mark.parametrize(("text", "scores"), CASES)
def test_a_trace_has_the_delayed_scores_of_the_cases(text: str, scores: list[int]) -> None:
    steps = list(trace_text(counting_lstm(), Vocabulary(), argument(text, 1)))
    assert [step.delayed_score for step in steps] == scores
    assert [step.closed_form for step in steps] == scores
    assert [step.pad for step in steps] == [False] * (len(steps) - 1) + [True]
    assert [step.step for step in steps] == list(range(1, len(steps) + 1))


def test_a_step_has_the_word_as_written_and_what_it_became() -> None:
    vocabulary = Vocabulary("uh", {"isn't": NOT})
    steps = trace_text(counting_lstm(), vocabulary, argument("Isn’t so", 1))
    assert [(step.word, step.token) for step in steps] == [
        ("Isn’t", "not"),
        ("so", "uh"),
        ("uh", "uh"),
    ]

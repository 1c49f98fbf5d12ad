"""The closed form, against the specification's other wording."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstmcount.closed_form import closed_form_score, closed_form_scores, prefix_scores
from lstmcount.text.vocabulary import BAD, GOOD, NOT, Vocabulary
from tests.helpers.cases import CASES


@pytest.mark.parametrize(("text", "scores"), CASES)
def test_prefix_scores_of_the_cases(text: str, scores: list[int]) -> None:
    tokens = Vocabulary().tokens(text)
    assert list(prefix_scores(tokens)) == scores
    assert closed_form_score(tokens) == scores[-1]


def said_locally(tokens: list[int]) -> int:
    """The specification's other wording: a sign, turned round by the word directly before."""
    sign = {GOOD: 1, BAD: -1}
    before = [None, *tokens]
    return sum(
        sign.get(word, 0) * (-1 if last == NOT else 1)
        for last, word in zip(before, tokens, strict=False)
    )


def test_both_wordings_agree_on_every_text_of_up_to_six_words() -> None:
    for length in range(7):
        for tokens in product(range(4), repeat=length):
            assert closed_form_score(tokens) == said_locally(list(tokens))


def test_an_array_is_as_good_as_a_list() -> None:
    assert closed_form_score(np.array([NOT, GOOD, BAD])) == -2  # type: ignore[arg-type]


@given(st.lists(st.integers(0, 3)))
def test_prefix_scores_are_the_scores_of_the_prefixes(tokens: list[int]) -> None:
    expected = [closed_form_score(tokens[:n]) for n in range(len(tokens) + 1)]
    assert list(prefix_scores(tokens)) == expected


@given(st.lists(st.lists(st.integers(0, 3), max_size=8), max_size=6))
def test_many_texts_have_the_scores_of_each(texts: list[list[int]]) -> None:
    tokens = np.array([token for text in texts for token in [*text, 9]], dtype=np.uint8)
    scores = closed_form_scores(tokens, np.flatnonzero(tokens == 9))
    assert scores.tolist() == [closed_form_score(text) for text in texts]

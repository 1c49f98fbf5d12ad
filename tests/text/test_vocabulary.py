"""A vocabulary gives words their tokens, one by one and in an array."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstmcount.text.vocabulary import GOOD, NOT, Unknown, UnknownWordError, Vocabulary
from tests.helpers.cases import CASES
from tests.helpers.strategies import RICH

LEXICON = {"goo": NOT, "it's": GOOD}


@given(RICH, st.sampled_from(["error", "uh", "skip"]), st.sampled_from([None, LEXICON]))
def test_an_array_of_tokens_holds_those_of_the_words(
    text: str, unknown: Unknown, lexicon: dict[str, int] | None
) -> None:
    vocabulary = Vocabulary(unknown, lexicon)
    array = vocabulary.token_array(text)
    if array is None:
        with pytest.raises(UnknownWordError):
            vocabulary.tokens(text)
    else:
        assert array.tolist() == vocabulary.tokens(text)


def test_an_unknown_word_is_named_with_its_place() -> None:
    with pytest.raises(UnknownWordError) as error:
        Vocabulary().tokens("not Bed")
    assert (error.value.word, error.value.start) == ("Bed", 4)


@pytest.mark.parametrize("unknown", ["error", "uh", "skip"])
def test_the_cases_have_a_score_before_each_word(unknown: Unknown) -> None:
    for text, scores in CASES:
        assert len(Vocabulary(unknown).tokens(text)) == len(scores) - 1

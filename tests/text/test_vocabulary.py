"""A vocabulary gives words their tokens, one by one and in an array."""

import pytest

from lstmcount.text.vocabulary import GOOD, NOT, SKIP, Unknown, UnknownWordError, Vocabulary
from tests.helpers.cases import CASES


def test_an_unknown_word_is_named_with_its_place() -> None:
    with pytest.raises(UnknownWordError) as error:
        Vocabulary().tokens("not Bed")
    assert (error.value.word, error.value.start) == ("Bed", 4)


@pytest.mark.parametrize("unknown", ["error", "uh", "skip"])
def test_the_cases_have_a_score_before_each_word(unknown: Unknown) -> None:
    for text, scores in CASES:
        assert len(Vocabulary(unknown).tokens(text)) == len(scores) - 1


def test_a_word_to_skip_lets_its_neighbours_touch() -> None:
    vocabulary = Vocabulary("uh", {"very": SKIP})
    assert vocabulary.tokens("not very good") == [NOT, GOOD]
    assert [word.start for word in vocabulary.words("not very good")] == [0, 9]


def test_a_text_that_begins_inside_a_word_loses_that_word_only() -> None:
    words = Vocabulary("uh").words("good good", skip_first=True)
    assert [word.start for word in words] == [5]
    assert len(list(Vocabulary().words(" good", skip_first=True))) == 1

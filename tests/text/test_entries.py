"""Entries are what a dict would be, in less memory."""

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstmcount.text.entries import Entries
from lstmcount.text.vocabulary import SKIP, Vocabulary

WORDS = st.one_of(st.text(min_size=1, max_size=20), st.sampled_from("abcdefgh"))
TOKENS = st.integers(SKIP, 3)


@given(st.lists(st.tuples(WORDS, TOKENS), max_size=30), st.dictionaries(WORDS, TOKENS), WORDS)
def test_entries_are_as_a_dict(
    added: list[tuple[str, int]], others: dict[str, int], word: str
) -> None:
    entries = Entries()
    for one, token in added:
        entries.add(one, token)
    expected = dict(added) | others
    both = entries | Entries(others)
    assert (both, len(both), list(both)) == (expected, len(expected), list(expected))
    assert bool(both) == bool(expected)
    assert both.get(word) == both.get(word) == expected.get(word)
    assert [both[one] for one in expected] == list(expected.values())
    assert both.has_token(SKIP) == (SKIP in [*(token for _, token in added), *others.values()])
    again = Entries(both)  # once more, after it was looked up
    assert again == pickle.loads(pickle.dumps(both)) == expected


def test_words_are_found_when_no_more_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lstmcount.text.entries._KEPT", 1)
    entries = Entries({"fine": 1, "awful": 0})
    assert [entries.get(word) for word in ("fine", "awful", "so", "awful")] == [1, 0, None, 0]


def test_a_vocabulary_knows_whether_it_has_a_lexicon() -> None:
    assert not Vocabulary(lexicon={}).has_lexicon
    assert Vocabulary(lexicon={"fine": 1}).has_lexicon

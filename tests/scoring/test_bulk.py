"""Bulk scoring: every path gives the closed form's scores, or a wrong LSTM's wrong ones."""

import io
from codecs import BOM_UTF8
from dataclasses import replace
from functools import partial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstmcount.closed_form import closed_form_score
from lstmcount.errors import InputError
from lstmcount.machine.compilation import compile_lstm
from lstmcount.machine.pair_counter import PairCounter
from lstmcount.nn.counting_lstm import counting_lstm
from lstmcount.scoring.bulk import Bulk, Mode, count_stream, text_scores
from lstmcount.text.chunks import read_chunks
from lstmcount.text.sources import chunk_words, read_lines
from lstmcount.text.vocabulary import GOOD, NOT, Unknown, Vocabulary
from tests.helpers.cases import CASES
from tests.helpers.scores import BUILT_IN, by_definition, until_error
from tests.helpers.strategies import PLAIN, RICH


@pytest.fixture(params=[7, 64, 1000])
def small_chunks(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "lstmcount.scoring.bulk.read_chunks", partial(read_chunks, size=request.param)
    )


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


@pytest.mark.usefixtures("small_chunks")
@pytest.mark.parametrize("unknown", ["uh", "skip"])
def test_chunks_of_any_size_change_no_score(unknown: Unknown) -> None:
    rng = np.random.default_rng(1)
    vocabulary = ["bad", "good", "not", "uh\nNOT\tgood,", "very-bad", "it's", "—", "’tis"]
    text = " ".join(rng.choice(vocabulary, 1000))
    expected = by_definition(text, unknown)
    assert in_bulk(text.encode(), unknown) == expected
    assert sum(in_bulk(text.encode(), unknown, "total")) == sum(expected)


def first_error(data: bytes) -> tuple[list[int], str]:
    """The scores before the first error, and what it says, piece by piece."""
    scores: list[int] = []
    tokens: list[int] = []
    try:
        for piece in read_lines(io.BytesIO(data), "a.txt"):
            tokens += [word.token for word in chunk_words(piece, Vocabulary())]
            if piece.ends_line:
                scores.append(closed_form_score(tokens))
                tokens = []
    except InputError as error:
        return scores, str(error)
    raise AssertionError


@pytest.mark.usefixtures("small_chunks")
@pytest.mark.parametrize("bad", [b"bed", b"\xff", "Überhaupt".encode(), b"good\xc3"])
def test_an_error_in_bulk_names_its_place_and_loses_no_score(bad: bytes) -> None:
    rng = np.random.default_rng(2)
    bulk = Bulk(BUILT_IN, Vocabulary())
    for mark in [b"", BOM_UTF8] * 20:
        parts = rng.choice([b"bad", b"not", b"good", b"\n", "—\t".encode()], 100).tolist()
        parts.insert(rng.integers(100), bad)
        data = mark + b" ".join(parts)
        found = count_stream(io.BytesIO(data), "a.txt", bulk)
        assert until_error(text_scores(found, bulk)) == first_error(data)


@pytest.mark.parametrize("mode", ["lines", "total", "document"])
@pytest.mark.parametrize("lexicon", [None, {"fine": GOOD}])
@pytest.mark.parametrize("letter", ["x", "é"])
def test_a_word_of_any_length_is_one_unknown_word(
    mode: Mode, lexicon: dict[str, int] | None, letter: str
) -> None:
    counts_fillers = PairCounter(np.array([[0, 1, 0, 100]] * 5), 0)
    bulk = Bulk(counts_fillers, Vocabulary("uh", lexicon), mode)
    data = f"good {letter * 2_500_000}, good\n".encode()
    scores = text_scores(count_stream(io.BytesIO(data), "memory", bulk), bulk)
    assert sum(int(part.sum()) for part in scores) == 102


def test_an_error_inside_a_long_word_has_its_place() -> None:
    bulk = Bulk(BUILT_IN, Vocabulary("uh"))
    data = b"good\n" + b"x" * 5_000_000 + b"\xff good\n"
    scores = text_scores(count_stream(io.BytesIO(data), "a.txt", bulk), bulk)
    assert until_error(scores)[1].startswith("a.txt:2: byte 5000001 is not UTF-8")


@given(PLAIN | RICH, st.sampled_from(["uh", "skip"]), st.sampled_from([None, {"goo": NOT}]))
def test_texts_that_end_with_nul_score_as_lines_do(
    text: str, unknown: Unknown, lexicon: dict[str, int] | None
) -> None:
    bulk = Bulk(BUILT_IN, Vocabulary(unknown, lexicon), separator=b"\0")
    scores = text_scores(count_stream(io.BytesIO(text.encode()), "memory", bulk), bulk)
    texts = text.split("\0")
    if not texts[-1]:
        texts.pop()
    expected = [closed_form_score(bulk.vocabulary.tokens(one)) for one in texts]
    assert [score for part in scores for score in part.tolist()] == expected

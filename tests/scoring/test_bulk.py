"""Bulk scoring: every path gives the closed form's scores, or a wrong LSTM's wrong ones."""

import io
import re
from codecs import BOM_UTF8
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstmcount.closed_form import closed_form_score
from lstmcount.errors import InputError
from lstmcount.machine.compilation import compile_lstm
from lstmcount.machine.pair_counter import START, LineSegments, PairCounter, Segment
from lstmcount.nn.counting_lstm import Gate, Unit, counting_lstm
from lstmcount.nn.lstm import LSTM, final_cells
from lstmcount.scoring.bulk import Bulk, Mode, count_stream, text_scores
from lstmcount.scoring.decimal_lines import decimal_lines
from lstmcount.scoring.plain_text import count_lines, plain_text
from lstmcount.text.chunks import BEGINNING, Place, place_after, read_chunks
from lstmcount.text.sources import chunk_words, read_lines
from lstmcount.text.vocabulary import UH, Unknown, Vocabulary

from .cases import CASES
from .test_equivalence import single_weight_mutants

BUILT_IN = compile_lstm(counting_lstm())
assert BUILT_IN is not None

UNKNOWN: list[Unknown] = ["error", "uh", "skip"]
WORDS = st.sampled_from(
    [
        "bad",
        "good",
        "not",
        "uh",
        "Bad",
        "GOOD",
        "nOt",
        "UH",
        "good's",
        "bad_",
        "not1",
        "goo",
        "bads",
        "o",
        "it's",
    ]
)
SPACES = st.sampled_from(["", " ", "\n", "  ", "\t", ", ", "'", "-", "\r\n", "\0", " " * 70, "@["])
PLAIN = st.lists(WORDS | SPACES | SPACES, max_size=40).map("".join)
RICH = st.lists(WORDS | SPACES | st.sampled_from("é’— \u2028İſ\ufffd"), max_size=30).map("".join)
TOKENS = st.lists(st.integers(0, 3), max_size=12)
COUNTERS = st.builds(
    PairCounter,
    st.lists(st.integers(-2, 2), min_size=20, max_size=20).map(lambda v: np.array(v).reshape(5, 4)),
    st.integers(-3, 3),
)


def by_definition(text: str, unknown: Unknown) -> list[int]:
    """The scores of the lines of *text*, the way of the single text and the closed form."""
    lines = text.split("\n")[: text.count("\n") + (not text.endswith("\n"))] if text else []
    return [closed_form_score(Vocabulary(unknown).tokens(line)) for line in lines]


def in_bulk(
    text: bytes, unknown: Unknown, mode: Mode = "lines", counter: PairCounter = BUILT_IN
) -> list[int]:
    bulk = Bulk(counter, Vocabulary(unknown), mode)
    found = text_scores(count_stream(io.BytesIO(text), "memory", bulk), bulk)
    return [score for part in found for score in part.tolist()]


@pytest.fixture(params=[7, 64, 1000])
def small_blocks(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "lstmcount.scoring.bulk.read_chunks", partial(read_chunks, size=request.param)
    )


@pytest.mark.parametrize(("text", "scores"), CASES)
def test_cases(text: str, scores: list[int]) -> None:
    assert in_bulk(text.encode() + b"\n", "error") == [scores[-1]]


@given(PLAIN | RICH, st.sampled_from(["uh", "skip"]))
def test_any_text_scores_as_its_lines_do(text: str, unknown: Unknown) -> None:
    expected = by_definition(text, unknown)
    assert in_bulk(text.encode(), unknown) == expected
    assert sum(in_bulk(text.encode(), unknown, "total")) == sum(expected)
    whole = closed_form_score(Vocabulary(unknown).tokens(text))
    assert in_bulk(text.encode(), unknown, "document") == [whole]


@pytest.mark.usefixtures("small_blocks")
@pytest.mark.parametrize("unknown", ["uh", "skip"])
def test_blocks_of_any_size_change_nothing(unknown: Unknown) -> None:
    rng = np.random.default_rng(1)
    vocabulary = ["bad", "good", "not", "uh\nNOT\tgood,", "very-bad", "it's", "—", "’tis"]
    text = " ".join(rng.choice(vocabulary, 3000))
    expected = by_definition(text, unknown)
    assert in_bulk(text.encode(), unknown) == expected
    assert sum(in_bulk(text.encode(), unknown, "total")) == sum(expected)


@given(PLAIN, COUNTERS, st.sampled_from(UNKNOWN))
def test_bit_planes_count_as_the_table_says(
    text: str, counter: PairCounter, unknown: Unknown
) -> None:
    data = text.encode() + b" "
    planes = plain_text(data, unknown, by_line=True)
    ids = Vocabulary(unknown).token_array(text, START)
    assert (planes is None) == (ids is None)
    if planes is None or ids is None:
        return
    expected = counter.line_segments(ids)
    assert_same(count_lines(counter, planes), expected)
    summed = count_lines(counter, planes, total=True)
    assert (summed.head, summed.tail) == (expected.head, expected.tail)
    assert summed.lines.sum() == expected.lines.sum()


def assert_same(a: LineSegments, b: LineSegments) -> None:
    assert (a.head, a.lines.tolist(), a.tail) == (b.head, b.lines.tolist(), b.tail)


def cuts(length: int, places: list[int]) -> Iterator[slice]:
    ends = [0, *sorted(place % (length + 1) for place in places), length]
    return (slice(*pair) for pair in pairwise(ends))


@given(COUNTERS, TOKENS, st.lists(st.integers(0)))
def test_parts_join_however_a_text_is_cut(
    counter: PairCounter, tokens: list[int], places: list[int]
) -> None:
    whole = counter.segment(tokens)
    joined = Segment()
    for cut in cuts(len(tokens), places):
        joined = counter.join(joined, counter.segment(tokens[cut]))
    assert joined == whole
    by_hand = sum(counter.increment[a, b] for a, b in pairwise([START, *tokens]))
    assert counter.score(whole) == counter.initial_count + by_hand


@given(COUNTERS, st.lists(st.integers(0, START), max_size=12), st.lists(st.integers(0)))
def test_stretches_join_however_lines_are_cut(
    counter: PairCounter, tokens: list[int], places: list[int]
) -> None:
    joined = LineSegments()
    for cut in cuts(len(tokens), places):
        joined = counter.join_lines(joined, counter.line_segments(tokens[cut]))
    assert_same(joined, counter.line_segments(tokens))


@given(COUNTERS, TOKENS, TOKENS, TOKENS)
def test_joining_is_associative(
    counter: PairCounter, a: list[int], b: list[int], c: list[int]
) -> None:
    x, y, z = map(counter.segment, (a, b, c))
    join = counter.join
    assert join(join(x, y), z) == join(x, join(y, z))
    assert join(x, Segment()) == join(Segment(), x) == x


def test_whatever_is_compiled_scores_as_the_cell_does() -> None:
    texts = [list(text) for length in range(6) for text in product(range(4), repeat=length)]
    padded = [[*text, UH] for text in texts]
    found = 0
    for name, lstm in [("built-in", counting_lstm()), *single_weight_mutants()]:
        counter = compile_lstm(lstm)
        if counter:
            found += 1
            cells = final_cells(lstm, padded)[:, lstm.score_unit]
            assert [counter.score(counter.segment(text)) for text in texts] == np.rint(
                cells
            ).tolist(), name
            assert np.abs(cells - np.rint(cells)).max() < 1e-9
    assert found > 50  # or the test would say little


def wrong_after_two_nots() -> LSTM:
    """A `not` after a `not` raises no flag, so `not not bad` counts −1."""
    weight_hh = counting_lstm().weight_hh.copy()
    weight_hh[Gate.O * len(Unit) + Unit.NOT, Unit.NOT] = -200
    return replace(counting_lstm(), weight_hh=weight_hh)


def test_a_machine_that_looks_further_back_is_not_compiled() -> None:
    assert compile_lstm(wrong_after_two_nots()) is None


def test_a_started_counter_starts_every_line() -> None:
    c_0 = np.array([0, 0, 0, 0, 0, 7.0])
    counter = compile_lstm(replace(counting_lstm(), c_0=c_0))
    assert counter is not None
    assert in_bulk(b"good\n\nbad bad", "error", counter=counter) == [8, 7, 5]
    assert in_bulk(b"good\n\nbad bad", "error", "document", counter) == [6]
    assert sum(in_bulk(b"good\n\nbad bad", "error", "total", counter)) == 20


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


def until_error(found: Iterator[np.ndarray]) -> tuple[list[int], str]:
    scores: list[int] = []
    try:
        for part in found:
            scores += part.tolist()
    except InputError as error:
        return scores, str(error)
    raise AssertionError


@pytest.mark.usefixtures("small_blocks")
@pytest.mark.parametrize("bad", [b"bed", b"\xff", "Überhaupt".encode(), b"good\xc3"])
def test_an_error_has_its_place_and_loses_nothing(bad: bytes) -> None:
    rng = np.random.default_rng(2)
    bulk = Bulk(BUILT_IN, Vocabulary())
    for mark in [b"", BOM_UTF8] * 20:
        parts = rng.choice([b"bad", b"not", b"good", b"\n", "—\t".encode()], 300).tolist()
        parts.insert(rng.integers(300), bad)
        data = mark + b" ".join(parts)
        found = count_stream(io.BytesIO(data), "a.txt", bulk)
        assert until_error(text_scores(found, bulk)) == first_error(data)


def test_a_word_that_never_ends_is_refused() -> None:
    with pytest.raises(InputError, match="no white space in 1 MiB"):
        in_bulk(b"good " + b"x" * (3 << 20), "uh")


@given(st.text("ab\n\té", max_size=40), st.integers(0))
def test_places_add_up(text: str, cut: int) -> None:
    data = text.encode()
    k = len(text[: cut % (len(text) + 1)].encode())
    ends = [place_after(part, part.count(b"\n")) for part in (data[:k], data[k:], data)]
    assert BEGINNING.moved(ends[0]).moved(ends[1]) == ends[2]
    before = text.rpartition("\n")
    assert ends[2] == Place(1 + text.count("\n"), 1 + len(before[2]), len(before[2].encode()))


@given(st.binary(max_size=60).map(lambda b: re.sub(rb"[^a \n\t]", b"a", b)), st.integers(1, 9))
def test_blocks_hold_all_and_end_between_words(data: bytes, size: int) -> None:
    found = list(read_chunks(io.BytesIO(data), "memory", size))
    assert b"".join(found) == data
    assert all(block[-1:].isspace() for block in found[:-1])


def test_numbers_of_any_size_are_written() -> None:
    for numbers in ([], [0], [-1000, 1000], [1001, -5], [-(2**40)]):
        expected = "".join(f"{n}\n" for n in numbers)
        assert decimal_lines(np.array(numbers, dtype=np.int64)) == expected

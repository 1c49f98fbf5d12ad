"""Tables: rows in batches, cells that fit their columns, wide characters."""

import re
from collections.abc import Iterator

import pytest

from lstmcount.errors import InputError
from lstmcount.nn.counting_lstm import counting_lstm
from lstmcount.render.tables import chunks, closed_form_cell
from lstmcount.scoring.scores import Score, score_texts, scorer
from lstmcount.text.sources import Text, argument
from lstmcount.text.vocabulary import Vocabulary
from tests.helpers.commands import (
    COMBINING,
    SHOWN,
    WIDE,
)
from tests.helpers.in_process import shown
from tests.helpers.screens import cells


@pytest.mark.parametrize("columns", [40, 80, 132, 200])
def test_wide_and_combining_characters_do_not_shift_a_table(columns: int) -> None:
    for command in ("score", "trace") if columns >= 80 else ("score",):
        lines = shown(command, *SHOWN[command], columns=columns)
        rows = [line for line in lines if re.search(r"\d +-?\d+$", line)]
        assert len(rows) == {"score": 3, "trace": 3 + 2 + 3}[command]
        assert {cells(row) for row in rows} == {cells(next(line for line in lines if "─" in line))}
        assert WIDE[:3] in "".join(rows)
        assert command == "trace" or COMBINING in "".join(rows)


def test_scores_in_a_narrow_terminal_are_plain_lines() -> None:
    lines = shown("score", *SHOWN["score"], columns=20)
    assert " ".join(lines).split() == [
        *["<argument", "1>:1", "score", "1", "closed", "form", "1", "not", "bad"],
        *["<argument", "2>:1", "score", "0", "closed", "form", "0"],
        *(WIDE[:10], WIDE[10:]),
        *["<argument", "3>:1", "score", "0", "closed", "form", "0"],
        *COMBINING.split(),
    ]


@pytest.mark.parametrize("error", [InputError("bad"), OSError("bad")])
def test_rows_and_scores_before_an_error_are_kept(error: Exception) -> None:
    def rows() -> Iterator[int]:
        yield from range(5)
        raise error

    found: list[tuple[bool, list[int]]] = []
    with pytest.raises(type(error), match="bad"):
        found.extend(chunks(rows(), 2))
    assert found == [(True, [0, 1]), (False, [2, 3]), (False, [4])]

    def texts() -> Iterator[Text]:
        yield argument("good", 1)
        raise error

    scored: list[list[Score]] = []
    with pytest.raises(type(error), match="bad"):
        scored.extend(score_texts(scorer(counting_lstm(), None), Vocabulary(), texts()))
    assert [one.score for some in scored for one in some] == [1]


def test_rows_that_come_out_even_leave_no_empty_batch() -> None:
    found = list(chunks(iter(range(4)), 2))  # type: ignore[type-var]
    assert found == [(True, [0, 1]), (False, [2, 3])]


@pytest.mark.parametrize(
    ("score", "closed_form", "text"),
    [
        (0, 0, "0"),
        (-999_999, -999_999, "-999999"),
        (0.5, -1000, "≠ -1000"),
        (0, -99_999, "≠-99999"),
        (0, 1_000_000, "≠ 1e+06"),
        (0, -1_234_567, "≠-1e+06"),
    ],
)
def test_a_closed_form_is_never_wider_than_its_column(
    score: float, closed_form: int, text: str
) -> None:
    assert str(closed_form_cell(score, closed_form, 7)) == text

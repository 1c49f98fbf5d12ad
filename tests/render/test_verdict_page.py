"""The page of a verdict says the same at any width, with no more digits than needed."""

import pytest

from lstmcount.nn.counting_lstm import counting_lstm
from lstmcount.proof.verify import verify
from lstmcount.render.verdict_page import sentences
from tests.helpers.in_process import shown
from tests.helpers.variants import scaled

pytestmark = pytest.mark.usefixtures("judged_once")

WIDTHS = (20, 40, 80, 132, 200)


def test_a_verdict_says_the_same_at_any_width() -> None:
    texts = [
        " ".join(shown("verify", "samples/drifts.json", columns=columns)) for columns in WIDTHS
    ]
    assert len({" ".join(text.split()) for text in texts}) == 1
    assert "The LSTM counts −148.494, right is −149." in texts[-1]


def test_a_verdict_page_says_how_it_is_known_in_as_few_digits_as_needed() -> None:
    assert sentences(verify(scaled(counting_lstm(), 0.02)), 1_000_000, "float64") == (
        "counterexample: “bad”",
        [
            "The LSTM counts −0.282, right is −1.",
            "No shorter text is wrong.",
            "Every such text was stepped by the LSTM itself.",
            "The arithmetic is float64.",
        ],
    )

"""For how many words a counter is exact."""

from dataclasses import replace

import pytest

from lstmcount.machine.exactness import exact_up_to, most_words
from lstmcount.machine.extraction import extract
from lstmcount.nn.counting_lstm import counting_lstm


@pytest.mark.parametrize(("dtype", "bits"), [("float64", 53), ("float32", 24), ("float16", 11)])
def test_the_built_in_counter_is_exact_for_all_integers_of_the_dtype(dtype: str, bits: int) -> None:
    assert exact_up_to(extract(counting_lstm().astype(dtype))) == 2**bits


def test_a_counter_that_starts_beyond_what_the_dtype_counts_is_exact_for_no_text() -> None:
    c_0 = counting_lstm().c_0.copy()
    c_0[counting_lstm().score_unit] = 1e19
    assert exact_up_to(extract(replace(counting_lstm(), c_0=c_0))) == -1


@pytest.mark.parametrize(
    "errors", [(0, 0.01, 0, 0), (0, 0, 0.001, 0), (3, 0.01, 0.001, 1e-4), (0, 0.6, 0, 0)]
)
def test_the_errors_of_most_words_stay_below_a_half(
    errors: tuple[float, float, float, float],
) -> None:
    start, drift, leak, rounding = errors
    words, error = -1, 0.0  # the pad is added after the words
    while (error := error + drift + (leak + rounding) * (start + words + 2)) < 0.5:
        words += 1
    assert most_words(*errors) == words

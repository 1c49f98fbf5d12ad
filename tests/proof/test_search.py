"""Wrong texts are found, and made as short as may be: what is found is judged by the cell."""

from dataclasses import replace
from time import monotonic

import numpy as np

from lstmcount.closed_form import closed_form_score
from lstmcount.nn.counting_lstm import Gate, Unit, counting_lstm
from lstmcount.nn.lstm import LSTM
from lstmcount.proof.beam_search import beam_search
from lstmcount.proof.exhaustive_search import score_of
from lstmcount.proof.loops import drifting_loops, wrong_loop
from lstmcount.proof.repeated_texts import find_repeated_failure
from lstmcount.proof.shortening import shortened
from lstmcount.proof.verify import verify
from tests.helpers.designs import trained, with_ceiling, with_password
from tests.helpers.variants import scaled


def is_wrong(lstm: LSTM, text: tuple[int, ...]) -> bool:
    return abs(score_of(lstm, text) - closed_form_score(text)) >= 0.5


def drifting(size: float) -> LSTM:
    """After ``good uh`` in front of ``bad`` the counter loses *size*: a loop of three words."""
    weight_ih = counting_lstm().weight_ih.copy()
    bias = counting_lstm().bias_hh.copy()
    bias[Gate.G * len(Unit) + Unit.SCORE] = size
    return replace(counting_lstm(), weight_ih=weight_ih, bias_hh=bias)


def test_a_beam_finds_the_shortest_wrong_text_of_a_ceiling() -> None:
    for most in (3, 8):
        text = beam_search(with_ceiling(most), 20)
        assert text is not None
        assert is_wrong(with_ceiling(most), text)
        assert len(text) == most + 2


def test_a_beam_ends_when_the_time_is_over() -> None:
    assert beam_search(counting_lstm(), 130, deadline=monotonic() - 1) is None


def test_a_text_is_shortened_until_no_word_can_be_left_out() -> None:
    lstm = scaled(with_ceiling(3), 0.9)
    text = shortened(lstm, (3, 2, 0, *[1] * 9, 3, 0, 0, 2, 1))
    assert is_wrong(lstm, text)
    assert not any(is_wrong(lstm, text[:k] + text[k + 1 :]) for k in range(len(text)))


def test_a_right_text_is_left_as_it_is_and_so_is_a_long_one() -> None:
    assert shortened(counting_lstm(), (1, 2)) == (1, 2)
    lstm = drifting(0.001)
    assert len(shortened(lstm, (3,) * 600)) > 400


def test_the_loop_that_drifts_is_found_and_disturbed() -> None:
    lstm = scaled(counting_lstm(), 0.11)
    loops = drifting_loops(lstm, 1000)
    wrong = wrong_loop(lstm, loops, 1000)
    assert wrong is not None
    assert is_wrong(lstm, wrong.text)
    turns = find_repeated_failure(lstm, 1000)
    assert turns is not None
    assert len(wrong.text) <= len(turns.text)
    assert wrong_loop(lstm, loops, len(wrong.text) // 2) is None
    assert wrong_loop(lstm, [], 1000) is None


def test_turns_are_not_followed_when_the_time_is_over() -> None:
    assert find_repeated_failure(drifting(1e-4), 10**6, deadline=monotonic() - 1) is None


def test_a_password_is_found_and_no_shorter_text_is_wrong() -> None:
    password = (1, 2, 0, 3, 1, 2, 2, 0, 1, 1, 2, 0)
    for factor in (1.0, 0.3):
        verdict = verify(scaled(with_password(password), factor))
        assert verdict.counterexample is not None
        assert (len(verdict.counterexample), verdict.shortest) == (len(password), True)


def test_what_is_found_in_a_trained_lstm_is_wrong_and_never_within_what_is_proved() -> None:
    rng = np.random.default_rng(9)
    for _ in range(2):
        lstm = trained(rng)
        verdict = verify(lstm, 60, seconds=1)
        if verdict.counterexample is not None:
            assert is_wrong(lstm, verdict.counterexample)
            assert len(verdict.counterexample) > verdict.proof.proved_up_to

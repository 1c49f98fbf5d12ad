"""Proofs, counterexamples, and that neither is ever wrong."""

from dataclasses import replace
from functools import cache
from itertools import product
from time import monotonic

import numpy as np
import pytest

from lstmcount.closed_form import closed_form_score
from lstmcount.machine.extraction import extract
from lstmcount.nn.counting_lstm import Gate, Unit, counting_lstm
from lstmcount.nn.final_cells import final_cells
from lstmcount.nn.lstm import LSTM, trace
from lstmcount.proof.exhaustive_search import score_of
from lstmcount.proof.finite_closure import shortest_failure
from lstmcount.proof.verdicts import Counted, Known, Proof, Verdict
from lstmcount.proof.verify import (
    _beam_search,
    _induction,
    _loops,
    _merged_texts,
    verify,
)
from lstmcount.text.vocabulary import GOOD, UH
from tests.helpers.designs import trained, with_password
from tests.helpers.scale import scaled_down
from tests.helpers.variants import (
    random_variant,
    scaled,
    single_weight_mutants,
    with_four_units,
    with_more_units,
)

BITS = {"float64": 53, "float32": 24, "float16": 11}


@cache
def all_texts(length: int) -> tuple[list[list[int]], np.ndarray]:
    texts = list(product(range(4), repeat=length))
    return [[*text, UH] for text in texts], np.array([closed_form_score(text) for text in texts])


def brute_force(lstm: LSTM, longest: int) -> int | None:
    """The length of the shortest wrong text, by stepping all texts, without the prover's code."""
    for length in range(longest + 1):
        texts, expected = all_texts(length)
        scores = final_cells(lstm, texts)[:, lstm.score_unit]
        if (np.abs(scores - expected) >= 0.5).any():
            return length
    return None


def assert_really_wrong(lstm: LSTM, verdict: Verdict) -> None:
    text = verdict.counterexample
    assert text is not None
    score = score_of(lstm, text)
    assert score == verdict.score
    assert closed_form_score(text) == verdict.closed_form
    assert abs(score - closed_form_score(text)) >= 0.5


@pytest.mark.parametrize("dtype", BITS)
def test_the_built_in_lstm_is_proved_as_far_as_the_arithmetic_counts(dtype: str) -> None:
    bound = 2 ** BITS[dtype]
    verdict = verify(counting_lstm().astype(dtype), up_to=bound)
    assert (verdict.verdict, verdict.proof.method) == ("proved", "finite closure")
    assert verdict.proof.proved_up_to == bound
    assert (verdict.proof.states, verdict.proof.drift, verdict.proof.leak) == (
        7 if dtype == "float16" else 9,
        0,
        0,
    )


@pytest.mark.parametrize("dtype", BITS)
def test_one_word_beyond_the_bound_the_count_is_wrong(dtype: str) -> None:
    bound = 2 ** BITS[dtype]
    # A counter that starts 3 below stands for a text of so many words before.
    c_0 = np.array([0, 0, 0, 0, 0, bound - 3.0])
    lstm = replace(counting_lstm(), c_0=c_0).astype(dtype)
    scores = [int(step.c[Unit.SCORE]) - bound for step in trace(lstm, [GOOD] * 4 + [UH])]
    assert scores == [-3, -2, -1, 0, 0]


@pytest.mark.parametrize("factor", [0.5, 0.3])
def test_smaller_weights_are_proved_up_to_a_million_words(factor: float) -> None:
    verdict = verify(scaled(counting_lstm(), factor))
    assert verdict.verdict == "proved"
    assert verdict.proof.proved_up_to >= 1_000_000


@pytest.mark.parametrize(
    ("factor", "least", "most"),
    [
        (0.1, 100, 200),
        (0.16, 2_000, 4_000),
        pytest.param(0.2, 15_000, 30_000, marks=pytest.mark.slow),
    ],
)
def test_small_weights_drift_to_a_counterexample(factor: float, least: int, most: int) -> None:
    lstm = scaled(counting_lstm(), factor)
    verdict = verify(lstm)
    assert verdict.verdict == "counterexample"
    assert least <= verdict.proof.proved_up_to < len(verdict.counterexample or ()) <= most
    assert verdict.pump is not None
    assert verdict.counterexample == verdict.pump.text
    assert verdict.proof.drift is not None
    assert verdict.proof.leak is not None
    assert 0 < verdict.proof.leak <= verdict.proof.drift < 1e-3
    assert verdict.proof.method == "intervals"
    assert not verdict.shortest
    assert_really_wrong(lstm, verdict)


def test_float16_fails_at_the_first_word_that_it_cannot_count() -> None:
    verdict = verify(counting_lstm().astype("float16"))
    assert verdict.proof.proved_up_to == 2048
    assert len(verdict.counterexample or ()) == 2049
    assert verdict.shortest


def patient() -> LSTM:
    """Right for some 2,450 words; a counter of ``uh`` then keeps the score from counting."""
    lstm = with_more_units(counting_lstm(), 2, 0.0, np.random.default_rng(0))
    slow, late, score, hidden = 0, 1, 7, 8
    w_x, w_h = lstm.weight_ih.reshape(4, hidden, -1), lstm.weight_hh.reshape(4, hidden, -1)
    bias_ih, bias_hh = lstm.bias_ih.reshape(4, hidden), lstm.bias_hh.reshape(4, hidden)
    for array in (w_x, w_h, bias_ih, bias_hh):
        array[:, [slow, late]] = 0
    bias_hh[:, slow], bias_hh[:, late] = [100, -100, -0.2, 100], [100, -100, 100, -27424]
    bias_ih[Gate.O, late] = 8
    w_x[Gate.F, slow, UH], w_x[Gate.G, slow, UH] = 200, 0.2 + 2**-11
    w_h[Gate.O, late, slow], w_h[Gate.I, score, late] = 36000, -300
    return replace(lstm, c_0=np.array([-0.2, *[0] * 7]))


def test_a_machine_is_not_followed_further_than_the_arithmetic_counts() -> None:
    lstm = patient().astype("float16")
    assert len(shortest_failure(extract(lstm).machine) or ()) > 2400
    verdict = verify(lstm)
    assert (verdict.proof.proved_up_to, len(verdict.counterexample or ())) == (2048, 2049)
    assert_really_wrong(lstm, verdict)


@pytest.mark.parametrize("factor", [0.3, 1])
@pytest.mark.parametrize("start", [5, -1e19, 1e300, 1.7e308])
def test_where_the_empty_text_is_wrong_nothing_is_proved(factor: float, start: float) -> None:
    lstm = replace(scaled(counting_lstm(), factor), c_0=np.array([0, 0, 0, 0, 0, start]))
    for up_to in (0, 10):
        verdict = verify(lstm, up_to)
        assert (verdict.verdict, verdict.counterexample) == ("counterexample", ())
        assert (verdict.proof.proved_up_to, verdict.shortest) == (-1, True)


def test_a_text_longer_than_asked_for_refutes_nothing() -> None:
    weight_hh = counting_lstm().weight_hh.copy()
    weight_hh[Gate.G * len(Unit) + Unit.SCORE, Unit.NOT_BAD] *= -1
    machine = replace(counting_lstm(), weight_hh=weight_hh)
    for lstm in (machine, scaled(machine, 0.1)):
        assert [verify(lstm, up_to).verdict for up_to in (1, 2)] == ["proved", "counterexample"]


@pytest.mark.parametrize(("words", "shortest"), [(4, True), (5, False)])
def test_the_shortest_is_what_is_one_word_beyond_the_proof(words: int, shortest: bool) -> None:
    known = Known(10).with_proof(Proof("intervals", 3)).with_wrong(Counted((0,) * words, 0.0))
    assert known.verdict.shortest is shortest


def test_a_machine_that_fails_later_than_asked_for_is_proved() -> None:
    verdict = verify(with_password((1, 2, 0, 3, 1, 2, 2, 0, 1)), up_to=6)
    assert (verdict.verdict, verdict.proof.method) == ("proved", "finite closure")
    assert (verdict.proof.proved_up_to, verdict.counterexample) == (8, None)
    assert verdict


def test_a_trained_lstm_is_followed_in_merged_boxes_up_to_its_shortest_wrong_text() -> None:
    lstm = trained(np.random.default_rng(5))
    verdict = verify(lstm, up_to=60, seconds=120)
    assert (verdict.proof.method, verdict.shortest) == ("merged texts", True)
    assert not verdict
    assert_really_wrong(lstm, verdict)


def test_progress_is_told_again_and_again_and_never_falls() -> None:
    told: list[int] = []
    verify(scaled(counting_lstm(), 0.12), up_to=1000, progress=told.append)
    assert len(told) > 2
    assert told == sorted(told)


def test_when_the_time_is_over_no_further_graph_is_tried() -> None:
    known = Known(10**6)
    for seconds, more in ((-1.0, False), (60.0, True)):
        results = list(
            _induction(True, scaled(counting_lstm(), 0.12), known, monotonic() + seconds)
        )
        assert (len(results) > 1) == more


def test_a_search_that_finds_nothing_and_boxes_that_prove_nothing_more_add_nothing() -> None:
    deadline = monotonic() + 60
    lstm, known = scaled(counting_lstm(), 0.2), Known(9)
    assert list(_beam_search(lstm, known, deadline)) == []
    assert list(_loops(lstm, known, deadline)) == []
    merged = list(_merged_texts(1000, lstm, known, deadline))
    assert [result.proof.proved_up_to for result in merged] == list(range(10))


def test_the_better_proof_and_the_shorter_text_are_kept() -> None:
    best, wrong = Proof("every text", 8), Counted((1,) * 12, 0.0)
    known = Known(20).with_proof(best).with_proof(Proof("intervals", 3))
    known = known.with_wrong(wrong).with_wrong(Counted((1,) * 13, 0.0))
    assert (known.proof, known.wrong) == (best, wrong)


@pytest.mark.parametrize("longest", [4, pytest.param(8, marks=pytest.mark.slow)])
def test_every_single_weight_mutant_gets_a_verdict_that_brute_force_confirms(longest: int) -> None:
    for name, lstm in single_weight_mutants():
        verdict = verify(lstm)
        assert verdict.verdict != "unknown", name
        shortest = brute_force(lstm, longest)
        if verdict.counterexample is None:
            assert shortest is None, name
        else:
            assert_really_wrong(lstm, verdict)
            assert shortest in (len(verdict.counterexample), None), name
            assert shortest is not None or len(verdict.counterexample) > longest, name


@pytest.mark.parametrize(("factor", "method"), [(1, "finite closure"), (0.3, "intervals")])
def test_a_design_of_four_units_is_proved(factor: float, method: str) -> None:
    lstm = scaled(with_four_units(), factor)
    verdict = verify(lstm)
    assert (verdict.verdict, verdict.proof.method) == ("proved", method)
    assert brute_force(lstm, 5) is None


@pytest.mark.parametrize("files", [15, pytest.param(scaled_down(1000), marks=pytest.mark.slow)])
def test_no_text_within_what_is_proved_is_ever_missed(files: int) -> None:
    rng = np.random.default_rng(7)
    proofs = 0
    for number in range(files):
        lstm = random_variant(rng)
        verdict = verify(lstm, up_to=60)
        if verdict.counterexample == ():
            continue  # the empty text is wrong: nothing is proved
        longest = min(verdict.proof.proved_up_to, 400)
        texts = [rng.integers(0, 4, rng.integers(0, longest + 1)).tolist() for _ in range(50)]
        texts += [[word] * longest for word in range(4)]
        scores = final_cells(lstm, [[*text, UH] for text in texts])[:, lstm.score_unit]
        assert (np.abs(scores - [closed_form_score(text) for text in texts]) < 0.5).all(), number
        proofs += verdict.verdict == "proved"
    assert proofs > files // 4  # or the test would say little

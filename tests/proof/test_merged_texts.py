"""Boxes of merged texts hold every text's state, and prove one word less than the shortest wrong."""

import numpy as np
import pytest

from lstmcount.closed_form import closed_form_score
from lstmcount.machine.influence import heard_units
from lstmcount.nn.counting_lstm import counting_lstm
from lstmcount.nn.lstm import Step, one_hot, step, trace
from lstmcount.proof.exhaustive_search import shortest_wrong_text
from lstmcount.proof.intervals import Box, open_gates, products, transfer
from lstmcount.proof.merged_texts import boxes_by_length, merged_texts
from lstmcount.text.vocabulary import BAD, GOOD, UH
from tests.helpers.designs import trained, with_ceiling
from tests.helpers.variants import random_variant, scaled


def test_without_need_to_merge_the_proof_ends_one_word_before_the_shortest_wrong_text() -> None:
    for lstm in (with_ceiling(2), scaled(with_ceiling(3), 0.5)):
        words, text = shortest_wrong_text(lstm, 6)
        assert text is not None
        assert list(merged_texts(lstm, 20, most_boxes=10_000)) == list(range(words + 1))


def test_with_fewer_boxes_less_is_proved_but_nothing_false() -> None:
    lstm = trained(np.random.default_rng(1))
    words, _ = shortest_wrong_text(lstm, 6)
    proved = [max(merged_texts(lstm, 6, most), default=-1) for most in (5, 50, 5_000)]
    assert proved == sorted(proved)
    assert proved[-1] == words


@pytest.mark.parametrize("edge", [0, 1, 2, 6])
def test_scores_beyond_the_edge_stand_together_and_nothing_false_is_proved(
    edge: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lstmcount.proof.merged_texts._HEARD_SCORES", edge)
    rng = np.random.default_rng(edge)
    designs = [with_ceiling(k) for k in (1, 2, 3)] + [scaled(with_ceiling(3), 0.5)]
    designs += [trained(rng) for _ in range(2)] + [random_variant(rng) for _ in range(20)]
    for lstm in designs:
        words, _ = shortest_wrong_text(lstm, 6)
        for most_boxes in (40, 4_000):
            assert max(merged_texts(lstm, 6, most_boxes), default=-1) <= words


@pytest.mark.parametrize("dtype", ["float64", "float32", "float16"])
@pytest.mark.parametrize("edge", [0, 1, 2])
def test_the_state_after_any_text_is_in_a_box_with_its_score_and_its_last_word(
    edge: int, dtype: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lstmcount.proof.merged_texts._HEARD_SCORES", edge)
    rng = np.random.default_rng(edge)
    for _ in range(10):
        lstm = random_variant(rng).astype(dtype)
        texts = rng.integers(0, 4, (100, 12))
        texts[:20], texts[20:40, :6], texts[40:60, :6] = GOOD, GOOD, BAD  # far beyond the edge
        texts[20:40, 6:], texts[40:60, 6:] = BAD, GOOD  # and back
        told_apart = edge if heard_units(lstm)[lstm.score_unit] else 0
        steps = [[Step(*[lstm.h_0] * 4, lstm.c_0, lstm.h_0), *trace(lstm, text)] for text in texts]
        for length, (boxes, _) in zip(range(13), boxes_by_length(lstm, 60), strict=False):
            for text, states in zip(texts[:, :length].tolist(), steps, strict=True):
                score = closed_form_score(text)
                label = min(max(score, -told_apart), told_apart)
                last = text[-1] if text else UH
                c = states[length].c.astype(np.float64)
                c[lstm.score_unit] -= score
                recurrent = lstm.weight_hh.astype(np.float64) @ states[length].h.astype(np.float64)
                inside = (boxes.label == label) & (boxes.last == last)
                for box, found in ((boxes.recurrent, recurrent), (boxes.c, c)):
                    inside &= ((box.low <= found) & (found <= box.high)).all(axis=1)
                assert inside.any()


@pytest.mark.parametrize("ceiling", [5, 6, 7, 9])
def test_a_ceiling_at_or_beyond_the_edge_is_met_exactly(ceiling: int) -> None:
    lstm = with_ceiling(ceiling)
    assert max(merged_texts(lstm, 20, most_boxes=5_000)) == ceiling + 1


def test_of_a_score_that_nothing_hears_no_two_are_told_apart() -> None:
    assert max(merged_texts(scaled(counting_lstm(), 0.2), 300, most_boxes=30)) == 300


@pytest.mark.parametrize("dtype", ["float64", "float32", "float16"])
def test_a_state_in_a_box_steps_into_the_box_that_comes_out(dtype: str) -> None:
    rng = np.random.default_rng(2)
    for _ in range(20):
        lstm = random_variant(rng).astype(dtype)
        hidden = lstm.hidden_size
        ends = np.sort(rng.uniform(-1, 1, (2, 1, hidden)).astype(dtype), axis=0)
        h, c = Box(*ends.astype(float)), Box(*(5 * ends).astype(dtype).astype(float))
        after = transfer(lstm, open_gates(lstm, products(lstm, h)), c)
        order = rng.permutation(hidden)  # products that are added in another order
        for _ in range(50):
            share = rng.choice([0.0, 1.0, rng.random()], (2, 1, hidden))
            h_t = (h.low + share[0] * (h.high - h.low)).astype(dtype).clip(h.low, h.high)
            c_t = (c.low + share[1] * (c.high - c.low)).astype(dtype).clip(c.low, c.high)
            words = one_hot(lstm, range(4))
            result = step(lstm, words, h_t.astype(dtype), c_t.astype(dtype))
            for got, box in ((result.h, after.h), (result.c, after.c)):
                assert (box.low[0] <= got).all()
                assert (got <= box.high[0]).all()
            other = (lstm.weight_hh[:, order].astype(dtype) @ h_t[0, order].astype(dtype)).astype(
                float
            )
            assert (products(lstm, h).low[0] <= other).all()
            assert (other <= products(lstm, h).high[0]).all()

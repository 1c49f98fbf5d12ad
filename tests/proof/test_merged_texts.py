"""Boxes of merged texts hold every text's state, and prove one word less than the shortest wrong."""

import numpy as np
import pytest

from lstmcount.nn.lstm import one_hot, step
from lstmcount.proof.exhaustive_search import shortest_wrong_text
from lstmcount.proof.intervals import Box, products, transfer
from lstmcount.proof.merged_texts import merged_texts
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


@pytest.mark.parametrize("dtype", ["float64", "float32", "float16"])
def test_a_state_in_a_box_steps_into_the_box_that_comes_out(dtype: str) -> None:
    rng = np.random.default_rng(2)
    for _ in range(20):
        lstm = random_variant(rng).astype(dtype)
        hidden = lstm.hidden_size
        ends = np.sort(rng.uniform(-1, 1, (2, 1, hidden)).astype(dtype), axis=0)
        h, c = Box(*ends.astype(float)), Box(*(5 * ends).astype(dtype).astype(float))
        after = transfer(lstm, products(lstm, h), c)
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

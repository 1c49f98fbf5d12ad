"""Every text is stepped where other proofs end."""

from lstmcount.nn.counting_lstm import counting_lstm
from lstmcount.proof.verify import verify
from tests.helpers.variants import scaled


def test_every_text_is_tried_where_intervals_prove_too_little_and_no_further() -> None:
    lstm = scaled(counting_lstm(), 0.04)  # first wrong at "not bad not bad"
    found = [verify(lstm, up_to) for up_to in (0, 1, 3, 4)]
    assert [(v.verdict, v.proof.method, v.proof.proved_up_to, v.counterexample) for v in found] == [
        ("proved", "every text", 0, None),
        ("proved", "every text", 1, None),
        ("proved", "every text", 3, None),
        ("counterexample", "every text", 3, (2, 0, 2, 0)),
    ]

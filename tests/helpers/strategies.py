"""Texts and counters for Hypothesis to draw."""

import numpy as np
from hypothesis import strategies as st

from lstmcount.machine.pair_counter import PairCounter

WORDS = st.sampled_from(
    "bad good not uh Bad GOOD nOt UH good's bad_ _not_ not1 goo bads o it`s uh'1 a__b _ '".split()
)
SPACES = st.sampled_from(["", " ", "\n", "  ", "\t", ", ", "'", "-", "\r\n", "\0", " " * 70, "@["])
PLAIN = st.lists(WORDS | SPACES | SPACES, max_size=40).map("".join)
RICH = st.lists(
    WORDS | SPACES | st.sampled_from("é’ʼ´— \u2028İſ\ufffd\u0301\u00ad\u0939\u093f"), max_size=30
).map("".join)
COUNTERS = st.builds(
    PairCounter,
    st.lists(st.integers(-2, 2), min_size=20, max_size=20).map(lambda v: np.array(v).reshape(5, 4)),
    st.integers(-3, 3),
)

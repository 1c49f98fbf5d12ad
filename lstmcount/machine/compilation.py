"""An LSTM compiled, exactly, to the pair counter that it is; this is what scores in bulk.

Only where the two cannot differ: the LSTM is a counter machine bit for bit, its counter is exact
in its arithmetic for every text that could be read, and its increments depend on two words.
"""

from ..nn.lstm import LSTM
from .exactness import exact_up_to
from .extraction import NoMachineError, extract
from .pair_counter import PairCounter, pair_counter

MAX_STATES = 256
MOST_WORDS = 1 << 50
"""No text has so many words; smaller arithmetic than float64 stops counting long before."""


def compile_lstm(lstm: LSTM) -> PairCounter | None:
    """Return the pair counter that *lstm* is for all texts, or None if it is none.

    >>> from lstmcount.nn.counting_lstm import counting_lstm
    >>> lstm = counting_lstm()
    >>> compile_lstm(lstm) is None, compile_lstm(lstm.astype("float32")) is None
    (False, True)
    """
    try:
        extraction = extract(lstm, MAX_STATES)
    except NoMachineError:
        return None
    return pair_counter(extraction.machine) if exact_up_to(extraction) >= MOST_WORDS else None

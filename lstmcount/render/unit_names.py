"""The names of an LSTM's units as they are shown."""

from ..nn.lstm import LSTM
from ..text.escaping import printable

MAX_LENGTH = 24


def unit_name(lstm: LSTM, unit: int) -> str:
    """Return the name of a unit, which a file may have brought: escaped, and cut where it is long.

    >>> from lstmcount.nn.counting_lstm import counting_lstm
    >>> unit_name(counting_lstm(), 3)
    'not bad'
    """
    name = printable(lstm.unit_names[unit])
    return name if len(name) <= MAX_LENGTH else name[: MAX_LENGTH - 1] + "…"

"""Defaults and limits that help and options tell, long before NumPy is needed."""

UP_TO = 1_000_000
"""How many words an LSTM must be right for where no other number is asked for."""

SECONDS = 60.0
"""How long to try to prove an LSTM right, or to refute it, where no other time is asked for."""

C_0 = 20.0
"""The start of every cell of an RNN's LSTM where none is asked for; enough for every arithmetic."""

MAX_SIZE = 1024
"""The most inputs, and the most hidden units, of an RNN that is drawn or read."""

TOLERANCE = 0.5
"""A score is right that lies nearer than this to the closed form."""

ROUNDING_ERROR = 1e-9
"""Numbers that miss a whole one by less are taken for it: a hand-set LSTM misses by far less."""

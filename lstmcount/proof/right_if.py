"""Under which other reading would a wrong LSTM be right? What is listed was proved.

Every reading of at most two changes is tried on all texts of up to three words, and those that
count them right are proved, the fewest changes first. An order of the words or another score unit
costs nothing to try: the cells are the same, and only what they are compared with differs.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations, product
from time import monotonic

import numpy as np
from numpy.typing import NDArray

from ..closed_form import closed_form_score
from ..defaults import TOLERANCE, UP_TO
from ..nn.final_cells import final_cells
from ..nn.lstm import LSTM, Array
from ..text.vocabulary import UH, WORDS
from .readings import GATES, Reading, Start, all_matrices
from .verify import verify

SECONDS = 5.0
"""How long to look, where no other time is asked for."""

_LONGEST = 3  # words of the texts by which readings are chosen to be proved
_MOST_CHANGES = 2
_ORDERS = list(permutations(range(len(WORDS))))
_TEXTS = [text for n in range(_LONGEST + 1) for text in product(range(len(WORDS)), repeat=n)]
_STEPPED = [text for n in range(_LONGEST + 2) for text in product(range(len(WORDS)), repeat=n)]


def right_if(lstm: LSTM, up_to: int = UP_TO, seconds: float = SECONDS) -> list[Reading]:
    """Return the readings of fewest changes under which *lstm* is proved up to *up_to* words.

    After *seconds* it returns those that are proved by then.

    >>> from lstmcount.nn.counting_lstm import counting_lstm
    >>> wrong = Reading(gates=("i", "f", "o", "g")).of(counting_lstm())
    >>> [reading.as_dict() for reading in right_if(wrong)]
    [{'gates': ('i', 'f', 'o', 'g')}]
    """
    deadline = monotonic() + seconds
    proved: list[Reading] = []
    for changes in range(1, _MOST_CHANGES + 1):
        for reading in _likely(lstm, changes, deadline):
            left = min(deadline - monotonic(), seconds / 2)  # none takes the time of all
            if left > 0 and verify(reading.of(lstm), up_to, left):
                proved.append(reading)
        if proved:
            break
    return proved


def _likely(lstm: LSTM, changes: int, deadline: float) -> Iterator[Reading]:
    """Yield the readings of so many changes that count short texts right."""
    for reading in _weights_read(lstm):
        if monotonic() > deadline:
            return
        if reading.changes <= changes:
            one = reading.of(lstm)
            cells = final_cells(one, _STEPPED)
            for full in _counting(one, cells, reading):
                if full.changes == changes:
                    yield full


def _weights_read(lstm: LSTM) -> Iterator[Reading]:
    """Yield every reading of gates, matrices and start, that of no change first."""
    orders = [None, *(order for order in permutations(GATES) if order != GATES)]
    starts: list[Start | None] = [None, "after uh"]
    if lstm.h_0.any() or lstm.c_0.any():
        starts.append("zero")
    for matrices, start, gates in product([None, *all_matrices(lstm)], starts, orders):
        reading = Reading(gates=gates, matrices=matrices, start=start)
        if reading.changes <= _MOST_CHANGES:
            yield reading


def _counting(lstm: LSTM, cells: Array, reading: Reading) -> Iterator[Reading]:
    """Yield *reading* with each order of the words, score unit and start of its cell that count.

    *cells* (N, H) are those after each of the N texts of :data:`_STEPPED`.
    """
    scores = cells[_INDEX]  # (24, T, H): for each order, of each text with its pad
    expected = np.array([closed_form_score(text) for text in _TEXTS], dtype=float)[:, None]
    first = scores[:, :1]
    for shifted, errors in ((False, scores - expected), (True, scores - first - expected)):
        counts = (np.abs(errors) < TOLERANCE).all(axis=1)
        for order, unit in np.argwhere(counts).tolist():
            words = None if order == 0 else tuple(WORDS[k] for k in np.argsort(_ORDERS[order]))
            full = replace(
                reading, words=words, score_unit=None if unit == lstm.score_unit else unit
            )
            if not shifted:
                yield full
            elif abs(first[order, 0, unit]) >= TOLERANCE:
                yield replace(full, c_0=float(lstm.c_0[unit] - first[order, 0, unit]))


def _index() -> NDArray[np.intp]:
    """Return (24, T) where in :data:`_STEPPED` each text and its pad stand, for each order."""
    number = {text: k for k, text in enumerate(_STEPPED)}
    return np.array(
        [
            [number[tuple(order[word] for word in (*text, UH))] for text in _TEXTS]
            for order in _ORDERS
        ]
    )


_INDEX = _index()

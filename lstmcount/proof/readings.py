"""Other ways to read the numbers of an LSTM: gates or words in another order, another start.

Whoever writes a weight file by another convention than PyTorch's has the right numbers in the
wrong places. A reading says which places they would be.
"""

from dataclasses import dataclass, fields, replace
from typing import Literal, TypeAlias, get_args

import numpy as np

from ..nn.lstm import LSTM, Array, one_hot, step
from ..text.vocabulary import UH, WORDS

GATES = ("i", "f", "g", "o")

Matrices: TypeAlias = Literal[
    "weight_hh_l0 transposed gate by gate",
    "weight_ih_l0 transposed gate by gate",
    "weight_ih_l0 and weight_hh_l0 transposed gate by gate",
    "weight_ih_l0 column by column",
    "weight_hh_l0 column by column",
    "weight_ih_l0 and weight_hh_l0 column by column",
    "rows unit by unit",
]
Start: TypeAlias = Literal["zero", "after uh"]


@dataclass(frozen=True)
class Reading:
    """How to read an LSTM's numbers, as far as otherwise than they stand."""

    gates: tuple[str, ...] | None = None  # of which gate each block of H rows is
    words: tuple[str, ...] | None = None  # of which word each column of W_ih is
    score_unit: int | None = None
    matrices: Matrices | None = None
    start: Start | None = None  # of h and c
    c_0: float | None = None  # where the score's own cell starts

    @property
    def changes(self) -> int:
        """In how many ways it differs from how the numbers stand."""
        return len(self.as_dict())

    def as_dict(self) -> dict[str, object]:
        """Return what differs, as plain data.

        >>> Reading(score_unit=3).as_dict()
        {'score_unit': 3}
        """
        values = ((field.name, getattr(self, field.name)) for field in fields(self))
        return {name: value for name, value in values if value is not None}

    def of(self, lstm: LSTM) -> LSTM:
        """Return the LSTM that *lstm* is, read so.

        >>> from lstmcount.nn.counting_lstm import counting_lstm
        >>> read = Reading(words=("good", "bad", "not", "uh")).of(counting_lstm())
        >>> bool((read.weight_ih[:, 0] == counting_lstm().weight_ih[:, 1]).all())
        True
        """
        if self.matrices:
            lstm = _with_matrices(lstm, self.matrices)
        if self.gates:
            lstm = _with_blocks(lstm, [self.gates.index(gate) for gate in GATES])
        if self.words:
            columns = [self.words.index(word) for word in WORDS]
            lstm = replace(lstm, weight_ih=lstm.weight_ih[:, columns])
        if self.score_unit is not None:
            lstm = replace(lstm, score_unit=self.score_unit)
        if self.start:
            lstm = _started(lstm, self.start)
        return lstm if self.c_0 is None else _with_count(lstm, self.c_0)


def all_matrices(lstm: LSTM) -> list[Matrices]:
    """Return the readings of the matrices that their shapes allow."""
    square = lstm.input_size == lstm.hidden_size
    return [
        one for one in get_args(Matrices) if square or not ("_ih_" in one and "transposed" in one)
    ]


def _with_matrices(lstm: LSTM, reading: Matrices) -> LSTM:
    if reading == "rows unit by unit":
        order = np.arange(4 * lstm.hidden_size).reshape(-1, 4).T.ravel()
        return _with_rows(lstm, order)
    turned = _transposed_blocks if "transposed" in reading else _column_by_column
    return replace(
        lstm,
        weight_ih=turned(lstm.weight_ih) if "_ih_" in reading else lstm.weight_ih,
        weight_hh=turned(lstm.weight_hh) if "_hh_" in reading else lstm.weight_hh,
    )


def _transposed_blocks(weight: Array) -> Array:
    blocks: Array = weight.reshape(4, -1, weight.shape[1]).transpose(0, 2, 1)
    return blocks.reshape(weight.shape)


def _column_by_column(weight: Array) -> Array:
    """Return the matrix whose columns, one behind the other, *weight* has as rows."""
    return np.ascontiguousarray(weight.reshape(weight.shape[::-1]).T)


def _with_blocks(lstm: LSTM, blocks: list[int]) -> LSTM:
    return _with_rows(lstm, np.arange(4 * lstm.hidden_size).reshape(4, -1)[blocks].ravel())


def _with_rows(lstm: LSTM, rows: "np.ndarray[tuple[int, ...], np.dtype[np.intp]]") -> LSTM:
    names = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
    return replace(lstm, **{name: getattr(lstm, name)[rows] for name in names})


def _started(lstm: LSTM, start: Start) -> LSTM:
    zeros = np.zeros_like(lstm.c_0)
    if start == "zero":
        return replace(lstm, h_0=zeros, c_0=zeros)
    after = step(lstm, one_hot(lstm, UH), lstm.h_0, lstm.c_0)
    return _with_count(replace(lstm, h_0=after.h, c_0=after.c), float(lstm.c_0[lstm.score_unit]))


def _with_count(lstm: LSTM, count: float) -> LSTM:
    c_0 = lstm.c_0.copy()
    c_0[lstm.score_unit] = count
    return replace(lstm, c_0=c_0)

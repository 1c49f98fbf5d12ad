"""Which units the score's cell hears of. What it never hears of can make no text right or wrong."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ..nn.lstm import LSTM


def heard_units(lstm: LSTM) -> NDArray[np.bool_]:
    """Return of which units (H,) the score's cell hears, directly or through others.

    The score itself is among them only if one of the gates that make its cell, or a unit that
    they hear of, reads its h: its output gate alone does nothing but make that h.

    >>> from lstmcount.nn.counting_lstm import counting_lstm
    >>> heard_units(counting_lstm()).tolist()
    [True, True, True, True, True, False]
    """
    reads = (lstm.weight_hh != 0).reshape(4, lstm.hidden_size, lstm.hidden_size)
    heard: NDArray[np.bool_] = reads[:3, lstm.score_unit].any(axis=0)
    while True:
        more = heard | reads[:, heard].any(axis=(0, 1))
        if (more == heard).all():
            return heard
        heard = more


def cone_of_influence(lstm: LSTM) -> LSTM:
    """Return *lstm* without the units that the score's cell never hears of.

    In exact arithmetic its counts are the same. Rounded, they are the same up to the order in
    which products are added, for the products that are left out are all 0.

    >>> from lstmcount.nn.counting_lstm import counting_lstm
    >>> cone_of_influence(counting_lstm()).hidden_size
    6
    """
    kept = heard_units(lstm)
    kept[lstm.score_unit] = True
    if kept.all():
        return lstm
    rows = np.tile(kept, 4)
    return replace(
        lstm,
        weight_ih=lstm.weight_ih[rows],
        weight_hh=lstm.weight_hh[rows][:, kept],
        bias_ih=lstm.bias_ih[rows],
        bias_hh=lstm.bias_hh[rows],
        h_0=lstm.h_0[kept],
        c_0=lstm.c_0[kept],
        score_unit=int(kept[: lstm.score_unit].sum()),
        unit_names=tuple(np.array(lstm.unit_names)[kept].tolist()),
    )

"""What the tests of rendering share."""

from pathlib import Path

import numpy as np
import pytest

from lstmcount.nn.counting_lstm import counting_lstm
from lstmcount.nn.lstm import LSTM
from lstmcount.nn.weight_files import save_lstm
from tests.helpers.variants import with_more_units


@pytest.fixture
def large(tmp_path: Path) -> tuple[LSTM, str]:
    """24 units, and numbers as long as they come: -1.234e-100 takes eleven columns."""
    lstm = with_more_units(counting_lstm(), 18, 0, np.random.default_rng(1))
    lstm.bias_hh[::7] = -1.2345e-100
    save_lstm(lstm, tmp_path / "large.npz")
    return lstm, str(tmp_path / "large.npz")

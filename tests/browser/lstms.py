"""Twenty LSTMs of 1 to 64 units: the samples, the built-in scaled, and some that were trained."""

from dataclasses import replace

import numpy as np

from lstmcount.closed_form import closed_form_score
from lstmcount.nn.counting_lstm import counting_lstm
from lstmcount.nn.final_cells import final_cells
from lstmcount.nn.lstm import LSTM
from lstmcount.nn.weight_files import load_lstm
from lstmcount.text.vocabulary import UH

from ..helpers.variants import WEIGHTS, scaled

SAMPLES = ("right", "wrong", "drifts")
FACTORS = (0.7, 0.3, 0.1, 0.05, 0.02)
SIZES = (1, 2, 3, 4, 5, 6, 8, 12, 16, 24, 32, 64)
NAMES = [*SAMPLES, *(f"×{factor}" for factor in FACTORS), *(f"trained, {n}" for n in SIZES)]


def lstm_named(name: str) -> LSTM:
    if name in SAMPLES:
        return load_lstm(f"samples/{name}.json")
    if name.startswith("×"):
        return scaled(counting_lstm(), float(name[1:]))
    return trained(int(name.split()[-1]), seed=17)


def trained(hidden_size: int, seed: int, steps: int = 5) -> LSTM:
    """Return a random LSTM after a few *steps* of a random search that keeps what errs less."""
    rng = np.random.default_rng(seed)
    texts = [rng.integers(0, 4, int(rng.integers(1, 12))).tolist() for _ in range(32)]
    wanted = np.array([closed_form_score(text) for text in texts])

    def error(lstm: LSTM) -> float:
        cells = final_cells(lstm, [[*text, UH] for text in texts])
        return float(np.square(cells[:, lstm.score_unit] - wanted).mean())

    best = drawn(hidden_size, rng)
    for _ in range(steps):
        noise = {name: getattr(best, name) for name in WEIGHTS}
        noise = {name: a + 0.1 * rng.normal(size=a.shape) for name, a in noise.items()}
        best = min(best, replace(best, **noise), key=error)
    return best


def drawn(hidden_size: int, rng: np.random.Generator) -> LSTM:
    rows, k = 4 * hidden_size, hidden_size**-0.5
    shapes = (rows, 4), (rows, hidden_size), (rows,), (rows,), (hidden_size,), (hidden_size,)
    unit = int(rng.integers(hidden_size))
    names = tuple("score" if n == unit else f"unit {n}" for n in range(hidden_size))
    arrays = (rng.uniform(-k, k, shape) for shape in shapes)
    return LSTM(*arrays, score_unit=unit, unit_names=names)

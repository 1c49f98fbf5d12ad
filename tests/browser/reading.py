"""What the page shows, read from its document; and what Python says of the same."""

from typing import TYPE_CHECKING

import numpy as np

from lstmcount.nn.lstm import LSTM, trace
from lstmcount.text.vocabulary import UH

if TYPE_CHECKING:
    from playwright.sync_api import Page

_READ = """() => [...document.querySelectorAll('#map tbody')].map((body) =>
    [...body.rows].map((row) => [...row.querySelectorAll('td')].map((cell) =>
        [Number(cell.dataset.value), cell.textContent])))"""


def shown_values(tab: "Page") -> np.ndarray:
    """Return what the map shows, (6, H, T), having checked each cell's text against its value."""
    bands = tab.evaluate(_READ)
    for band in bands:
        for row in band:
            for value, text in row:
                assert_rounded(value, text)
    return np.array([[[value for value, _ in row] for row in band] for band in bands])


def assert_rounded(value: float, text: str) -> None:
    text = text.replace("−", "-")
    if text == "·":
        assert abs(value) < 1 / 16
    else:
        assert abs(float(text) - value) <= (0.0501 if abs(value) < 9.95 else 0.501), (value, text)


def python_values(lstm: LSTM, tokens: list[int]) -> np.ndarray:
    """Return the trace of *tokens* and the pad, (6, H, T)."""
    return np.array(list(trace(lstm, [*tokens, UH]))).transpose(1, 2, 0)


def shown_scores(tab: "Page", row: str) -> list[float]:
    cells = f"[...document.querySelectorAll('#{row} td')]"
    numbers: list[float] = tab.evaluate(f"{cells}.map((cell) => Number(cell.dataset.value))")
    return numbers


def shown_weights(tab: "Page") -> np.ndarray:
    """Return what the matrices show: (4H, 4 + H + 2)."""
    rows = "[...document.querySelectorAll('#matrices tbody tr')]"
    cells = "[...row.querySelectorAll('td')].map((cell) => Number(cell.dataset.value))"
    return np.array(tab.evaluate(f"{rows}.map((row) => {cells})"))


def python_weights(lstm: LSTM) -> np.ndarray:
    biases = np.stack([lstm.bias_ih, lstm.bias_hh], axis=1)
    return np.concatenate([lstm.weight_ih, lstm.weight_hh, biases], axis=1)

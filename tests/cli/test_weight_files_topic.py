"""What the topic on weight files says is so: its JSON, and its lines of Python."""

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from lstmcount.nn.counting_lstm import counting_lstm
from lstmcount.nn.weight_files import load_lstm, state_dict
from lstmcount.proof.verify import verify
from lstmcount.text.vocabulary import BAD, NOT
from tests.helpers.program import ROOT

PAGE = (ROOT / "lstmcount/cli/topics/weight-files.md").read_text()
ARRAYS = state_dict(counting_lstm())


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


def run_block(start: str, folder: Path, monkeypatch: pytest.MonkeyPatch, **names: Any) -> None:
    (block,) = (block for block in blocks("python") if block.startswith(start))
    monkeypatch.chdir(folder)
    exec(block, {"numpy": np, **names})


def assert_counting(path: Path) -> None:
    arrays = state_dict(load_lstm(path))
    for name in ("weight_ih_l0", "weight_hh_l0"):
        assert arrays[name].tolist() == ARRAYS[name].tolist()
    assert (arrays["bias_ih_l0"] + arrays["bias_hh_l0"] == ARRAYS["bias_hh_l0"]).all()


def test_the_json_of_two_units_is_wrong_where_the_page_says(tmp_path: Path) -> None:
    (text,) = blocks("json")
    path = tmp_path / "a.json"
    path.write_text(text)
    verdict = verify(load_lstm(path))
    assert (verdict.counterexample, verdict.score, verdict.shortest) == ((NOT, BAD), -1.0, True)


def test_the_lines_for_keras_write_the_weights(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    weights = [ARRAYS["weight_ih_l0"].T, ARRAYS["weight_hh_l0"].T, ARRAYS["bias_hh_l0"]]
    layer = SimpleNamespace(get_weights=lambda: weights)
    run_block("kernel", tmp_path, monkeypatch, layer=layer)
    assert_counting(tmp_path / "lstm.npz")


def test_the_lines_for_flax_write_the_weights(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = {gate: slice(6 * k, 6 * k + 6) for k, gate in enumerate("ifgo")}
    p = {f"i{g}": {"kernel": ARRAYS["weight_ih_l0"][rows[g]].T} for g in "ifgo"}
    for g in "ifgo":
        bias = ARRAYS["bias_hh_l0"][rows[g]]
        p[f"h{g}"] = {"kernel": ARRAYS["weight_hh_l0"][rows[g]].T, "bias": bias}
    run_block("stack", tmp_path, monkeypatch, p=p)
    assert_counting(tmp_path / "lstm.npz")


def test_the_line_for_pytorch_writes_the_weights(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    torch = pytest.importorskip("torch")
    lstm = torch.nn.LSTM(4, 6).double()
    lstm.load_state_dict({name: torch.from_numpy(array) for name, array in ARRAYS.items()})
    run_block("torch", tmp_path, monkeypatch, torch=torch, model=SimpleNamespace(lstm=lstm))
    assert_counting(tmp_path / "lstm.pt")

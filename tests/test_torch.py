"""Agreement with the real ``torch.nn.LSTM``; skipped without it, unless REQUIRE_TORCH is set."""

import json
import os
from pathlib import Path

import numpy as np
import pytest

from lstmcount.closed_form import closed_form_score
from lstmcount.equivalence import verify
from lstmcount.lstm import LSTM, trace
from lstmcount.vocabulary import UH, Vocabulary
from lstmcount.weight_files import load_lstm, save_lstm, state_dict
from lstmcount.weights import counting_lstm

from .cases import CASES
from .variants import random_variant

if not os.environ.get("REQUIRE_TORCH"):
    pytest.importorskip("torch")
import torch


def random_lstm(rng: np.random.Generator, hidden: int) -> LSTM:
    def draw(*shape: int) -> np.ndarray:
        return rng.uniform(-3, 3, shape)

    return LSTM(
        weight_ih=draw(4 * hidden, 4),
        weight_hh=draw(4 * hidden, hidden),
        bias_ih=draw(4 * hidden),
        bias_hh=draw(4 * hidden),
        h_0=np.zeros(hidden),
        c_0=np.zeros(hidden),
        score_unit=hidden - 1,
        unit_names=tuple("abcdefghi"[:hidden]),
    )


def from_npz(path: Path, hidden: int) -> torch.nn.LSTM:
    lstm = torch.nn.LSTM(4, hidden).double()
    with path.open("rb") as file:
        lstm.load_state_dict({k: torch.from_numpy(v) for k, v in np.load(file).items()})
    return lstm


def from_json(path: Path, hidden: int) -> torch.nn.LSTM:
    lstm = torch.nn.LSTM(4, hidden).double()
    with path.open() as file:
        lstm.load_state_dict(
            {k: torch.tensor(v, dtype=torch.float64) for k, v in json.load(file).items()}
        )
    return lstm


@pytest.mark.slow
def test_no_text_within_what_is_proved_is_ever_missed_by_pytorch() -> None:
    rng = np.random.default_rng(11)
    proofs = 0
    for _ in range(500):
        ours = random_variant(rng)
        verdict = verify(ours, up_to=60)
        if verdict.counterexample == ():
            continue  # the empty text is wrong: nothing is proved
        proofs += verdict.verdict == "proved"
        theirs = in_pytorch(ours)
        longest = min(verdict.proved_up_to, 200)
        tokens = rng.integers(0, 4, (60, longest))
        padded = np.column_stack([tokens, np.full(60, UH)])
        with torch.no_grad():
            _, (_, c) = theirs(torch.from_numpy(np.eye(4)[padded.T]))
        scores = c[0, :, ours.score_unit].numpy()
        expected = [closed_form_score(text) for text in tokens.tolist()]
        assert (np.abs(scores - expected) < 0.5).all()
    assert proofs > 100


def in_pytorch(lstm: LSTM) -> torch.nn.LSTM:
    module = torch.nn.LSTM(4, lstm.hidden_size).double()
    module.load_state_dict({k: torch.from_numpy(v) for k, v in state_dict(lstm).items()})
    return module


LOADERS = {".npz": from_npz, ".json": from_json}


def assert_equal_at_every_step(ours: LSTM, theirs: torch.nn.LSTM, tokens: list[int]) -> None:
    state = None
    with torch.no_grad():
        for token, step in zip(tokens, trace(ours, tokens), strict=True):
            x = torch.zeros(1, 4, dtype=torch.float64)
            x[0, token] = 1
            _, state = theirs(x, state)
            for mine, other in ((step.h, state[0]), (step.c, state[1])):
                np.testing.assert_allclose(mine, other[0].numpy(), rtol=0, atol=1e-12)


@pytest.mark.parametrize("suffix", LOADERS)
def test_the_exported_file_runs_in_pytorch(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"counting{suffix}"
    save_lstm(counting_lstm(), path)
    theirs = LOADERS[suffix](path, 6)
    texts = [text for text, _ in CASES] + [" ".join(["not good bad uh not not bad"] * 20)]
    for text in texts:
        assert_equal_at_every_step(counting_lstm(), theirs, [*Vocabulary().tokens(text), UH])


@pytest.mark.parametrize("suffix", LOADERS)
def test_other_lstms_agree_after_a_round_trip(tmp_path: Path, suffix: str) -> None:
    rng = np.random.default_rng(2)
    for hidden in range(1, 10):
        path = tmp_path / f"{hidden}{suffix}"
        save_lstm(random_lstm(rng, hidden), path)
        tokens = rng.integers(0, 4, 12).tolist()
        assert_equal_at_every_step(load_lstm(path), LOADERS[suffix](path, hidden), tokens)

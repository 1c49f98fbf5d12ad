"""Agreement with the real ``torch.nn.LSTM``; skipped without it, unless REQUIRE_TORCH is set."""

import json
import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from lstmcount.nn.counting_lstm import counting_lstm
from lstmcount.nn.lstm import LSTM, Array, trace
from lstmcount.nn.rnn import C_0, SimpleRNN, containing_lstm, states
from lstmcount.nn.weight_files import load_lstm, load_rnn, save_lstm, state_dict
from lstmcount.text.vocabulary import UH, Vocabulary
from tests.helpers.attack import Texts, assert_no_claim_is_false
from tests.helpers.cases import CASES
from tests.helpers.designs import all_designs, trained
from tests.helpers.scale import scaled_down
from tests.helpers.variants import random_simple_rnn, random_tokens, random_variant

if not os.environ.get("REQUIRE_TORCH"):
    pytest.importorskip("torch")
import torch

torch.set_num_threads(1)  # its threads wait for each other in vain where processors are busy


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
@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_no_claim_of_a_proof_is_false_of_texts_that_pytorch_steps(dtype: str) -> None:
    rng = np.random.default_rng(11)
    drawn = [random_variant(rng) for _ in range(scaled_down(100))]
    lstms = [*drawn, *(trained(rng) for _ in range(scaled_down(40))), *all_designs().values()]
    proved = [
        assert_no_claim_is_false(lstm.astype(dtype), str(k), rng, by_pytorch)
        for k, lstm in enumerate(lstms)
    ]
    assert sum(words > 10 for words in proved) > len(lstms) // 10  # or the test would say little


def by_pytorch(lstm: LSTM, texts: Texts) -> Array:
    """The scores of *texts* by PyTorch, in the dtype of *lstm*."""
    module = in_pytorch(lstm).to(torch.from_numpy(lstm.c_0).dtype)
    padded = [torch.from_numpy(np.eye(4, dtype=lstm.dtype)[[*text, UH]]) for text in texts]
    start = (torch.from_numpy(np.tile(x, (1, len(texts), 1))) for x in (lstm.h_0, lstm.c_0))
    with torch.no_grad():
        _, (_, c) = module(torch.nn.utils.rnn.pack_sequence(padded, False), tuple(start))
    cells: Array = c[0, :, lstm.score_unit].numpy()
    return cells


def in_pytorch(lstm: LSTM) -> torch.nn.LSTM:
    module = torch.nn.LSTM(4, lstm.hidden_size).double()
    ours = state_dict(lstm)
    module.load_state_dict({name: torch.from_numpy(ours[name]) for name in module.state_dict()})
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


def written_and_read_by_pytorch(rnn: SimpleRNN, path: Path) -> tuple[torch.nn.LSTM, torch.Tensor]:
    """Return the LSTM that contains *rnn*, and its c_0 (H,), which is no part of its state_dict."""
    save_lstm(containing_lstm(rnn), path)
    with path.open("rb") as file:
        arrays = {k: torch.from_numpy(v) for k, v in np.load(file).items()}
    del arrays["h_0"]  # the caller's
    c_0 = arrays.pop("c_0")
    module = torch.nn.LSTM(rnn.input_size, rnn.hidden_size).double()
    module.load_state_dict(arrays)
    return module, c_0


def inputs_of(rnn: SimpleRNN, tokens: list[int]) -> torch.Tensor:
    return torch.from_numpy(np.eye(rnn.input_size)[tokens])


def test_from_the_same_state_the_written_lstm_steps_as_any_rnn_does(tmp_path: Path) -> None:
    rng = np.random.default_rng(3)
    for _ in range(30):
        rnn = random_simple_rnn(rng)
        module, c_0 = written_and_read_by_pytorch(rnn, tmp_path / "a.npz")
        tokens = random_tokens(rng, rnn, 200)
        after = np.array(list(states(rnn, tokens)))
        before = np.array([rnn.h_0, *after[:-1]])
        c = c_0 + torch.arange(200)[:, None]
        with torch.no_grad():  # each of the 200 steps is a text of its own
            h, _ = module(inputs_of(rnn, tokens)[None], (torch.from_numpy(before)[None], c[None]))
        np.testing.assert_allclose(h[0].numpy(), after, rtol=0, atol=1e-12)


def test_where_the_rnn_contracts_the_written_lstm_runs_freely_beside_it(tmp_path: Path) -> None:
    rng = np.random.default_rng(4)
    for _ in range(30):
        rnn = random_simple_rnn(rng)
        norm = np.linalg.norm(rnn.weight_hh, 2)
        rnn = replace(rnn, weight_hh=rnn.weight_hh * (3.9 / norm))
        module, c_0 = written_and_read_by_pytorch(rnn, tmp_path / "a.npz")
        assert c_0.tolist() == [C_0] * rnn.hidden_size
        tokens = random_tokens(rng, rnn, 200)
        with torch.no_grad():
            h, _ = module(inputs_of(rnn, tokens), (torch.from_numpy(rnn.h_0)[None], c_0[None]))
        np.testing.assert_allclose(h.numpy(), list(states(rnn, tokens)), rtol=0, atol=1e-12)


def test_a_state_dict_of_pytorchs_own_rnn_is_read(tmp_path: Path) -> None:
    arrays = {k: v.numpy() for k, v in torch.nn.RNN(3, 5).state_dict().items()}
    with (tmp_path / "a.npz").open("wb") as file:
        np.savez(file, **arrays)
    rnn = load_rnn(tmp_path / "a.npz")
    assert (rnn.input_size, rnn.hidden_size) == (3, 5)
    assert (rnn.weight_ih == arrays["weight_ih_l0"]).all()

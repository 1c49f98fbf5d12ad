"""Files that real PyTorch and real safetensors wrote, read without either."""

import os
import zipfile
from pathlib import Path

import numpy as np
import pytest

from lstmcount.errors import WeightsError
from lstmcount.nn.counting_lstm import counting_lstm
from lstmcount.nn.lstm import LSTM
from lstmcount.nn.weight_files import load_lstm, save_lstm, state_dict
from tests.nn.fixtures import make

SAVE = "save the state_dict alone: torch.save(model.state_dict(), 'lstm.pt')"
REFUSED = {
    "whole_module.pt": f"holds a whole module ('torch.nn.modules.rnn.LSTM'), and none is run; {SAVE}",
    "checkpoint.pt": "holds a checkpoint of epoch, model_state_dict, optimizer_state_dict, loss; "
    "save the state_dict alone: torch.save(checkpoint['model_state_dict'], 'lstm.pt')",
    "classifier.pt": "'fc.weight' is no part of the LSTM: its inputs are one-hot, the score is read "
    "off one cell, and no other layer is run here; save torch.save(model.lstm.state_dict(), 'lstm.pt')",
    "two_lstms.pt": "holds several layers, as a.weight_ih_l0 and b.weight_ih_l0; save the "
    "state_dict of one",
    "cell.pt": "'weight_ih' is of a torch.nn.LSTMCell; its names want _l0 behind them: "
    "{f'{k}_l0': v for k, v in cell.state_dict().items()}",
    "one_tensor.pt": f"holds a single tensor, expected a state_dict; {SAVE}",
    "old_format.pt": f"is in PyTorch's format of before 1.6; {SAVE}",
    "script.pt": "holds a TorchScript program, and none is run; save its state_dict: "
    "torch.save(torch.jit.load(FILE).state_dict(), 'lstm.pt')",
    "numpy.pt": "asks for 'numpy._core.multiarray._reconstruct' beside tensors, and nothing is run; "
    + SAVE,
    "pickle.pt": f"is a pickle, and none is run; {SAVE}",
}  # fmt: skip


def is_counting(lstm: LSTM) -> bool:
    """Whether an LSTM has the weights set by hand, wherever its biases stand."""
    expected = counting_lstm()
    return (
        np.array_equal(lstm.weight_hh, expected.weight_hh)
        and lstm.preactivations(np.eye(4), expected.h_0).tolist()
        == expected.preactivations(np.eye(4), expected.h_0).tolist()
    )


@pytest.mark.parametrize("name", make.COUNTING)
def test_every_way_to_save_the_weights_is_read(name: str) -> None:
    assert is_counting(load_lstm(make.HERE / name))


@pytest.mark.parametrize("name", REFUSED)
def test_what_else_may_be_saved_is_told_what_it_is(name: str) -> None:
    with pytest.raises(WeightsError) as error:
        load_lstm(make.HERE / name)
    assert str(error.value) == f"{make.HERE / name}: {REFUSED[name]}"


def test_every_fixture_is_tested() -> None:
    files = {path.name for path in make.HERE.iterdir() if path.suffix.startswith((".pt", ".s"))}
    assert files == {*make.COUNTING, *REFUSED}


def test_the_content_tells_the_format_whatever_the_suffix(tmp_path: Path) -> None:
    for name in make.COUNTING:
        for suffix in (".npz", ".JSON", ".bin", ""):
            path = tmp_path / f"a{suffix}"
            path.write_bytes((make.HERE / name).read_bytes())
            assert is_counting(load_lstm(path))


def test_numbers_of_a_big_endian_machine_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.pt"
    with (
        zipfile.ZipFile(make.HERE / "lstm.pt") as little,
        zipfile.ZipFile(path, "w") as big,
    ):
        for name in little.namelist():
            data = little.read(name)
            if "/data/" in name:
                data = np.frombuffer(data).byteswap().tobytes()
            big.writestr(name, b"big" if name.endswith("/byteorder") else data)
    assert is_counting(load_lstm(path))


def _torch() -> None:
    if not os.environ.get("REQUIRE_TORCH"):
        pytest.importorskip("torch")
        pytest.importorskip("safetensors")


def test_pytorch_writes_these_very_files(tmp_path: Path) -> None:
    _torch()
    make.main(tmp_path)
    for name in (*make.COUNTING, *REFUSED):
        if name not in ("old_format.pt", "script.pt"):  # they hold what differs from run to run
            assert (tmp_path / name).read_bytes() == (make.HERE / name).read_bytes(), name


@pytest.mark.parametrize("name", make.COUNTING)
def test_pytorch_reads_the_same_numbers(name: str) -> None:
    _torch()
    import torch
    from safetensors.torch import load_file

    load = load_file if name.endswith(".safetensors") else torch.load
    # PyTorch's own restricted reader knows protocol 2 alone.
    options = {"weights_only": False} if name == "protocol_5.pt" else {}
    arrays = load(make.HERE / name, **options)
    assert is_counting(LSTM.from_state_dict(arrays))
    read = state_dict(load_lstm(make.HERE / name))
    assert all(
        (read[full.rpartition(".")[2]] == tensor.detach().double().numpy()).all()
        for full, tensor in arrays.items()
        if "." not in full
    )


def test_safetensors_reads_what_is_written_here(tmp_path: Path) -> None:
    _torch()
    from safetensors.numpy import load

    path = tmp_path / "a.safetensors"
    save_lstm(counting_lstm(), path)
    read = load(path.read_bytes())
    assert {name: array.tobytes() for name, array in read.items()} == {
        name: array.tobytes() for name, array in state_dict(counting_lstm()).items()
    }

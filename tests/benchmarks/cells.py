"""The LSTM stepped, by NumPy, PyTorch and ONNX Runtime, on texts that are in memory already.

Each takes the texts' tokens (B, T), padded with ``uh``, which adds nothing, and gives the scores
(B,): so none of these reads a file, and those without tokenizing do not even cut words.
"""

from collections.abc import Callable
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from lstmcount import Vocabulary, counting_lstm, final_cells
from lstmcount.nn.weight_files import state_dict

Stepper = Callable[[np.ndarray], np.ndarray]
LSTM = counting_lstm()
DTYPES = ("float64", "float32", "float16")


def tokens(lines: list[str]) -> np.ndarray:
    """Return the tokens (B, T) of texts of about the same length."""
    found = [Vocabulary().tokens(line) for line in lines]
    longest = max(map(len, found)) + 1
    return np.array([[*text, *[3] * (longest - len(text))] for text in found])


def by_numpy(dtype: str) -> Stepper:
    """Return this project's own cell."""
    lstm = LSTM.astype(dtype)

    def step(ids: np.ndarray) -> np.ndarray:
        scores: np.ndarray = final_cells(lstm, ids.tolist())[:, lstm.score_unit]
        return scores

    return step


def by_torch() -> Stepper:
    """Return PyTorch's ``nn.LSTM`` in float32, on one thread as all others here."""
    import torch

    torch.set_num_threads(1)
    module = torch.nn.LSTM(4, 6, batch_first=True)
    module.load_state_dict({k: torch.from_numpy(v).float() for k, v in state_dict(LSTM).items()})

    def step(ids: np.ndarray) -> np.ndarray:
        with torch.no_grad():
            inputs = torch.eye(4)[torch.from_numpy(ids)]
            scores: np.ndarray = module(inputs)[1][1][0, :, LSTM.score_unit].numpy()
            return scores

    return step


def by_onnx() -> Stepper:
    """Return ONNX's LSTM operator, whose gates come in the order i, o, f, g."""
    import onnx
    import onnxruntime
    from onnx import TensorProto, helper, numpy_helper

    def ordered(array: np.ndarray) -> np.ndarray:
        return array.reshape(4, 6, -1)[[0, 3, 1, 2]].reshape(1, *array.shape).astype(np.float32)

    bias = np.concatenate([ordered(LSTM.bias_ih), ordered(LSTM.bias_hh)], axis=1)
    weights = {
        "W": ordered(LSTM.weight_ih),
        "R": ordered(LSTM.weight_hh),
        "B": bias,
    }
    node = helper.make_node("LSTM", ["X", "W", "R", "B"], ["", "", "c"], hidden_size=6)
    graph = helper.make_graph(
        [node],
        "counting",
        [helper.make_tensor_value_info("X", TensorProto.FLOAT, [None, None, 4])],
        [helper.make_tensor_value_info("c", TensorProto.FLOAT, [1, None, 6])],
        [numpy_helper.from_array(array, name) for name, array in weights.items()],
    )
    model = helper.make_model(
        graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=min(10, onnx.IR_VERSION)
    )
    session = onnxruntime.InferenceSession(
        model.SerializeToString(), providers=["CPUExecutionProvider"]
    )

    def step(ids: np.ndarray) -> np.ndarray:
        inputs = np.eye(4, dtype=np.float32)[ids.T]
        scores: np.ndarray = session.run(["c"], {"X": inputs})[0][0, :, LSTM.score_unit]
        return scores

    return step


def steppers() -> dict[str, Stepper]:
    """Return all that can be had on this machine."""
    found = {f"the cell, in NumPy, {dtype}": by_numpy(dtype) for dtype in DTYPES}
    for name, make in (("PyTorch nn.LSTM, float32", by_torch), ("ONNX Runtime, float32", by_onnx)):
        with suppress(ImportError):
            found[name] = make()
    return found


def installed(package: str) -> bool:
    """Whether *package* is on this machine."""
    return find_spec(package) is not None


def vader_lexicon() -> str:
    """Return the path of VADER's lexicon of 7,500 words."""
    found = find_spec("vaderSentiment")
    assert found is not None
    assert found.origin is not None
    return str(Path(found.origin).with_name("vader_lexicon.txt"))


def by_vader(lines: list[str]) -> Callable[[], object]:
    """Return what has VADER score *lines*."""
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    score = SentimentIntensityAnalyzer().polarity_scores
    return lambda: [score(line)["compound"] for line in lines]

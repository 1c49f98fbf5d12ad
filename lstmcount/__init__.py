"""An LSTM with weights set by hand that counts sentiment, and proves that it counts right.

The public names are loaded when they are first used, so that ``lstmcount --help`` need not
wait for NumPy.
"""

TYPE_CHECKING = False  # to import typing takes longer than to start Python
if TYPE_CHECKING:
    from typing import Any

__version__ = "0.1.0"

_HOME = {
    "LSTM": "nn.lstm",
    "Bulk": "scoring.bulk",
    "Counted": "scoring.bulk",
    "CounterMachine": "machine.counter_machine",
    "LstmcountError": "errors",
    "PairCounter": "machine.pair_counter",
    "Part": "machine.pair_counter",
    "SimpleRNN": "nn.rnn",
    "Step": "nn.lstm",
    "Stretch": "machine.pair_counter",
    "Verdict": "proof.verify",
    "Vocabulary": "text.vocabulary",
    "closed_form_score": "closed_form",
    "compiled": "machine.compilation",
    "containing_lstm": "nn.rnn",
    "counting_lstm": "nn.counting_lstm",
    "extract": "machine.extraction",
    "final_cells": "nn.lstm",
    "load_lexicon": "text.lexicon",
    "load_lstm": "nn.weight_files",
    "load_rnn": "nn.weight_files",
    "prefix_scores": "closed_form",
    "save_lstm": "nn.weight_files",
    "trace": "nn.lstm",
    "verify": "proof.verify",
}
__all__ = ["__version__", *_HOME]


def __getattr__(name: str) -> "Any":
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return __all__

"""An LSTM with weights set by hand that counts sentiment, and proves that it counts right.

The public names are loaded when they are first used, so that ``lstmcount --help`` need not
wait for NumPy.
"""

TYPE_CHECKING = False  # to import typing takes longer than to start Python
if TYPE_CHECKING:
    from typing import Any

__version__ = "0.1.0"

_HOME = {
    "LSTM": "lstm",
    "Bulk": "bulk",
    "Counted": "bulk",
    "CounterMachine": "counter_machine",
    "LstmcountError": "errors",
    "PairCounter": "pair_counter",
    "Part": "pair_counter",
    "SimpleRNN": "simple_rnn",
    "Step": "lstm",
    "Stretch": "pair_counter",
    "Verdict": "equivalence",
    "Vocabulary": "vocabulary",
    "closed_form_score": "closed_form",
    "compiled": "compilation",
    "containing_lstm": "simple_rnn",
    "counting_lstm": "weights",
    "extract": "extraction",
    "final_cells": "lstm",
    "load_lexicon": "lexicons",
    "load_lstm": "weight_files",
    "load_rnn": "weight_files",
    "prefix_scores": "closed_form",
    "save_lstm": "weight_files",
    "trace": "lstm",
    "verify": "equivalence",
}
__all__ = ["__version__", *_HOME]


def __getattr__(name: str) -> "Any":
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return __all__

"""An LSTM with weights set by hand that counts sentiment, and proves that it counts right.

The public names are loaded when they are first used, so that ``lstmcount --help`` need not
wait for NumPy.
"""

TYPE_CHECKING = False  # to import typing takes longer than to start Python
if TYPE_CHECKING:
    from typing import Any

__version__ = "0.1.0"

_MODULE = {
    "Bulk": "scoring.bulk",
    "Counted": "scoring.bulk",
    "CounterMachine": "machine.counter_machine",
    "LSTM": "nn.lstm",
    "LineSegments": "machine.pair_counter",
    "LstmcountError": "errors",
    "PairCounter": "machine.pair_counter",
    "Segment": "machine.pair_counter",
    "SimpleRNN": "nn.rnn",
    "Split": "scoring.splits",
    "Step": "nn.lstm",
    "Verdict": "proof.verdicts",
    "Vocabulary": "text.vocabulary",
    "closed_form_score": "closed_form",
    "compile_lstm": "machine.compilation",
    "containing_lstm": "nn.rnn",
    "count_split": "scoring.splits",
    "counting_lstm": "nn.counting_lstm",
    "extract": "machine.extraction",
    "final_cells": "nn.lstm",
    "load_lexicon": "text.lexicon",
    "load_lstm": "nn.weight_files",
    "load_rnn": "nn.weight_files",
    "prefix_scores": "closed_form",
    "save_lstm": "nn.weight_files",
    "split_file": "scoring.splits",
    "text_scores": "scoring.bulk",
    "trace": "nn.lstm",
    "verify": "proof.verify",
}
_ALIAS = {"Part": "Segment", "Stretch": "LineSegments", "compiled": "compile_lstm"}
__all__ = ["__version__", *_MODULE, *_ALIAS]


def __getattr__(name: str) -> "Any":
    name = _ALIAS.get(name, name)
    if name not in _MODULE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_MODULE[name]}"), name)


def __dir__() -> list[str]:
    return __all__

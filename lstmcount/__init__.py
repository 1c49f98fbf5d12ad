"""An LSTM with weights set by hand that counts sentiment, and proves that it counts right.

The public names are loaded when they are first used, so that ``lstmcount --help`` need not
wait for NumPy; for a type checker and an editor they are there at once.
"""

TYPE_CHECKING = False  # to import typing takes longer than to start Python
if TYPE_CHECKING:
    from .closed_form import closed_form_score as closed_form_score
    from .closed_form import prefix_scores as prefix_scores
    from .errors import LstmcountError as LstmcountError
    from .machine.approximation import Approximation as Approximation
    from .machine.approximation import approximate as approximate
    from .machine.compilation import compile_lstm as compile_lstm
    from .machine.counter_machine import CounterMachine as CounterMachine
    from .machine.extraction import extract as extract
    from .machine.pair_counter import LineSegments as LineSegments
    from .machine.pair_counter import PairCounter as PairCounter
    from .machine.pair_counter import Segment as Segment
    from .nn.counting_lstm import counting_lstm as counting_lstm
    from .nn.final_cells import final_cells as final_cells
    from .nn.lstm import LSTM as LSTM
    from .nn.lstm import Step as Step
    from .nn.lstm import trace as trace
    from .nn.rnn import SimpleRNN as SimpleRNN
    from .nn.rnn import containing_lstm as containing_lstm
    from .nn.weight_files import load_lstm as load_lstm
    from .nn.weight_files import load_rnn as load_rnn
    from .nn.weight_files import save_lstm as save_lstm
    from .proof.verdicts import Verdict as Verdict
    from .proof.verify import verify as verify
    from .render.plot import plot as plot
    from .render.text_trace import Trace as Trace
    from .render.text_trace import text_trace as text_trace
    from .scoring.bulk import Bulk as Bulk
    from .scoring.bulk import Counted as Counted
    from .scoring.bulk import text_scores as text_scores
    from .scoring.single import score as score
    from .scoring.splits import Split as Split
    from .scoring.splits import count_split as count_split
    from .scoring.splits import split_file as split_file
    from .text.lexicon import load_lexicon as load_lexicon
    from .text.vocabulary import Vocabulary as Vocabulary

    Part, Stretch, compiled = Segment, LineSegments, compile_lstm

__version__ = "0.1.0"

_MODULE = {
    "Approximation": "machine.approximation",
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
    "Trace": "render.text_trace",
    "Verdict": "proof.verdicts",
    "Vocabulary": "text.vocabulary",
    "approximate": "machine.approximation",
    "closed_form_score": "closed_form",
    "compile_lstm": "machine.compilation",
    "containing_lstm": "nn.rnn",
    "count_split": "scoring.splits",
    "counting_lstm": "nn.counting_lstm",
    "extract": "machine.extraction",
    "final_cells": "nn.final_cells",
    "load_lexicon": "text.lexicon",
    "load_lstm": "nn.weight_files",
    "load_rnn": "nn.weight_files",
    "plot": "render.plot",
    "prefix_scores": "closed_form",
    "save_lstm": "nn.weight_files",
    "score": "scoring.single",
    "split_file": "scoring.splits",
    "text_scores": "scoring.bulk",
    "text_trace": "render.text_trace",
    "trace": "nn.lstm",
    "verify": "proof.verify",
}
_ALIAS = {"Part": "Segment", "Stretch": "LineSegments", "compiled": "compile_lstm"}
__all__ = ["__version__", *_MODULE, *_ALIAS]


def __dir__() -> list[str]:
    return __all__


if not TYPE_CHECKING:  # pragma: no branch  # a checker would believe that every name is there

    def __getattr__(name: str) -> object:
        name = _ALIAS.get(name, name)
        if name not in _MODULE:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module

        return getattr(import_module(f"{__name__}.{_MODULE[name]}"), name)

"""Texts to traces: every step's gates and cells, and the closed form's score beside the LSTM's."""

from collections.abc import Iterable, Iterator
from itertools import tee
from typing import NamedTuple

from ..closed_form import prefix_scores
from ..nn.lstm import LSTM, Array, Step, cell, one_hot
from ..text.sources import Text, chunk_words
from ..text.vocabulary import UH, WORDS, Vocabulary
from ..text.words import normalize
from .scores import strip_rounding

VALUE_NAMES = Step._fields


class TraceStep(NamedTuple):
    """One step of one text."""

    source: str
    line: int
    step: int  # from 1
    word: str  # as written; "uh" for the pad
    token: str  # the vocabulary's word that it became
    pad: bool
    values: Step  # each (H,)
    delayed_score: int | float  # the score unit's cell
    closed_form: int  # of the same prefix: all words before this one

    @property
    def is_mapped(self) -> bool:
        """Whether the word is not one of the four itself but was read as one."""
        return not self.pad and normalize(self.word) != self.token


class _Input(NamedTuple):
    """What one step reads."""

    line: int
    word: str
    token: int
    pad: bool = False


def trace_text(lstm: LSTM, vocabulary: Vocabulary, text: Text) -> Iterator[TraceStep]:
    """Yield the steps of one text, its trailing ``uh`` included, in constant memory.

    Raises :class:`lstmcount.errors.InputError` at a word that cannot be read.

    >>> from lstmcount.nn.counting_lstm import counting_lstm
    >>> from lstmcount.text.sources import argument
    >>> steps = trace_text(counting_lstm(), Vocabulary(), argument("not bad", 1))
    >>> [(step.token, step.delayed_score) for step in steps]
    [('not', 0), ('bad', 0), ('uh', 1)]
    """
    inputs, judged = tee(_with_pad(text, vocabulary))
    closed_form = prefix_scores(read.token for read in judged)
    from_input = lstm.from_input(one_hot(lstm, range(lstm.input_size)))
    h, c = lstm.h_0, lstm.c_0
    for number, (read, right) in enumerate(zip(inputs, closed_form, strict=False), 1):
        line, word, token, pad = read
        values = cell(from_input[token] + lstm.from_state(h), c)
        h, c = values.h, values.c
        score = strip_rounding(c[lstm.score_unit])
        yield TraceStep(text.source, line, number, word, WORDS[token], pad, values, score, right)


class Before(NamedTuple):
    """What a step of a trace starts from, and the sums behind its gates."""

    h: Array  # (H,)
    c: Array  # (H,)
    sums: Array  # (4H,), in the order i, f, g, o


def with_before(lstm: LSTM, steps: Iterable[TraceStep]) -> Iterator[tuple[TraceStep, Before]]:
    """Yield each of *steps*, which begin with a text, and what it starts from.

    >>> from lstmcount.nn.counting_lstm import counting_lstm
    >>> from lstmcount.text.sources import argument
    >>> lstm = counting_lstm()
    >>> steps = trace_text(lstm, Vocabulary(), argument("not", 1))
    >>> [float(before.sums[3 * 6 + 2]) for _, before in with_before(lstm, steps)]
    [50.0, -50.0]
    """
    x, h, c = one_hot(lstm, range(lstm.input_size)), lstm.h_0, lstm.c_0
    for traced in steps:
        yield traced, Before(h, c, lstm.preactivations(x[WORDS.index(traced.token)], h))
        h, c = traced.values.h, traced.values.c


def _with_pad(text: Text, vocabulary: Vocabulary) -> Iterator[_Input]:
    """Yield what each step reads: every word, then the pad."""
    line = text.line
    for chunk in text.chunks:
        line = chunk.line
        for word in chunk_words(chunk, vocabulary):
            yield _Input(line, word.written, word.token)
    yield _Input(line, WORDS[UH], UH, pad=True)

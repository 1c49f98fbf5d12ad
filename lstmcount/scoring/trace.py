"""Texts to traces: every step's gates and cells, and its delayed score beside the closed form's."""

import itertools
from collections.abc import Iterator
from typing import NamedTuple

from ..closed_form import prefix_scores
from ..nn.lstm import LSTM, Step, trace
from ..text.sources import Text, words
from ..text.vocabulary import UH, WORDS, Vocabulary
from .scores import strip_rounding

PARTS = Step._fields


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


def trace_text(lstm: LSTM, vocabulary: Vocabulary, text: Text) -> Iterator[TraceStep]:
    """Yield the steps of one text, its trailing ``uh`` included, in constant memory.

    Raises :class:`lstmcount.errors.InputError` at a word that cannot be read.

    >>> from lstmcount.text.sources import argument
    >>> from lstmcount.nn.counting_lstm import counting_lstm
    >>> steps = trace_text(counting_lstm(), Vocabulary(), argument("not bad", 1))
    >>> [(step.token, step.delayed_score) for step in steps]
    [('not', 0), ('bad', 0), ('uh', 1)]
    """
    written, stepped, counted = itertools.tee(_with_pad(text, vocabulary), 3)
    steps = trace(lstm, (token for *_, token, _ in stepped))
    counts = prefix_scores(token for *_, token, _ in counted)
    for n, (row, values, count) in enumerate(zip(written, steps, counts, strict=False), 1):
        source, line, word, token, pad = row
        score = strip_rounding(values.c[lstm.score_unit])
        yield TraceStep(source, line, n, word, WORDS[token], pad, values, score, count)


def _with_pad(text: Text, vocabulary: Vocabulary) -> Iterator[tuple[str, int, str, int, bool]]:
    """Yield (source, line, word, token, pad) for each word and the pad."""
    source, line, found = text
    for piece in found:
        line = piece.line
        for word in words(piece, vocabulary):
            yield source, line, word.written, word.token, False
    yield source, line, WORDS[UH], UH, True

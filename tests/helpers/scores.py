"""The scores that a text must have, and those that came before an error."""

from collections.abc import Iterator

import numpy as np

from lstmcount.closed_form import closed_form_score
from lstmcount.errors import InputError
from lstmcount.machine.compilation import compile_lstm
from lstmcount.machine.pair_counter import PairCounter
from lstmcount.nn.counting_lstm import counting_lstm
from lstmcount.text.vocabulary import Unknown, Vocabulary


def _built_in() -> PairCounter:
    counter = compile_lstm(counting_lstm())
    assert counter is not None
    return counter


BUILT_IN = _built_in()


def by_definition(text: str, unknown: Unknown, lexicon: dict[str, int] | None = None) -> list[int]:
    """Return the scores of the lines of *text*, one by one, by the closed form."""
    lines = text.split("\n")
    if lines[-1] == "":
        lines.pop()
    vocabulary = Vocabulary(unknown, lexicon)
    return [closed_form_score(vocabulary.tokens(line)) for line in lines]


def until_error(parts: Iterator[np.ndarray]) -> tuple[list[int], str]:
    """Return the scores before the first :class:`InputError`, and its message."""
    scores: list[int] = []
    try:
        for part in parts:
            scores += part.tolist()
    except InputError as error:
        return scores, str(error)
    raise AssertionError("no error")

"""The lines of a stream to scores, the LSTM's beside the closed form's, a chunk at a time."""

from collections.abc import Iterator
from itertools import count, islice, repeat
from typing import IO

import numpy as np

from ..closed_form import closed_form_scores
from ..machine.pair_counter import START
from ..text.chunks import BEGINNING, Chunk, Place, place_after, read_chunks
from ..text.sources import Errors, split_lines, texts
from ..text.vocabulary import Vocabulary
from ..text.word_table import Bytes
from .scores import BATCH, Score, Scorer, score_texts
from .tokenizer import Tokenizer


def score_lines(
    score: Scorer,
    vocabulary: Vocabulary,
    stream: IO[bytes],
    source: str,
    errors: Errors = "strict",
    separator: bytes = b"\n",
) -> Iterator[list[Score]]:
    r"""Yield the :class:`Score` of each line of *stream*, in lists of what is read without waiting.

    Raises :class:`lstmcount.errors.InputError` at the first line that cannot be read, after all
    before it.

    >>> import io
    >>> from lstmcount.nn.counting_lstm import counting_lstm
    >>> from lstmcount.scoring.scores import scorer
    >>> score = scorer(counting_lstm(), None)
    >>> lines = score_lines(score, Vocabulary(), io.BytesIO(b"bad\nnot bad"), "memory")
    >>> [[one.score for one in some] for some in lines]
    [[-1], [1]]
    """
    tokenizer, place = Tokenizer(vocabulary, errors, separator), BEGINNING
    for data in _whole_lines(stream, separator):
        tokens = tokenizer.tokens(Chunk(data + separator * (not data.endswith(separator))))
        if tokens is None:  # word by word, up to the error
            lines = split_lines(Chunk(data), source, place, errors, separator)
            yield from score_texts(score, vocabulary, texts(lines, source, document=False))
            raise AssertionError("no error in lines that could not be tokenized")
        yield from _scored(score, source, place, _texts(data, place, errors, separator), tokens)
        place = place.moved(place_after(data, separator))


def _whole_lines(stream: IO[bytes], separator: bytes) -> Iterator[bytes]:
    """Yield all of *stream* cut behind ends of lines."""
    parts: list[bytes] = []
    for data, _ in read_chunks(stream):
        end = data.rfind(separator) + 1
        parts.append(data[:end])
        if end:
            yield b"".join(parts)
            parts = []
        parts.append(data[end:])
    if rest := b"".join(parts):
        yield rest


def _texts(data: bytes, place: Place, errors: Errors, separator: bytes) -> list[str]:
    """Return the lines of *data*, without what ends them."""
    text = data.decode("utf-8", errors).removeprefix("\ufeff" * (place == BEGINNING))
    *whole, rest = text.split(separator.decode())
    if separator == b"\n":
        whole = [line.removesuffix("\r") for line in whole]
    return whole if data.endswith(separator) else [*whole, rest]


def _scored(
    score: Scorer, source: str, place: Place, lines: list[str], tokens: Bytes
) -> Iterator[list[Score]]:
    ends = np.flatnonzero(tokens == START)
    rows = zip(
        repeat(source),
        count(place.line),
        lines,
        (np.diff(ends, prepend=-1) - 1).tolist(),
        score(tokens),
        closed_form_scores(tokens, ends).tolist(),
        strict=False,
    )
    while batch := list(map(Score._make, islice(rows, BATCH))):
        yield batch

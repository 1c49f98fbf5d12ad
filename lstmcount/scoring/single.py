"""The score of one text, for whoever has one."""

from ..nn.counting_lstm import counting_lstm
from ..nn.final_cells import final_cells
from ..nn.lstm import LSTM
from ..text.sources import TextChunk, chunk_words
from ..text.vocabulary import UH, Vocabulary
from .scores import strip_rounding


def score(text: str, vocabulary: Vocabulary | None = None, lstm: LSTM | None = None) -> int | float:
    """Return the score of *text*: an integer, but of an LSTM that counts otherwise.

    *vocabulary* is by default the four words alone, *lstm* that whose weights are set by hand.
    Raises :class:`lstmcount.errors.InputError` at a word that is not known.

    >>> score("not bad"), score("It isn’t bad", Vocabulary("uh"))
    (1, -1)
    """
    lstm, known = lstm or counting_lstm(), vocabulary or Vocabulary()
    tokens = [word.token for word in chunk_words(TextChunk("text", 1, 1, text), known)]
    return strip_rounding(final_cells(lstm, [[*tokens, UH]])[0, lstm.score_unit])

"""The score by definition. This is the oracle: it knows nothing of LSTMs or machines.

    S = #good − #bad − 2·#(not good) + 2·#(not bad)

where (not good) and (not bad) count adjacent pairs of words.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from .text.vocabulary import BAD, GOOD, NOT

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def closed_form_score(tokens: Sequence[int]) -> int:
    """Return the score of a text, from its token ids (T,).

    >>> from lstmcount.text.vocabulary import Vocabulary
    >>> closed_form_score(Vocabulary().tokens("uh good good not not bad bad uh"))
    2
    """
    text = bytes(iter(tokens))  # one by one: of an array, bytes would take the memory
    not_good, not_bad = text.count(bytes([NOT, GOOD])), text.count(bytes([NOT, BAD]))
    return text.count(GOOD) - text.count(BAD) - 2 * not_good + 2 * not_bad


def closed_form_scores(
    tokens: "NDArray[np.uint8]", ends: "NDArray[np.intp]"
) -> "NDArray[np.int64]":
    """Return the scores (B,) of B texts, whose token ids (T,) stand one behind the other.

    Each has a place of its own behind it, at *ends* (B,), where there is no word.

    >>> import numpy as np
    >>> tokens = np.array([NOT, 9, GOOD, GOOD, 9], dtype=np.uint8)
    >>> closed_form_scores(tokens, ends=np.array([1, 4]))
    array([0, 2])
    """
    import numpy as np

    def counts(where: "NDArray[np.bool_]") -> "NDArray[np.int64]":
        """Return how many of them are in each text (B,)."""
        before = np.cumsum(where, dtype=np.int64)[ends]
        return np.diff(before, prepend=0)

    good, bad = tokens == GOOD, tokens == BAD
    behind_not = np.append(False, tokens == NOT)[:-1]
    not_good, not_bad = behind_not & good, behind_not & bad
    return counts(good) - counts(bad) - 2 * counts(not_good) + 2 * counts(not_bad)


def prefix_scores(tokens: Iterable[int]) -> Iterator[int]:
    """Yield the score of every prefix of a text, beginning with the empty one: T + 1 scores.

    The t-th of them, counted from 1, is what the delayed score of step t should be. Reads one
    token at a time and keeps four counts, so a text may be as long as it likes.

    >>> list(prefix_scores([NOT, GOOD, GOOD]))
    [0, 0, -1, 0]
    """
    good = bad = not_good = not_bad = 0
    yield 0
    previous: int | None = None
    for token in tokens:
        good += token == GOOD
        bad += token == BAD
        not_good += previous == NOT and token == GOOD
        not_bad += previous == NOT and token == BAD
        previous = token
        yield good - bad - 2 * not_good + 2 * not_bad

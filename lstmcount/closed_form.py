"""The score by definition. This is the oracle: it knows nothing of LSTMs or machines.

    S = #good − #bad − 2·#(not good) + 2·#(not bad)

where (not good) and (not bad) count adjacent pairs of words.
"""

from collections.abc import Iterable, Iterator, Sequence

from .text.vocabulary import BAD, GOOD, NOT


def closed_form_score(tokens: Sequence[int]) -> int:
    """Return the score of a text, from its token ids (T,).

    >>> from lstmcount.text.vocabulary import Vocabulary
    >>> closed_form_score(Vocabulary().tokens("uh good good not not bad bad uh"))
    2
    """
    text = bytes(iter(tokens))  # one by one: of an array, bytes would take the memory
    not_good, not_bad = text.count(bytes([NOT, GOOD])), text.count(bytes([NOT, BAD]))
    return text.count(GOOD) - text.count(BAD) - 2 * not_good + 2 * not_bad


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

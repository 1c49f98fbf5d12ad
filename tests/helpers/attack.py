"""An attack on every claim that each method makes of an LSTM: no text within it may be wrong.

The claims are those of each method by itself, not only the best. The texts are all short ones, long
ones by chance, each word and each pair repeated, and what a search finds.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import product

import numpy as np

from lstmcount.closed_form import closed_form_score
from lstmcount.machine.influence import cone_of_influence
from lstmcount.nn.final_cells import final_cells
from lstmcount.nn.lstm import LSTM, Array
from lstmcount.proof.beam_search import beam_search
from lstmcount.proof.induction import coarse_graphs, finer_graphs, graph_proofs
from lstmcount.proof.merged_texts import merged_texts
from lstmcount.proof.verify import proofs
from lstmcount.text.vocabulary import UH

Texts = Sequence[tuple[int, ...]]
LONG = 300


def by_cell(lstm: LSTM, texts: Texts) -> Array:
    """The scores of *texts* by this project's own cell."""
    return final_cells(lstm, [[*text, UH] for text in texts])[:, lstm.score_unit]


def claims(lstm: LSTM) -> Iterator[tuple[str, int]]:
    """For how many words each method proves *lstm* right."""
    cone = cone_of_influence(lstm)
    for make in (coarse_graphs, finer_graphs):
        for graph in make(cone):
            for proof in graph_proofs(cone, graph, up_to=10**5, proved=-1):
                yield f"{graph.nodes} nodes", proof.proved_up_to
    for most in (20, 100):
        yield f"{most} boxes", max(merged_texts(cone, 9, most), default=-1)
    for verdict in proofs(lstm, 200, seconds=0.1):
        yield verdict.proof.method, verdict.proof.proved_up_to


def texts(lstm: LSTM, longest: int, rng: np.random.Generator) -> list[tuple[int, ...]]:
    """Texts of up to *longest* words on which an LSTM may fail."""
    chosen = [text for n in range(min(longest, 4) + 1) for text in product(range(4), repeat=n)]
    lengths = rng.integers(0, longest + 1, 40)
    chosen += [tuple(rng.integers(0, 4, length).tolist()) for length in lengths]
    loops = [loop for n in (1, 2) for loop in product(range(4), repeat=n)]
    chosen += [(loop * longest)[:longest] for loop in loops]
    worst = beam_search(lstm, min(longest, 30))
    return chosen if worst is None else [*chosen, worst]


def assert_no_claim_is_false(
    lstm: LSTM,
    name: str,
    rng: np.random.Generator,
    scores: Callable[[LSTM, Texts], Array] = by_cell,
) -> int:
    """Step the texts as *scores* does; return the most that was proved."""
    made = list(claims(lstm))
    proved = max(words for _, words in made)
    tried = texts(lstm, min(max(proved, 0), LONG), rng)
    found = zip(tried, scores(lstm, tried), strict=True)
    wrong = [len(text) for text, score in found if not abs(score - closed_form_score(text)) < 0.5]
    shortest = min(wrong, default=10**9)
    assert [claim for claim in made if claim[1] >= shortest] == [], (name, shortest)
    return proved

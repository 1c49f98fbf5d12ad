"""README's figures on texts that people rated, from the source distribution of vaderSentiment.

Skipped where LABELLED does not name that archive: the package installs its lexicon alone.
"""

import io
import os
import tarfile
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest

from tests.helpers.in_process import lstmcount
from tests.helpers.lexicons import AFINN, NEGATIONS, VADER
from tests.helpers.program import ROOT

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif("LABELLED" not in os.environ, reason="LABELLED names no archive"),
]

SETS = {
    "film reviews": "movieReviewSnippets",
    "product reviews": "amazonReviewSnippets",
    "newspaper editorials": "nytEditorialSnippets",
    "tweets": "tweets",
}
LEXICONS = [ROOT / "samples/sentiment.tsv", AFINN, VADER]


class Rated(NamedTuple):
    signs: np.ndarray  # (N,), of the mean rating, never 0
    texts: list[str]


def rated(name: str) -> Rated:
    """Return the texts of a set whose mean rating is not 0."""
    inner = "vaderSentiment-3.3.2/additional_resources/hutto_ICWSM_2014.tar.gz"
    with tarfile.open(os.environ["LABELLED"]) as outer:
        packed = outer.extractfile(inner).read()
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        data = archive.extractfile(f"hutto_ICWSM_2014/{name}_GroundTruth.txt").read()
    rows = [line.split("\t", 2) for line in data.decode().split("\r\n") if line]
    return Rated(
        np.sign([float(rating) for _, rating, _ in rows if float(rating)]),
        [text for _, rating, text in rows if float(rating)],
    )


def shares(rated: Rated, scores: list[float]) -> np.ndarray:
    """Return the percentages of right signs, of scores of 0 and of wrong signs."""
    agreement = rated.signs * np.sign(scores)
    return np.array([100 * np.mean(agreement == kind) for kind in (1, 0, -1)])


def counted(rated: Rated, *lexicons: Path, unknown: str = "uh") -> np.ndarray:
    options = [f"--unknown={unknown}", *(f"--lexicon={lexicon}" for lexicon in lexicons)]
    done = lstmcount("score", *options, stdin="".join(f"{t}\n" for t in rated.texts).encode())
    return shares(rated, [int(line) for line in done.out.splitlines()])


def by_vader(rated: Rated) -> np.ndarray:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    analyzer = SentimentIntensityAnalyzer()
    return shares(rated, [analyzer.polarity_scores(text)["compound"] for text in rated.texts])


def row(name: str, rated: Rated, columns: list[np.ndarray]) -> str:
    cells = (f"**{right:.0f}** · {zero:.0f} · *{wrong:.0f}*" for right, zero, wrong in columns)
    always = 100 * np.mean(rated.signs > 0)
    return f"| {len(rated.texts):,} {name} | {' | '.join(cells)} | **{always:.0f}** |\n"


def span(name: str, gains: list[float]) -> str:
    numbers = f"{min(gains):+.1f} to {max(gains):+.1f}".replace("-", "−")
    return f"{name} ({numbers} points)"


def test_the_figures_in_the_readme() -> None:
    table, turned, skipped = "", [], []
    for name, file in SETS.items():
        texts = rated(file)
        columns = [counted(texts, lexicon, NEGATIONS) for lexicon in LEXICONS]
        for lexicon, column in zip(LEXICONS, columns, strict=True):
            turned.append(column[0] - counted(texts, lexicon)[0])
            skipped.append(counted(texts, lexicon, NEGATIONS, unknown="skip")[0] - column[0])
        table += row(name, texts, [*columns, by_vader(texts)])
    figures = [table, span("`english-negations.tsv`", turned), span("`--unknown skip`", skipped)]
    readme = (ROOT / "README.md").read_text()
    assert [figure for figure in figures if figure not in readme] == []

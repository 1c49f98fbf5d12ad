"""The figures of real text that people rated, from the source distribution of vaderSentiment.

Skipped where LABELLED does not name that archive: the package installs its lexicon alone.
"""

import os
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest

from tests.helpers.in_process import lstmcount
from tests.helpers.labelled import SETS, rated_texts
from tests.helpers.lexicons import AFINN, INTENSIFIERS, NEGATIONS, VADER
from tests.helpers.program import ROOT

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif("LABELLED" not in os.environ, reason="LABELLED names no archive"),
]

LEXICONS = [ROOT / "samples/sentiment.tsv", AFINN, VADER]
TOPIC = ROOT / "lstmcount/cli/topics/lexicons.md"


class Rated(NamedTuple):
    ratings: np.ndarray  # (N,), the mean of each text's ratings
    texts: list[str]


def rated(name: str) -> Rated:
    """Return the texts of a set, with their ratings."""
    rows = rated_texts(name)
    return Rated(np.array([rating for rating, _ in rows]), [text for _, text in rows])


def counted(texts: list[str], *lexicons: Path) -> np.ndarray:
    options = [f"--lexicon={lexicon}" for lexicon in lexicons]
    done = lstmcount("score", *options, stdin="".join(f"{t}\n" for t in texts).encode())
    return np.array([int(line) for line in done.out.splitlines()])


def by_vader(texts: list[str]) -> np.ndarray:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    analyzer = SentimentIntensityAnalyzer()
    return np.array([analyzer.polarity_scores(text)["compound"] for text in texts])


def correlation(scores: np.ndarray, ratings: np.ndarray) -> float:
    """Return Pearson's r."""
    return float(np.corrcoef(scores, ratings)[0, 1])


def test_the_figures_of_real_text() -> None:
    table, gains, shares, right = "", [], [], []
    for name in SETS:
        ratings, texts = rated(name)
        cells = []
        for lexicon in LEXICONS:
            counts = counted(texts, lexicon, NEGATIONS, INTENSIFIERS)
            cells.append(correlation(counts, ratings))
            gains.append(cells[-1] - correlation(counted(texts, lexicon, NEGATIONS), ratings))
            agreement = (np.sign(counts) * np.sign(ratings))[ratings != 0]
            shares.append(100 * np.mean(agreement != 0))
            right.append(100 * np.mean(agreement[agreement != 0] > 0))
        cells.append(correlation(by_vader(texts), ratings))
        table += f"| {len(texts):,} {name} | {' | '.join(f'{r:.3f}' for r in cells)} |\n"
    figures = [
        table,
        f"{min(shares):.0f} to {max(shares):.0f} percent",
        f"{min(right):.0f} to {max(right):.0f} percent",
        f"by {min(gains):.3f} to {max(gains):.3f}",
    ]
    topic = TOPIC.read_text(encoding="utf-8").replace("\n", " ")
    assert [figure for figure in figures if figure.replace("\n", " ") not in topic] == []

"""Lexicons: two published ones, and the negations and intensifiers among the samples."""

from importlib.util import find_spec
from pathlib import Path

from .program import ROOT


def _packaged(package: str, file: str) -> Path:
    """Return a file of an installed package, which is not imported."""
    spec = find_spec(package)
    assert spec is not None
    return Path(str(spec.origin)).parent / file


NEGATIONS = ROOT / "samples/english-negations.tsv"
INTENSIFIERS = ROOT / "samples/english-intensifiers.tsv"
AFINN = _packaged("afinn", "data/AFINN-en-165.txt")
VADER = _packaged("vaderSentiment", "vader_lexicon.txt")

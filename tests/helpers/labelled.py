"""The texts that people rated, from the source distribution of vaderSentiment.

The package installs its lexicon alone; LABELLED names the archive.
"""

import io
import os
import tarfile
from functools import cache

SETS = {
    "film reviews": "movieReviewSnippets",
    "product reviews": "amazonReviewSnippets",
    "newspaper editorials": "nytEditorialSnippets",
    "tweets": "tweets",
}


@cache
def rated_texts(name: str) -> list[tuple[float, str]]:
    """Return the texts of one of SETS, each with its mean rating."""
    inner = "vaderSentiment-3.3.2/additional_resources/hutto_ICWSM_2014.tar.gz"
    with tarfile.open(os.environ["LABELLED"]) as outer:
        packed = outer.extractfile(inner).read()
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        data = archive.extractfile(f"hutto_ICWSM_2014/{SETS[name]}_GroundTruth.txt").read()
    rows = (line.split("\t", 2) for line in data.decode().split("\r\n") if line)
    return [(float(rating), text) for _, rating, text in rows]

"""How much of a long suite is run: a tenth in CI, all of it with FUZZ=1."""

import os

SCALE = float(os.environ.get("FUZZ", "0.1"))


def scaled_down(full: int) -> int:
    """Return how many cases to try, of *full* in a full run."""
    return max(1, round(full * SCALE))

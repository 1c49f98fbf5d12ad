"""How many processors there are for this process."""

import os


def usable_processors() -> int:
    """Return how many processors this process may use.

    >>> usable_processors() >= 1
    True
    """
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1

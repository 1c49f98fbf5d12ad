"""The console entry: signals first, so that an interrupt is quiet from the start."""

import os
import signal
import sys


def main() -> None:
    """Run the command line and exit."""
    if hasattr(signal, "SIGPIPE"):  # a reader that went away ends a filter silently
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    # The products here are tiny: a pool of threads would only cost its start.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        from .cli.main import run

        sys.exit(run())
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()

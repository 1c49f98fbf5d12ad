"""The console entry: signals first, so that an interrupt is quiet from the start."""

import sys  # all else is imported where an interrupt is caught


def main() -> None:
    """Run the command line and exit."""
    try:
        code = _run()
    except KeyboardInterrupt:  # while there is no handler yet
        code = 130
    sys.exit(code)


def _run() -> int:
    import os
    import signal

    from .cli import interrupts

    try:
        interrupts.heed()
        if hasattr(signal, "SIGPIPE"):  # a reader that went away ends a filter silently
            signal.signal(signal.SIGPIPE, signal.SIG_DFL)
        # The products here are tiny: a pool of threads would only cost its start.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        from .cli.main import run

        code = run()
        interrupts.ignore()
        return code
    except interrupts.Interrupt:
        return interrupts.CODE


if __name__ == "__main__":
    main()

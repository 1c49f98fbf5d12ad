"""The console entry: signals first, so that an interrupt is quiet from the start."""

import os
import sys  # all else is imported where an interrupt is caught

if __name__ == "__main__" and not sys.flags.safe_path:
    del sys.path[0]  # the current folder, by ``python -m``: a click.py there is not Click


def main() -> None:
    """Run the command line and exit."""
    sys.unraisablehook = _unraisable
    try:
        code = _run()
    except KeyboardInterrupt:  # while there is no handler yet
        code = 130
    # All is written, and for Python to take itself apart would take as long as to import Click.
    os._exit(code)


def _unraisable(lost: "sys.UnraisableHookArgs") -> None:
    """End here where Python would print the interrupt and go on: in a finaliser, for instance."""
    if not issubclass(lost.exc_type, Exception):
        os._exit(130)
    sys.__unraisablehook__(lost)


def _run() -> int:
    import gc
    import signal

    from .cli import interrupts
    from .exit_codes import ExitCode

    try:
        interrupts.install_handler()
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # a reader that went away ends it silently
        # The products here are tiny: a pool of threads would only cost its start.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        gc.set_threshold(100_000)  # importing NumPy makes no garbage, but looks as if it did
        from .cli.main import run

        code = run()
        interrupts.ignore()
        return code
    except interrupts.Interrupt:
        return ExitCode.INTERRUPTED


if __name__ == "__main__":
    main()

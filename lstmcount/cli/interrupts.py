"""Ctrl-C ends the command quietly, at whatever moment it comes; a second one, at once."""

import os
import signal
import sys
from contextlib import suppress
from types import FrameType

from ..exit_codes import ExitCode


class Interrupt(BaseException):
    """The user does not want to wait. No KeyboardInterrupt: Click would print an empty line."""


def install_handler() -> None:
    """Raise :class:`Interrupt` at the next SIGINT, unless who started this process ignores it."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _interrupt)


def ignore() -> None:
    """Ignore SIGINT from now on: all is written, and Python would only complain while it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _interrupt(number: int, frame: FrameType | None) -> None:
    signal.signal(number, signal.SIG_DFL)  # writing what is left may hang, in front of a pager say
    if _is_importing(frame):  # raised between the locks of an import, it might never get out
        with suppress(OSError, AttributeError, ValueError):
            sys.stdout.flush()
        os._exit(ExitCode.INTERRUPTED)
    raise Interrupt


def _is_importing(frame: FrameType | None) -> bool:
    while frame:
        if frame.f_code.co_filename.startswith("<frozen importlib"):
            return True
        frame = frame.f_back
    return False

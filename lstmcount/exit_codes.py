"""What the program's exit code says. Every command, error and page of help reads this one table."""

from enum import IntEnum


class ExitCode(IntEnum):
    """The exit codes, each with its meaning as the manual page prints it."""

    meaning: str

    OK = 0, "All is well."
    COUNTEREXAMPLE = 1, "verify found a counterexample, and nothing else."
    BAD_INPUT = 2, "Usage or bad input. What was scored before the bad line has been written."
    UNKNOWN = 3, "Unknown (verify), or no machine (machine)."
    BUG = 70, "A bug. Please report it."
    IO_ERROR = 74, "Input or output failed, or memory ran out."
    INTERRUPTED = 130, "Interrupted."
    BROKEN_PIPE = 141, "The reader of the output went away."

    def __new__(cls, code: int, meaning: str) -> "ExitCode":
        """Make a member that is the number *code* and carries its *meaning*."""
        member = int.__new__(cls, code)
        member._value_ = code
        member.meaning = meaning
        return member

"""What can go wrong for a user, said in one line each."""

from .exit_codes import ExitCode


class LstmcountError(Exception):
    """Base of all errors that a user can mend; ``str`` of it is one printable line.

    Text that a user wrote must have been through :func:`lstmcount.text.escaping.printable`.
    """

    exit_code = ExitCode.BAD_INPUT


class InputError(LstmcountError):
    """A text that cannot be read: its message names the place and the way out."""


class ReadError(InputError):
    """A source that was open, and of which no more could be had."""

    exit_code = ExitCode.IO_ERROR


class WeightsError(LstmcountError):
    """A weight file that holds no LSTM this tool can run."""


class LexiconError(LstmcountError):
    """A lexicon with a line that is no entry: its message names the file and the line."""

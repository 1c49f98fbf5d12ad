"""The command group, and the exit code for whatever happens."""

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import click

from .. import __version__
from ..errors import LstmcountError
from ..exit_codes import ExitCode
from ..text.encodings import shell_name
from ..text.escaping import printable
from ..text.vocabulary import TOKEN_IDS
from ..text.words import find_words, normalize
from .help_pages import Context, help_width
from .interrupts import Interrupt
from .output import discard_stream, prepare, report, write_stderr, writing
from .suggestions import suggest
from .topic_pages import TOPICS

COMMANDS = ("score", "trace", "verify", "machine", "weights", "rnn")


class _Commands(click.Group):
    """Commands that are imported when they are asked for."""

    context_class = Context

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Ask what was meant where there is no such command."""
        if args[0] not in (*COMMANDS, "help") and not ctx.resilient_parsing:
            raise click.UsageError(f"No such command {args[0]!r}{_meant(args)}", ctx)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Name the command in every error, also where Click's parser does not."""
        try:
            return super().invoke(ctx)
        except click.UsageError as error:
            if error.ctx is None and ctx.invoked_subcommand:
                error.ctx = click.Context(self, ctx, ctx.invoked_subcommand)
            raise

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in (*COMMANDS, "help"):
            return None
        command: click.Command = getattr(
            import_module(f".commands.{cmd_name}", __package__), cmd_name
        )
        command.context_class = Context
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands, each with a whole sentence, which Click would cut."""
        commands = {name: self.get_command(ctx, name) for name in COMMANDS}
        with formatter.section("Commands"):
            formatter.write_dl([(k, v.get_short_help_str(200)) for k, v in commands.items() if v])
        with formatter.section("Topics"):
            formatter.write_dl(list(TOPICS.items()))


def _meant(args: list[str]) -> str:
    """Ask about what stands for a command: another command, a file, a text."""
    given, text = args[0], " ".join(args)
    if os.path.isfile(given):
        return f" (was --file meant? lstmcount score --file {shell_name(given)})"
    if any(normalize(given[start:end]) in TOKEN_IDS for start, end in find_words(given)):
        return f" (was a text meant? lstmcount score {shell_name(text)})"
    return suggest(given, COMMANDS)


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="lstmcount help NAME shows a command's options or a topic's page.",
)
@click.version_option(__version__, prog_name="lstmcount", message="%(prog)s %(version)s")
def cli() -> None:
    """Count sentiment with an LSTM whose weights are set by hand.

    The score is #good − #bad − 2·#(not good) + 2·#(not bad), over the words bad, good, not, uh.

    \b
    Example:
      lstmcount score "uh good good not not bad bad uh"
    """


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; nothing is raised."""
    try:
        return _run(arguments)
    except (Interrupt, KeyboardInterrupt):
        return _leave(ExitCode.INTERRUPTED)


def _run(arguments: Sequence[str] | None) -> int:
    try:
        prepare()
        code = _dispatch(arguments)
        with writing():
            sys.stdout.flush()
        return code
    except LstmcountError as error:
        report(str(error))
        code = error.exit_code
    return _leave(code)


def _dispatch(arguments: Sequence[str] | None) -> int:
    try:
        with writing():  # what Click itself prints: help and version
            code: int | None = cli.main(
                arguments, prog_name="lstmcount", standalone_mode=False, terminal_width=help_width()
            )
        return code or ExitCode.OK  # None where Click itself has answered
    except SystemExit as done:  # Click's, once it has talked to a shell's completion
        if not done.code:
            return ExitCode.OK
        report("_LSTMCOUNT_COMPLETE: expected bash_source, zsh_source or fish_source")
        return ExitCode.BAD_INPUT
    except click.exceptions.NoArgsIsHelpError as error:
        write_stderr(error.format_message())
        return error.exit_code
    except click.ClickException as error:
        report(_usage(error))
        return error.exit_code
    except click.Abort:
        raise Interrupt from None
    except LstmcountError:
        raise
    except Exception as error:
        if isinstance(error.__cause__, Interrupt):  # Python 3.11 wraps what __set_name__ raises
            raise error.__cause__ from None
        if _is_out_of_memory(error):
            report("out of memory")
            return _leave(ExitCode.IO_ERROR)
        report(f"this is a bug, please report it: {printable(repr(error))}")
        return _leave(ExitCode.BUG)


def _is_out_of_memory(error: Exception) -> bool:
    """Whether memory ran out, be it while a library was loaded, which NumPy wraps in words."""
    lack = ("failed to map segment", "cannot allocate", "Cannot allocate")
    message = f"{error} {error.__cause__}"
    is_import = isinstance(error, ImportError) and any(text in message for text in lack)
    return is_import or isinstance(error, MemoryError)


def _leave(code: int) -> int:
    """Write what was computed before the error, and return *code*."""
    try:
        sys.stdout.flush()
    except (OSError, AttributeError, ValueError):  # full; there is none; it was never finished
        discard_stream()
    return code


def _usage(error: click.ClickException) -> str:
    message = " ".join(printable(error.format_message()).split())
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "lstmcount"
    if isinstance(error, click.NoSuchOption):
        question = suggest(error.option_name, error.possibilities or ())
        if error.option_name == "--weights":
            question = " (name the weight file without it)"
        if not question and context and any(p.name == "text" for p in context.command.params):
            question = " (put -- before a text that begins with -)"
        message = f"No such option '{printable(error.option_name)}'{question}"
    return f"{message.rstrip('.')}; see '{path} --help'"

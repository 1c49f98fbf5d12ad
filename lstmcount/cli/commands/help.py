"""``lstmcount help``."""

import click

from ..help_pages import print_topic
from ..suggestions import suggest
from ..topic_pages import TOPICS


def _names(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Let the shell complete the name of a command or topic."""
    group = ctx.find_root().command
    assert isinstance(group, click.Group)
    names = dict.fromkeys([*group.list_commands(ctx), *TOPICS])
    return [name for name in names if name.startswith(incomplete)]


@click.command()
@click.argument("name", required=False, shell_complete=_names)
@click.pass_context
def help(ctx: click.Context, name: str | None) -> int:
    """Show the help of a command, or a page on a topic.

    \b
    Examples:
      lstmcount help score
      lstmcount help lexicons
    """
    root = ctx.find_root()
    group = root.command
    assert isinstance(group, click.Group)
    commands = group.list_commands(ctx)
    if name is None:
        click.echo(root.get_help())
    elif name not in (*commands, *TOPICS):
        question = suggest(name, [*commands, *TOPICS])
        raise click.UsageError(f"No such command or topic {name!r}{question}", root)
    if name in commands:
        command = group.get_command(ctx, name)
        assert command
        click.echo(command.get_help(command.context_class(command, root, name)))
    if name in TOPICS:
        print_topic(name)
    return 0

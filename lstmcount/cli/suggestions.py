"""What a mistyped name was meant for."""

from collections.abc import Iterable
from typing import Any

import click


def suggest(given: str, names: Iterable[str]) -> str:
    """Return a question in parentheses after the *names* that *given* is like, or nothing.

    >>> suggest("scroe", ["score", "trace"]), suggest("x", ["score"])
    (" (did you mean 'score'?)", '')
    """
    from difflib import get_close_matches

    close = get_close_matches(given.lower(), names)
    return f" (did you mean {' or '.join(map(repr, close))}?)" if close else ""


class Choice(click.Choice[str]):
    """A choice that asks what a wrong value was meant for."""

    def get_invalid_choice_message(self, value: Any, ctx: click.Context | None) -> str:
        """Return Click's message and the question."""
        message = super().get_invalid_choice_message(value, ctx)
        return message.rstrip(".") + suggest(str(value), self.choices)

"""What stands in, while it is patched, for a function of the program."""

from collections.abc import Callable
from typing import Any


def raising(error: BaseException) -> Callable[..., Any]:
    """Return a function that raises *error* whatever it is called with."""

    def raise_it(*_: object) -> None:
        raise error

    return raise_it

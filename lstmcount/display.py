"""How a result shows itself in a notebook."""

from importlib import import_module


class Displayed:
    """What a notebook shows as :mod:`lstmcount.render.notebook` renders it.

    Rendering stands above all that is rendered, and is imported by name, when a notebook asks.
    """

    def _repr_html_(self) -> str | None:
        html: str | None = import_module("lstmcount.render.notebook").html(self)
        return html

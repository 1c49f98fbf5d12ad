"""Rich renderables as SVG and HTML that need nothing from anywhere else."""

import io
from collections.abc import Iterable

from rich.console import Console, RenderableType

_FONTS = "'DejaVu Sans Mono', Menlo, Consolas, ui-monospace, monospace"

_SVG = (
    """<svg class="{unique_id}" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{
  font-family: """
    + _FONTS
    + """;
  font-size: {char_height}px; line-height: {line_height}px; font-variant-east-asian: full-width;
}}
.{unique_id}-title {{ font-size: 18px; font-weight: bold; font-family: sans-serif; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/>
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix" xml:space="preserve">
{matrix}
</g>
</g>
</svg>
"""
)

_HTML = (
    """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>lstmcount trace</title>
<style>
{stylesheet}
body {{ color: {foreground}; background-color: {background}; }}
pre {{ font-family: """
    + _FONTS
    + """; line-height: 1.2; }}
</style>
</head>
<body>
<pre><code>{code}</code></pre>
</body>
</html>
"""
)


def svg(renderables: Iterable[RenderableType], width: int) -> str:
    """Return what a terminal of *width* columns would show, as an SVG document.

    >>> svg(["good"], 20).startswith("<svg")
    True
    """
    return _recorded(renderables, width).export_svg(
        title="lstmcount trace", code_format=_SVG, unique_id="lstmcount"
    )


def html(renderables: Iterable[RenderableType], width: int) -> str:
    """Return what a terminal of *width* columns would show, as an HTML document.

    >>> "good" in html(["good"], 20)
    True
    """
    return _recorded(renderables, width).export_html(code_format=_HTML)


def _recorded(renderables: Iterable[RenderableType], width: int) -> Console:
    console = Console(
        file=io.StringIO(),
        record=True,
        width=width,
        force_terminal=True,
        color_system="standard",
        legacy_windows=False,
        _environ={},
    )
    for renderable in renderables:
        console.print(renderable)
    return console

"""Texts made to harm a terminal or a page: none of their control characters gets through."""

import json
import random
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.helpers.program import Ended

from . import cases
from .running import lstmcount

pytestmark = pytest.mark.fuzz

PIECES = [
    *("good", "not", "bad", " ", " ", "\t", "\r", "x", "'", "’"),
    *(
        "\x1b[31m",
        "\x1b]0;title\x07",
        "\x1b]8;;http://a\x1b\\",
        "\x9b31m",
        "\x9d",
        "\x07",
        "\x00",
        "\x7f",
    ),
    *("\u202e", "\u2066", "\u200b", "\u200d", "\ufeff", "\u00ad", "\u2028", "\U000e0041", "\ue000"),
    *("[b]", "[/b]", "[link=x]", ":smile:", "\\", "&amp;", "<b>", "]]>", '"', "%s", "{0}", "$(x)"),
    *(
        "e\u0301",
        "a\u0300\u0301\u0302",
        "中文",
        "\U0001f600",
        "👨‍👩‍👧",
        "ﷺ",
        "\u0488",
        "\uffff",
        "\ufffd",
    ),
]
OWN_COLORS = re.compile(r"\x1b\[[0-9;]*m")
KINDS = ("table", "trace", "values", "json", "csv", "plot", "html", "error")


def drawn(draw: random.Random) -> str:
    return "".join(draw.choice(PIECES) for _ in range(draw.randrange(1, 20))).replace("\n", " ")


def shown(kind: str, text: str, folder: Path, color: str) -> Ended:
    data = text.encode("utf-8", "surrogatepass") + b"\n"
    options = ("--unknown", "uh", "--errors", "replace", "--color", color)
    picture = folder / f"a.{kind}"
    arguments = {
        "table": ("score", "--format", "table"),
        "values": ("trace", "--values"),
        "json": ("trace", "--format", "json"),
        "csv": ("score", "--format", "csv"),
        "plot": ("trace", "--plot", f"{picture}.svg"),
        "html": ("trace", "--html", str(picture)),
    }.get(kind, ("trace",))
    if kind == "error":
        return lstmcount("score", "--color", color, stdin=data)
    return lstmcount(*arguments, *options, stdin=data)


def assert_harmless(text: str, case: object) -> None:
    assert all(c.isprintable() or c == "\n" for c in text), (case, text)


@pytest.mark.parametrize("kind", KINDS)
def test_no_control_character_gets_through(kind: str, tmp_path: Path) -> None:
    for number, draw in cases(200 if kind == "plot" else 20_000, "hostile"):
        text, color = drawn(draw), draw.choice(["always", "never"])
        done = shown(kind, text, tmp_path, color)
        case = (kind, number, text)
        assert done.code == 0 or kind == "error", (case, done)
        out = done.out
        assert_harmless(OWN_COLORS.sub("", out) if color == "always" else out, case)
        assert_harmless(done.err, case)
        if kind == "plot":
            ElementTree.parse(tmp_path / "a.plot.svg")
        if kind == "html":
            page = (tmp_path / "a.html").read_text()
            assert_harmless(page, case)
            assert page.lower().count("</script") == 2, case
            json.loads(page.split('type="application/json">')[1].split("</script>")[0])

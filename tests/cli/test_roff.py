"""Markdown becomes roff: every kind of block that the topics use."""

import pytest

from lstmcount.cli.roff import markdown_to_roff


@pytest.mark.parametrize(
    ("markdown", "lines"),
    [
        ("# A b", [".SH A B"]),
        ("## A b", [".SS A b"]),
        ("one\ntwo **c** `d` [e](f)", [".PP", r"one two \fBc\fR \fBd\fR e"]),
        ("- a\n- b\n", [r".IP \(bu 2", "a", r".IP \(bu 2", "b"]),
        ("```sh\n.a -b\n```", [".PP", ".EX", r"\&.a \-b", ".EE"]),
        ("    a", [".PP", ".EX", "a", ".EE"]),
        ("| x | y | z |\n|---|---|---|\n| `a` | b | c |\n", [".TP", r"\fBa\fR", "b; c"]),
        (".a", [".PP", r"\&.a"]),
        ("'a", [".PP", r"\(aqa"]),
    ],
)
def test_markdown_becomes_roff(markdown: str, lines: list[str]) -> None:
    assert list(markdown_to_roff(markdown)) == lines

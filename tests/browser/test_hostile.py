"""Texts, unit names and source names made to become markup: on the page they are text."""

import json
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from lstmcount.nn.counting_lstm import counting_lstm
from lstmcount.text.vocabulary import GOOD, Vocabulary

from .conftest import Open

expect = pytest.importorskip("playwright.sync_api").expect

HOSTILE = [
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "]]>",
    "&amp;&lt;",
    "a\u2028b\u2029c",
    "\u202eevil\u2066",
    "\x1b[31m\x00\x07",
    "<!--<script>",
    "'\"`${1}\\",
    "\ud800",
]
ESCAPED = {"a\\u2028b\\u2029c", "\\u202eevil\\u2066", "\\x1b[31m\\x00\\x07", "\\ud800"}


def test_hostile_names_of_units_and_of_a_source_are_text(open_page: Open, tmp_path: Path) -> None:
    lstm = replace(counting_lstm(), unit_names=tuple(HOSTILE[:6]))
    tab = open_page(["good"], lstm, weights="".join(HOSTILE))
    assert tab.locator("script").count() == 2
    assert tab.locator("img").count() == 0
    names = set(tab.locator("#map tbody tr th.unit").all_text_contents())
    assert "</script><script>alert(1)</script>" in names
    assert ESCAPED & names == {"a\\u2028b\\u2029c", "\\u202eevil\\u2066"}
    assert "\\x1b[31m\\x00" in tab.locator("#source").inner_text()
    with tab.expect_download() as download:
        tab.locator("#save-picture").click()
    download.value.save_as(tmp_path / "trace.svg")
    picture = ElementTree.parse(tmp_path / "trace.svg")
    shown = {node.text for node in picture.iter("{http://www.w3.org/2000/svg}text")}
    assert "<img src=x onerror=aler"[:22] in {str(name)[:22] for name in shown}


@pytest.mark.parametrize("text", HOSTILE[:9])
def test_hostile_texts_typed_and_given_are_text(open_page: Open, text: str) -> None:
    word = text.replace("<", "ö").replace(">", "ö")
    vocabulary = Vocabulary("uh", {"script": GOOD})
    tab = open_page([f"good {text} {word}".replace("\x00", "\x01")], vocabulary=vocabulary)
    tab.locator("#text").fill(f"{text} good {text}")
    assert tab.locator("script").count() == 2
    assert tab.locator("img").count() == 0
    shown = tab.evaluate("document.body.innerText")
    assert all(c.isprintable() or c in "\n\t" for c in shown)


def test_a_dropped_file_with_hostile_names_is_told_or_shown_as_text(open_page: Open) -> None:
    tab = open_page()
    tab.locator("#file").set_input_files(
        {"name": "<b>x.json", "mimeType": "", "buffer": json.dumps({"<img>\x1b": 1}).encode()}
    )
    expect(tab.locator("#status")).to_have_text("<b>x.json: unexpected <img>\\x1b")

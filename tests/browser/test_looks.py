"""What holds of every screen: nothing overflows, axe-core finds nothing, and it is quick."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from lstmcount.text.vocabulary import WORDS, Vocabulary

from .conftest import Open
from .lstms import trained

if TYPE_CHECKING:
    from playwright.sync_api import Page

LONG = "The incomprehensibilities weren’t good, uh, " * 12
_OVERFLOW = """() => {
    const outside = [...document.querySelectorAll('body *')].filter((node) =>
        !node.parentElement.closest('.scroll, svg') && node.getClientRects().length
        && node.getBoundingClientRect().right > innerWidth + 1);
    return [document.documentElement.scrollWidth - innerWidth, outside.map((node) => node.outerHTML)];
}"""
_MEASURE = """(change) => {
    const start = performance.now();
    change();
    document.body.offsetHeight; // which waits for the layout
    return Math.round(performance.now() - start);
}"""
_TYPE = """(text) => (MEASURE)(() => {
    document.getElementById('text').value = text;
    document.getElementById('text').dispatchEvent(new Event('input'));
})""".replace("MEASURE", _MEASURE)
_EDIT = """() => {
    const cell = document.querySelector("[data-gate='3'] tbody td");
    cell.click();
    cell.firstChild.value = '50';
    return (MEASURE)(() => cell.firstChild.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter'})));
}""".replace("MEASURE", _MEASURE)


def pages(open_page: Open, units: int | None, **context: object) -> "Page":
    lstm = None if units is None else trained(units, seed=1)
    return open_page([LONG, "not bad"], lstm, Vocabulary("uh"), **context)


@pytest.mark.parametrize("width", [360, 1280, 1920])
@pytest.mark.parametrize("units", [None, 24])
def test_nothing_overflows(open_page: Open, width: int, units: int | None) -> None:
    tab = pages(open_page, units, viewport={"width": width, "height": 800})
    assert tab.evaluate(_OVERFLOW) == [0, []]
    tab.evaluate("document.documentElement.style.fontSize = '200%'")
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_no_violation(open_page: Open, scheme: str, width: int) -> None:
    axe = os.environ.get("AXE")
    if axe is None and os.environ.get("REQUIRE_BROWSER") != "1":
        pytest.skip("AXE names no file of axe-core")
    tab = pages(open_page, None, color_scheme=scheme, viewport={"width": width, "height": 800})
    tab.locator("#unknown").select_option("error")  # with its message, and a struck word
    tab.evaluate(Path(str(axe)).read_text())
    found = tab.evaluate("axe.run()")
    wrong = [(rule["id"], rule["nodes"][0]["html"]) for rule in found["violations"]]
    assert wrong == []


def test_how_long_it_takes(open_page: Open, capsys: pytest.CaptureFixture[str]) -> None:
    words = " ".join(np.random.default_rng(5).choice(WORDS, 100))
    tab = open_page([words])
    loaded = "Math.round(performance.getEntriesByType('navigation')[0].loadEventEnd)"
    times = {"100 words with 6 units, loaded and drawn": [tab.evaluate(loaded)]}
    drawn = times["100 words typed and drawn"] = []
    edited = times["a weight edited and drawn"] = []
    for _ in range(5):
        tab.evaluate(_TYPE, "good")
        drawn.append(tab.evaluate(_TYPE, words))
        edited.append(tab.evaluate(_EDIT))
        tab.locator("#take-back").click()
    with capsys.disabled():
        print("", *(f"{name}: {min(ms)} ms" for name, ms in times.items()), sep="\n")

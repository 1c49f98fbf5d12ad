"""A browser, and pages opened in it that must neither complain nor ask for anything."""

import importlib.util
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from lstmcount.nn.counting_lstm import counting_lstm
from lstmcount.nn.lstm import LSTM
from lstmcount.render.page.assembly import page
from lstmcount.scoring.trace import trace_text
from lstmcount.text.sources import argument
from lstmcount.text.vocabulary import Vocabulary

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

Open = Callable[..., "Page"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.parent == Path(__file__).parent:
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    missing = not CHROMIUM.exists() or importlib.util.find_spec("playwright") is None
    if missing and os.environ.get("REQUIRE_BROWSER") != "1":
        pytest.skip("needs Debian's chromium and playwright")
    from playwright.sync_api import sync_playwright

    flags = FLAGS + ["--no-sandbox"] * (os.geteuid() == 0)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=str(CHROMIUM), args=flags)
        yield launched
        launched.close()


@pytest.fixture
def open_page(browser: "Browser", tmp_path: Path) -> Iterator[Open]:
    """Open the page of an LSTM and texts; at the end, it has said and asked for nothing."""
    said: list[str] = []
    asked: list[str] = []
    contexts = []

    def opened(
        texts: Sequence[str] = ("uh good good not not bad bad uh",),
        lstm: LSTM | None = None,
        vocabulary: Vocabulary | None = None,
        weights: str = "built-in",
        **context: Any,
    ) -> "Page":
        lstm, vocabulary = lstm or counting_lstm(), vocabulary or Vocabulary()
        traces = [
            trace_text(lstm, vocabulary, argument(text, n)) for n, text in enumerate(texts, 1)
        ]
        file = tmp_path / "page.html"
        file.write_text(page(lstm, traces, vocabulary, weights), encoding="utf-8")
        contexts.append(browser.new_context(**context))
        tab = contexts[-1].new_page()
        tab.on("console", lambda message: said.append(message.text))
        tab.on("pageerror", lambda error: said.append(str(error)))
        tab.on("request", lambda request: asked.append(request.url))
        tab.goto(file.as_uri())
        asked.remove(file.as_uri())
        return tab

    yield opened
    for context in contexts:
        context.close()
    assert said == []
    assert [address for address in asked if not address.startswith("blob:")] == []

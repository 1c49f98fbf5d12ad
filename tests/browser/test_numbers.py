"""Every number on the page is that of the Python trace."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from lstmcount.closed_form import prefix_scores
from lstmcount.nn.counting_lstm import counting_lstm
from lstmcount.nn.lstm import LSTM
from lstmcount.nn.weight_files import load_lstm, save_lstm
from lstmcount.text.vocabulary import WORDS, Vocabulary

from ..helpers.cases import CASES
from ..helpers.variants import scaled
from .conftest import Open
from .lstms import NAMES, lstm_named
from .reading import python_values, python_weights, shown_scores, shown_values, shown_weights

if TYPE_CHECKING:
    from playwright.sync_api import Page

expect = pytest.importorskip("playwright.sync_api").expect
NEAR = {"rtol": 0, "atol": 1e-12}


def random_text(rng: np.random.Generator, most: int = 30) -> str:
    return " ".join(rng.choice(WORDS, int(rng.integers(0, most))))


def assert_same(tab: "Page", lstm: LSTM, text: str) -> None:
    tokens = Vocabulary().tokens(text)
    values = python_values(lstm, tokens)
    np.testing.assert_allclose(shown_values(tab), values, **NEAR)
    np.testing.assert_allclose(shown_scores(tab, "delayed"), values[4, lstm.score_unit], **NEAR)
    assert shown_scores(tab, "wanted") == list(prefix_scores(tokens))


def test_two_hundred_random_texts_that_are_typed(open_page: Open) -> None:
    rng = np.random.default_rng(17)
    tab, lstm = open_page(), counting_lstm()
    for _ in range(200):
        text = random_text(rng)
        tab.locator("#text").fill(text)
        assert_same(tab, lstm, text)


def test_the_common_cases_as_the_page_was_given_them(open_page: Open) -> None:
    texts = [text for text, _ in CASES]
    tab, lstm = open_page(texts), counting_lstm()
    for number, text in enumerate(texts):
        tab.locator("#which").select_option(str(number))
        assert_same(tab, lstm, text)


@pytest.mark.parametrize("name", NAMES)
def test_twenty_lstms_that_the_page_is_made_for(open_page: Open, name: str) -> None:
    lstm, rng = lstm_named(name), np.random.default_rng(len(name))
    text = random_text(rng)
    tab = open_page([text], lstm)
    assert_same(tab, lstm, text)
    text = random_text(rng, 100)
    tab.locator("#text").fill(text)
    assert_same(tab, lstm, text)
    if lstm.hidden_size <= 12:  # the matrices of more are opened by their reader
        np.testing.assert_array_equal(shown_weights(tab), python_weights(lstm))


def test_weights_that_were_rounded_are_told_of(open_page: Open) -> None:
    lstm = lstm_named("trained, 5").astype("float16")
    tab = open_page(["good not bad"], lstm)
    told = "The weights are rounded to float16; the page computes in float64."
    assert tab.locator("#rounded").inner_text() == told
    assert_same(tab, lstm.astype("float64"), "good not bad")


def test_twenty_lstms_that_are_opened_one_after_the_other(open_page: Open, tmp_path: Path) -> None:
    rng, tab, path = np.random.default_rng(5), open_page(), tmp_path / "opened.json"
    for number, name in enumerate(NAMES):
        lstm, text = lstm_named(name), random_text(rng)
        save_lstm(lstm, path)
        buffer = {"name": f"{number}.json", "mimeType": "", "buffer": path.read_bytes()}
        tab.locator("#file").set_input_files(buffer)
        expect(tab.locator("#source")).to_have_text(f"{number}.json")
        tab.locator("#text").fill(text)
        assert_same(tab, lstm, text)


@pytest.mark.parametrize("factor", [0.02, 0.1, 0.37, 0.99])
def test_an_lstm_that_is_scaled(open_page: Open, factor: float) -> None:
    tab = open_page(["good bad not bad"])
    tab.locator("#scale").fill(str(factor))
    assert_same(tab, scaled(counting_lstm(), factor), "good bad not bad")


def test_what_is_saved_is_what_is_shown(open_page: Open, tmp_path: Path) -> None:
    tab = open_page(["not bad not bad"])
    tab.locator("#scale").fill("0.5")
    tab.locator("table[data-gate='3'] tbody td").nth(3 * 12 + 0).click()
    tab.keyboard.type("12.5\n")
    with tab.expect_download() as download:
        tab.locator("#save-weights").click()
    path = tmp_path / "saved.json"
    download.value.save_as(path)
    saved = load_lstm(path)
    assert saved.weight_ih[3 * 6 + 3, 0] == 12.5
    assert json.loads(path.read_text())["unit_names"] == list(counting_lstm().unit_names)
    assert_same(tab, saved, "not bad not bad")

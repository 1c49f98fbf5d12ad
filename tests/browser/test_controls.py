"""Typing, stepping, editing, scaling, opening, dropping and saving, by mouse and by keys alone."""

import json
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest

from lstmcount.closed_form import prefix_scores
from lstmcount.nn.counting_lstm import counting_lstm
from lstmcount.nn.weight_files import load_lstm, save_lstm
from lstmcount.text.escaping import printable
from lstmcount.text.vocabulary import BAD, GOOD, NOT, SKIP, Vocabulary

from .conftest import Open
from .reading import shown_scores

if TYPE_CHECKING:
    from playwright.sync_api import Page

expect = pytest.importorskip("playwright.sync_api").expect
UNITS = 6
LEXICON = {"isn't": NOT, "great": GOOD, "awful": BAD, "so": SKIP, "straße": BAD, "σοφος": GOOD}
WORDS_OF_MANY_KINDS = [
    "ＧＯＯＤ, good\u00ad? g\u2060ood! ﬁne",
    "_bad_ bad_good __ not__bad _",
    "isn't ISN’T isn‘t isnʼt isn＇t isn´t isn`t 'isn't' ʼisnʼtʼ isn''t isn' t",
    "STRASSE strasse STRAẞE ΣΟΦΟΣ σοφος",
    "good\u0301 e\u0301 \u0301good 3good good3 ٣ ½ 3's n'3",
    "good\u200bbad good\u200b bad \u2060good \ufeffbad",
    "中文good 😀bad👍🏽good bad\u0488",
    "so bad-ish so… good/bad\nnot\tgood\x00bad",
    "a\u02bc\u02bc good\ufffd \ufffdbad",
]
COLUMNS = 12  # of a weight matrix: words, units, biases


def text(tab: "Page", selector: str) -> str:
    return tab.locator(selector).inner_text()


def lines(tab: "Page") -> list[str]:
    shown = tab.locator("#equation-lines p").all_inner_texts()
    return [line.replace("\xa0", " ") for line in shown]


def map_cell(part: str, unit: int, t: int) -> str:
    return f"tbody[data-part='{part}'] tr:nth-child({unit + 1}) td:nth-of-type({t + 1})"


def weight_cell(gate: int, row: int, column: int) -> str:
    return f"table[data-gate='{gate}'] tbody tr:nth-child({row + 1}) td:nth-of-type({column + 1})"


def press(tab: "Page", *keys: str) -> None:
    for key in keys:
        tab.keyboard.press(key)


def tab_to(tab: "Page", identity: str) -> None:
    """Press the tab key until the element of that id, or in it, has the focus."""
    inside = f"() => !!document.activeElement.closest('#{identity}')"
    for _ in range(60):
        if tab.evaluate(inside):
            return
        tab.keyboard.press("Tab")
    raise AssertionError(f"{identity} is not reached by the tab key")


def drop(tab: "Page", name: str, content: str) -> None:
    transfer = tab.evaluate_handle(
        """([name, content]) => { const transfer = new DataTransfer();
        transfer.items.add(new File([content], name)); return transfer; }""",
        [name, content],
    )
    tab.dispatch_event("body", "dragover", {"dataTransfer": transfer})
    tab.dispatch_event("body", "drop", {"dataTransfer": transfer})


def test_an_unknown_word_is_struck_through_and_read_as_the_command_would(open_page: Open) -> None:
    tab = open_page()
    tab.locator("#text").fill("not baad good")
    assert tab.locator("#reading s").all_inner_texts() == ["baad"]
    assert "column 5: unknown word ‘baad’" in text(tab, "#reading")
    assert tab.locator("#map thead .word").count() == 2  # the text before it, and the pad
    tab.locator("#unknown").select_option("uh")
    assert tab.locator("#delayed td").all_inner_texts() == ["0", "0", "0", "1"]
    assert tab.locator("#map thead s").all_inner_texts() == ["baad"]
    tab.locator("#unknown").select_option("skip")
    assert tab.locator("#delayed td").all_inner_texts() == ["0", "0", "−1"]
    assert "left out" in text(tab, "#reading")


def test_the_words_of_a_lexicon_are_known_in_what_is_typed(open_page: Open) -> None:
    tab = open_page(["isn't great"], vocabulary=Vocabulary("uh", LEXICON))
    assert "isn't → not" in text(tab, "#reading")
    tab.locator("#text").fill("Great ISN’T so awful")
    assert tab.locator("#delayed td").all_inner_texts() == ["0", "1", "1", "2"]
    assert "so → left out" in text(tab, "#reading")


def test_a_word_is_what_the_command_takes_for_one(open_page: Open) -> None:
    vocabulary = Vocabulary("uh", LEXICON)
    tab = open_page(vocabulary=vocabulary)
    for typed in WORDS_OF_MANY_KINDS:
        tab.locator("#text").fill(typed)
        words = list(vocabulary.words(typed))
        heads = tab.locator("#map thead .written").all_text_contents()
        assert heads == [printable(word.written) for word in words]
        tokens = [word.token for word in words]
        assert shown_scores(tab, "wanted") == list(prefix_scores(tokens))


def test_the_step_moves_by_slider_click_buttons_and_keys(open_page: Open) -> None:
    tab = open_page()
    tab.locator("#step").fill("4")
    assert text(tab, "#step-value") == "4 of 9: not"
    tab.locator("#forward").click()
    tab.locator("#forward").click()
    tab.locator("#back").click()
    assert text(tab, "#step-value") == "5 of 9: not"
    tab.locator("#map thead .word").nth(8).click()
    assert text(tab, "#step-value") == "9 of 9: (uh), the pad"
    tab.locator(map_cell("g", 5, 6)).click()
    assert text(tab, "#step-value") == "7 of 9: bad"
    press(tab, "ArrowRight", "ArrowDown")
    assert text(tab, "#equation-place").startswith("step 8, “uh”: output gate")
    press(tab, "Home")
    assert text(tab, "#step-value") == "1 of 9: uh"
    tab.evaluate("document.activeElement.blur()")
    press(tab, "ArrowRight", "ArrowRight")
    assert text(tab, "#step-value") == "3 of 9: good"


def test_play_ends_at_the_pad_and_can_be_paused(open_page: Open) -> None:
    tab = open_page(["good bad"])
    tab.locator("#play").click()
    assert text(tab, "#play") == "Pause"
    expect(tab.locator("#step")).to_have_value("2")
    tab.locator("#play").click()
    assert text(tab, "#play") == "Play"
    tab.locator("#play").click()
    expect(tab.locator("#play")).to_have_text("Play")
    assert text(tab, "#step-value") == "3 of 3: (uh), the pad"


def test_the_equation_of_each_kind_of_cell_and_what_it_reads(open_page: Open) -> None:
    tab = open_page(["not bad"])
    tab.mouse.move(1, 1)
    tab.locator(map_cell("o", 3, 1)).hover()
    assert lines(tab) == [
        "o[not bad] = σ(100 · bad + 100 · h[not] − 150)",
        "= σ(100 · 1 + 100 · 0.762 − 150)",
        "= σ(26.2) = 1.000",
    ]
    read = "[...document.querySelectorAll('#map td.read')].map((cell) => cell.at)"
    assert tab.evaluate(read) == [{"part": "h", "unit": 2, "t": 0}]
    assert tab.locator("#map thead .read").count() == 1
    assert tab.locator(".matrix td.read").count() == 3
    tab.locator(map_cell("h", 3, 1)).hover()
    assert lines(tab) == [
        "h[not bad] = o[not bad] · tanh(c[not bad])",
        "= 1 · tanh(1) = 0.762",
    ]
    tab.locator(map_cell("c", 5, 2)).click()
    assert lines(tab)[-1] == "= 1 · 0 + 1 · 1 = 1.000"
    assert len(tab.evaluate(read)) == 4
    tab.mouse.move(0, 0)
    assert text(tab, "#equation-place").startswith("step 3, the pad (uh): cell")


def test_where_it_parts_from_the_closed_form_is_marked_and_named(open_page: Open) -> None:
    tab = open_page(["good not bad"], load_lstm("samples/wrong.json"))
    assert text(tab, "#parting") == (
        "≠ They first part at step 4: the delayed score is 0, the closed form 2; "
        "g[score] let it add −1 where 1 is owed."
    )
    marked = "[...document.querySelectorAll('#map tbody .parting')].map((cell) => cell.at)"
    assert tab.evaluate(marked) == [{"part": "g", "unit": 5, "t": 3}]
    assert tab.locator("#wanted td").all_inner_texts() == ["0", "1", "1", "≠ 2"]
    assert tab.locator("#curve .parting").count() == 1
    tab.locator("#text").fill("good")
    assert text(tab, "#parting") == "The delayed score is the closed form at every step."


@pytest.mark.parametrize("by", ["mouse", "keys"])
def test_a_weight_is_edited_marked_and_taken_back(open_page: Open, by: str) -> None:
    tab = open_page(["good"])
    if by == "mouse":
        tab.locator(weight_cell(3, 1, 1)).click()
    else:
        tab.locator("#scale").focus()
        for _ in range(20):  # the tab stops of the matrices before it
            if tab.evaluate("document.activeElement.closest('[data-gate=\"3\"]') !== null"):
                break
            press(tab, "Tab")
        press(tab, "ArrowDown", "ArrowRight", "Enter")
    tab.keyboard.type("−100")
    press(tab, "Enter")
    assert tab.locator("#delayed td").all_inner_texts() == ["0", "0"]
    assert tab.locator(".changed").count() == 1
    assert tab.locator(weight_cell(3, 1, 1)).get_attribute("title") == "-100, changed from 100"
    assert "step 2" in text(tab, "#parting")
    tab.locator("#take-back").focus()
    press(tab, "Enter") if by == "keys" else tab.locator("#take-back").click()
    assert tab.locator(".changed").count() == 0
    assert tab.locator("#delayed td").all_inner_texts() == ["0", "1"]
    assert tab.locator("#take-back").is_disabled()


def test_what_is_no_number_is_refused_and_escape_leaves_a_weight_as_it_was(open_page: Open) -> None:
    tab = open_page()
    cell = tab.locator(weight_cell(0, 0, 11))
    cell.click()
    for wrong in ("much", "", "1e400"):
        tab.keyboard.press("Control+A")
        tab.keyboard.type(wrong) if wrong else press(tab, "Delete")
        press(tab, "Enter")
        assert "is no number" in text(tab, "#status")
    press(tab, "Escape")
    assert cell.inner_text() == "100"
    assert tab.locator(".changed").count() == 0


def test_at_a_tenth_of_the_weights_the_count_drifts(open_page: Open) -> None:
    tab = open_page(["bad " * 30])
    tab.locator("#scale").focus()
    press(tab, "Home")
    for _ in range(8):
        press(tab, "ArrowRight")
    assert text(tab, "#scale-value") == "× 0.10"
    count = float(tab.locator("#delayed td").last.get_attribute("data-value") or "nan")
    assert 0.001 < abs(count + 30) < 0.5


def test_a_file_that_is_dropped_runs_and_one_that_is_wrong_is_told(
    open_page: Open, tmp_path: Path
) -> None:
    tab = open_page(["not bad"])
    save_lstm(load_lstm("samples/wrong.json"), tmp_path / "wrong.json")
    right = (tmp_path / "wrong.json").read_text()
    drop(tab, "wrong.json", right)
    expect(tab.locator("#source")).to_have_text("wrong.json")
    assert "first part at step 3" in text(tab, "#parting")
    arrays = json.loads(right)
    for content, message in [
        ("<b>", "this is no JSON"),
        ("null", "expected an object with weight_ih_l0"),
        ("{}", "no weight_ih_l0"),
        (json.dumps(arrays | {"more": 1}), "unexpected more"),
        (json.dumps(arrays | {"weight_hh_l0": 3}), "weight_hh_l0 is no matrix"),
        (json.dumps(arrays | {"bias_ih_l0": [1]}), "bias_ih_l0: expected 24"),
        (json.dumps(arrays | {"h_0": ["a"] * 6}), "h_0 holds what is no finite number"),
        (json.dumps(arrays | {"score_unit": 6}), "score_unit: expected 0 to 5"),
        (json.dumps(arrays | {"unit_names": [1] * 6}), "unit_names: expected 6 strings"),
        (
            json.dumps(arrays | {"bias_ih_l0": [1.7e308] * 24, "bias_hh_l0": [1e308] * 24}),
            "the weights are too large",
        ),
    ]:
        drop(tab, "other.json", content)
        expect(tab.locator("#status")).to_contain_text(f"other.json: {message}")
        assert text(tab, "#source") == "wrong.json"


def test_texts_are_chosen_typed_and_saved_by_keys_alone(open_page: Open, tmp_path: Path) -> None:
    tab = open_page(["good", "bad"])
    tab_to(tab, "which")
    press(tab, "ArrowDown")
    assert tab.locator("#delayed td").all_inner_texts() == ["0", "−1"]
    tab_to(tab, "text")
    press(tab, "End")
    tab.keyboard.type(" bad")
    assert tab.locator("#delayed td").all_inner_texts() == ["0", "−1", "−2"]
    for button, name in (("save-weights", "weights.json"), ("save-picture", "trace.svg")):
        tab_to(tab, button)
        with tab.expect_download() as download:
            press(tab, "Enter")
        assert download.value.suggested_filename == name
        download.value.save_as(tmp_path / name)
    assert load_lstm(tmp_path / "weights.json").hidden_size == UNITS
    picture = ElementTree.parse(tmp_path / "trace.svg")
    shown = [node.text for node in picture.iter("{http://www.w3.org/2000/svg}text")]
    assert {"bad", "(uh)", "not good", "−2"} <= set(shown)


def test_a_file_is_opened_by_keys_alone(open_page: Open) -> None:
    tab = open_page(["not bad"])
    tab.on("filechooser", lambda _: None)  # from now on it is awaited, and no dialog opens
    tab_to(tab, "open-weights")
    with tab.expect_file_chooser() as chooser:
        press(tab, "Enter")
    chooser.value.set_files("samples/wrong.json")
    expect(tab.locator("#source")).to_have_text("wrong.json")


def test_a_long_text_is_shown_a_window_at_a_time(open_page: Open) -> None:
    tab = open_page(["good " * 1500], counting_lstm())
    assert tab.locator("#map thead .word").count() == 1111
    tab.locator("#step").fill("1501")
    assert tab.locator("#delayed td").last.inner_text() == "1500"
    assert tab.locator("#map .current").count() > 6 * UNITS

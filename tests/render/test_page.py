"""The page as a file: what is in it, and that nothing in it is taken for anything else."""

import base64
import hashlib
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from importlib.resources import files
from typing import Any

import numpy as np
import pytest

from lstmcount import Vocabulary, text_trace
from lstmcount.nn.counting_lstm import counting_lstm
from lstmcount.nn.lstm import LSTM
from lstmcount.render.page.assembly import SCRIPTS, page
from lstmcount.text.vocabulary import BAD, GOOD, NOT, SKIP

HOSTILE = ["</script><b>", "<!--<script>", "]]>&amp;", "\u2028\u2029", "\u202e\x00\x1b", '"], ["']


class Parsed(HTMLParser):
    """The tags of a page, and what its scripts and its style sheet hold."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.contents: dict[int, str] = {}
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attributes)))

    def handle_data(self, data: str) -> None:
        if self.cdata_elem:  # in a script or a style sheet
            last = len(self.tags) - 1
            self.contents[last] = self.contents.get(last, "") + data

    def content(self, kind: str) -> str:
        kinds = [given.get("type") or tag for tag, given in self.tags]
        return self.contents[kinds.index(kind)]


def parsed(lstm: LSTM | None = None, *texts: str, **given: Any) -> Parsed:
    lstm = lstm or counting_lstm()
    vocabulary = given.setdefault("vocabulary", Vocabulary("uh"))
    traces = [text_trace(text, lstm, vocabulary).steps for text in texts]
    return Parsed(page(lstm, traces, **given))


def data_of(found: Parsed) -> Any:
    return json.loads(found.content("application/json"))


def test_the_page_of_the_built_in_is_small_and_asks_for_nothing() -> None:
    text = page(counting_lstm(), [text_trace("not bad").steps], Vocabulary())
    assert len(text.encode()) < 200_000
    addresses = set(re.findall(r"\w+://[^\s\"')]+", text))
    assert addresses == {"http://www.w3.org/2000/svg"}
    assert not re.search(r"<(?:link|img|iframe|object|embed)|@import|url\(", text)


def test_the_policy_allows_this_script_and_this_style_sheet_and_nothing_else() -> None:
    found = parsed(None, "good")
    (policy,) = [given["content"] for tag, given in found.tags if "http-equiv" in given]

    def allowed(text: str) -> str:
        return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

    assert policy == (
        f"default-src 'none'; script-src {allowed(found.content('module'))}; "
        f"style-src {allowed(found.content('style'))}; base-uri 'none'; form-action 'none'"
    )


def test_every_module_of_the_script_says_what_it_is_for_and_is_in_the_page() -> None:
    modules = {one.name for one in (files("lstmcount.render") / "page").iterdir()}
    assert {name for name in modules if name.endswith(".js")} == {f"{name}.js" for name in SCRIPTS}
    script = parsed().content("module")
    for name in SCRIPTS:
        source = (files("lstmcount.render") / "page" / f"{name}.js").read_text()
        assert source.startswith("// ")
        assert source in script


def test_the_weights_and_the_texts_are_in_the_page_to_the_last_bit() -> None:
    rng = np.random.default_rng(3)
    lstm = replace(counting_lstm(), weight_hh=rng.normal(size=(24, 6)))
    data = data_of(parsed(lstm, "Good bed not", weights="a.json"))
    assert data["lstm"]["weight_hh_l0"] == lstm.weight_hh.tolist()
    assert data["texts"] == [
        {"source": "<text>", "line": 1, "words": [["Good", 1], ["bed", 3], ["not", 2]]}
    ]
    assert (data["weights"], data["unknown"], data["dtype"]) == ("a.json", "uh", "float64")


def test_a_lexicon_goes_with_the_page_so_that_typed_words_are_known() -> None:
    lexicon = {"Great": GOOD, "isn’t": NOT, "so": SKIP, "awful": BAD, "good": BAD}
    data = data_of(parsed(None, vocabulary=Vocabulary("uh", lexicon)))
    assert data["lexicon"] == {
        "bad": ["good", "awful"],
        "good": ["great"],
        "not": ["isn't"],
        "skip": ["so"],
    }


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_of_a_users_becomes_markup(text: str) -> None:
    names = (text, "]]>", "&", "<", ">", "score")
    found = parsed(replace(counting_lstm(), unit_names=names), f"good {text}", weights=text)
    assert [tag for tag, _ in found.tags] == [tag for tag, _ in parsed(None, "good").tags]
    data = data_of(found)
    assert data["weights"] == text
    assert tuple(data["lstm"]["unit_names"]) == names
    assert all(c.isprintable() or c == "\n" for c in found.content("application/json"))

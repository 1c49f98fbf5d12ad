"""A trace as an object: what it is made of, and what a notebook shows of it."""

import pytest

from lstmcount import Vocabulary, text_trace
from lstmcount.errors import InputError
from lstmcount.nn.weight_files import load_lstm
from lstmcount.render import text_trace as module


def test_the_trace_of_a_text_holds_every_step() -> None:
    trace = text_trace("good not bad", load_lstm("samples/wrong.json"))
    assert [step.delayed_score for step in trace.steps] == [0, 1, 1, 0]
    assert repr(trace) == "<Trace of 4 steps>"
    with pytest.raises(InputError, match="unknown word 'bed'"):
        text_trace("bed")


def test_its_text_is_the_table_with_its_legend() -> None:
    table = str(text_trace("Not terrific", vocabulary=Vocabulary("uh", {"terrific": 1})))
    assert "2  terrific → good" in table
    assert "each strip: bad, good, not, not bad, not good, score" in table
    assert "\x1b" not in table


def test_a_notebook_shows_the_figure_or_else_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    trace = text_trace("not bad")
    bundle = trace._repr_mimebundle_(include=None, exclude=None)
    assert bundle["image/svg+xml"].endswith("</svg>\n")
    monkeypatch.setattr(module, "find_spec", lambda name: None)
    bundle = trace._repr_mimebundle_()
    assert bundle["text/plain"] == str(trace)
    assert bundle["text/html"].startswith("<pre")
    assert "each strip: bad, good" in bundle["text/html"]

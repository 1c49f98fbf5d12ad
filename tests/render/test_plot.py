"""The figure: what is named, numbered and marked in it, and how it is laid out."""

from dataclasses import replace

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.collections import QuadMesh
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from lstmcount import Vocabulary, plot, text_trace
from lstmcount.nn.counting_lstm import counting_lstm
from lstmcount.nn.weight_files import load_lstm
from lstmcount.render.plot import PlotError, figure_bytes
from lstmcount.render.text_trace import Trace
from tests.helpers.variants import with_more_units


def axes(figure: Figure, label: str) -> list[Axes]:
    return [one for one in figure.axes if one.get_label() == label]


def ticks(ax: Axes, which: str) -> list[str]:
    labels = ax.get_xticklabels() if which == "x" else ax.get_yticklabels()
    return [label.get_text() for label in labels]


def test_words_units_and_bands_are_named_and_each_cell_has_its_value() -> None:
    trace = text_trace("good not bad")
    figure = plot(trace)
    (ax,) = axes(figure, "map")
    assert ticks(ax, "x") == ["good", "not", "bad", "(uh)"]
    assert ticks(ax, "y") == ["bad", "good", "not", "not bad", "not good", "score"] * 6
    bands = [text.get_text()[0] for text in ax.texts[:6]]
    assert bands == list("ifgoch")
    meshes = [one.get_array() for one in ax.collections if isinstance(one, QuadMesh)]
    values = np.array([step.values for step in trace.steps]).transpose(1, 2, 0)  # (6, H, T)
    shown = [np.hstack(pair) for pair in zip(meshes[::2], meshes[1::2], strict=True)]
    np.testing.assert_array_equal(np.array(shown), values)


def test_what_is_beyond_one_has_its_number() -> None:
    (ax,) = axes(plot(text_trace("bad bad good uh")), "map")
    assert [text.get_text() for text in ax.texts[6:]] == ["−2"]


def test_where_it_parts_from_the_closed_form_is_framed_and_named() -> None:
    figure = plot(text_trace("good not bad", load_lstm("samples/wrong.json")))
    (ax,), (scores,) = axes(figure, "map"), axes(figure, "scores")
    (frame,) = [one for one in ax.patches if isinstance(one, Rectangle)]
    assert frame.get_xy() == (pytest.approx(3.3), pytest.approx(2 * 6.6 + 5))
    assert [text.get_text() for text in scores.texts] == ["≠ step 4"]
    (right,) = axes(plot(text_trace("good not bad")), "scores")
    assert list(right.texts) == []


def test_a_long_text_is_wrapped_into_staves_of_equal_length() -> None:
    trace = text_trace("good " * 128, load_lstm("samples/wrong.json"))
    maps = axes(plot(trace), "map")
    assert [len(ticks(one, "x")) for one in maps] == [43, 43, 43]
    widths = {round(one.get_position().width, 3) for one in maps[:2]}
    assert len(widths) == 1
    assert len(axes(plot(trace), "colors")) == 1


def test_several_texts_have_titles_and_shared_scales() -> None:
    figure = plot([text_trace("good good"), text_trace("bad")])
    assert [text.get_text() for text in figure.texts] == ["<text>:1"] * 2
    first, second = axes(figure, "scores")
    assert first.get_ylim() == second.get_ylim()
    assert plot([]).axes == []


def test_of_many_units_some_are_named_and_always_that_of_the_score() -> None:
    lstm = with_more_units(counting_lstm(), 194, 0, np.random.default_rng(1))
    lstm = replace(lstm, score_unit=131, unit_names=tuple(f"unit {k}" for k in range(200)))
    (ax,) = axes(plot(text_trace("good", lstm)), "map")
    names = ticks(ax, "y")
    assert names == [f"unit {k}" for k in range(131 % 3, 200, 3)] * 6
    assert "unit 131" in names


def test_few_units_have_their_bands_named_by_a_letter() -> None:
    lstm = with_more_units(counting_lstm(), 0, 0, np.random.default_rng(1))
    one = slice(None, None, 6)
    small = replace(
        lstm,
        weight_ih=lstm.weight_ih[one],
        weight_hh=lstm.weight_hh[one, :1],
        bias_ih=lstm.bias_ih[one],
        bias_hh=lstm.bias_hh[one],
        h_0=lstm.h_0[:1],
        c_0=lstm.c_0[:1],
        score_unit=0,
        unit_names=("score",),
    )
    (ax,) = axes(plot(text_trace("good", small)), "map")
    assert [text.get_text() for text in ax.texts[:6]] == list("ifgoch")


def test_words_stand_upright_where_one_is_wider_than_its_column() -> None:
    mapped = Vocabulary("uh", {"disappointing": 0})
    (ax,) = axes(plot(text_trace("disappointing", vocabulary=mapped)), "map")
    assert ticks(ax, "x") == ["disappointi… → bad", "(uh)"]
    assert ax.get_xticklabels()[0].get_rotation() == 90
    (ax,) = axes(plot(text_trace("good")), "map")
    assert ax.get_xticklabels()[0].get_rotation() == 0


@pytest.mark.parametrize("kind", ["svg", "pdf", "png"])
def test_a_figure_is_the_same_every_time_and_no_text_of_a_users_is_a_formula(kind: str) -> None:
    names = ("$\\frac{", "<b>&]]>", "\u2028\x1b", "名", "x" * 40, "score")
    trace = text_trace(
        "$ x_1 ^{ 中 \ud800", replace(counting_lstm(), unit_names=names), Vocabulary("uh")
    )
    once, twice = (figure_bytes(plot(trace), kind) for _ in range(2))
    assert once == twice


def test_a_trace_is_drawn_into_an_axes() -> None:
    figure = Figure()
    left, right = figure.subplots(1, 2)
    assert plot(text_trace("not bad"), left) is figure
    assert ticks(left, "x") == ["not", "bad", "(uh)"]
    assert {one.get_label() for one in figure.axes} >= {"colors", "scores"}
    with pytest.raises(PlotError, match="holds one trace, not 2"):
        plot([text_trace("good"), text_trace("bad")], right)


def test_a_trace_of_many_cells_keeps_a_file_small() -> None:
    lstm = with_more_units(counting_lstm(), 58, 0, np.random.default_rng(1))
    trace = text_trace("good bad " * 30, lstm)
    assert isinstance(trace, Trace)
    assert len(figure_bytes(plot(trace), "pdf")) < 500_000

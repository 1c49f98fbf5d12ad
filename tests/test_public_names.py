"""The public names: there when asked for, typed for whoever checks, shown in a notebook."""

import ast
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest

import lstmcount
from lstmcount import (
    LSTM,
    LstmcountError,
    Vocabulary,
    counting_lstm,
    extract,
    verify,
)
from lstmcount.nn.weight_files import state_dict
from lstmcount.render.notebook import html
from tests.helpers.program import ROOT
from tests.helpers.variants import scaled


def test_the_types_that_a_checker_sees_are_those_that_a_program_gets() -> None:
    tree = ast.parse((ROOT / "lstmcount/__init__.py").read_text())
    block = next(node for node in tree.body if isinstance(node, ast.If))
    imports = [node for node in block.body if isinstance(node, ast.ImportFrom)]
    seen = {name.asname: f"{node.module}" for node in imports for name in node.names}
    assert seen == lstmcount._MODULE
    assert all(getattr(lstmcount, name) is not None for name in lstmcount.__all__)


def test_there_are_no_other_names() -> None:
    with pytest.raises(AttributeError, match="module 'lstmcount' has no attribute 'scor'"):
        lstmcount.scor  # type: ignore[attr-defined]  # noqa: B018
    assert set(lstmcount.__all__) == set(dir(lstmcount))


PROGRAM = """
import numpy as np
from lstmcount import LSTM, Verdict, counting_lstm, score, trace, verify

number: int | float = score("not bad")
verdict: Verdict = verify(counting_lstm(), up_to=9)
lstm: LSTM = LSTM.from_state_dict({"weight_ih_l0": np.zeros((8, 4))})
cells: list[float] = [float(step.c[5]) for step in trace(lstm, [1, 2])]
verdict.proved
verify("lstm.pt")
score(1)
lstm.hidden
"""


@pytest.mark.slow
def test_mypy_finds_a_wrong_attribute_and_a_wrong_argument(tmp_path: Path) -> None:
    api = pytest.importorskip("mypy.api")
    path = tmp_path / "program.py"
    path.write_text(PROGRAM)
    out, err, code = api.run(["--strict", "--no-error-summary", str(path)])
    assert (err, code) == ("", 1)
    errors = [line.partition("error: ")[2] for line in out.splitlines() if "error: " in line]
    assert errors == [
        '"Verdict" has no attribute "proved"  [attr-defined]',
        'Argument 1 to "verify" has incompatible type "str"; expected "LSTM"  [arg-type]',
        'Argument 1 to "score" has incompatible type "int"; expected "str"  [arg-type]',
        '"LSTM" has no attribute "hidden"  [attr-defined]',
    ]


def test_a_text_has_a_score() -> None:
    assert lstmcount.score("not bad") == 1
    assert lstmcount.score("") == 0
    assert lstmcount.score("good movie", Vocabulary("skip")) == 1
    assert lstmcount.score("bad", lstm=scaled(counting_lstm(), 0.1)) == pytest.approx(-1, abs=1e-3)
    with pytest.raises(LstmcountError, match="text:1:6: unknown word 'movie'"):
        lstmcount.score("good movie")
    assert lstmcount.score("\ud800 good") == 1


def test_a_verdict_is_true_where_it_is_proved() -> None:
    assert verify(counting_lstm())
    assert not verify(counting_lstm().astype("float16"))


class Shown(HTMLParser):
    """The text of a fragment, every element of which is closed."""

    def __init__(self, html: str | None) -> None:
        super().__init__()
        assert html is not None
        self.text, self.open = "", 0
        self.feed(html)
        assert self.open == 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.open += 1

    def handle_endtag(self, tag: str) -> None:
        self.open -= 1

    def handle_data(self, data: str) -> None:
        self.text += data


def test_results_show_themselves_in_a_notebook() -> None:
    lstm = counting_lstm()
    verdict, machine = verify(lstm.astype("float16")), extract(lstm).machine
    assert "counterexample: “bad” repeated 2,049 times" in Shown(verdict._repr_html_()).text
    assert "trace" not in Shown(verdict._repr_html_()).text
    assert "neither proved nor refuted\n" in Shown(verify(lstm, 9, 0.0)._repr_html_()).text
    assert "good, owes +1" in Shown(machine._repr_html_()).text
    assert "output gate o" in Shown(lstm._repr_html_()).text


def test_what_has_no_page_has_no_html() -> None:
    assert html(3) is None


def test_markup_in_a_name_shows_as_text() -> None:
    lstm = replace(counting_lstm(), unit_names=("<b>", "[/b]", "c", "d", "e", "f"))
    assert "<b>" in Shown(lstm._repr_html_()).text


def test_an_lstm_is_made_of_what_pytorch_gives() -> None:
    pytest.importorskip("torch")
    import torch

    module = torch.nn.LSTM(4, 6).to(torch.bfloat16)
    lstm = LSTM.from_state_dict(module.state_dict())
    assert lstm.dtype == np.float64
    assert lstm.weight_ih.tolist() == module.weight_ih_l0.tolist()
    assert list(state_dict(lstm)) == list(module.state_dict())
    parameters = LSTM.from_state_dict(
        dict(module.named_parameters()) | {"score_unit": torch.tensor(2)}
    )
    assert parameters.score_unit == 2


@pytest.mark.parametrize("floating", [True, False])
def test_a_tensor_of_another_library_is_read_by_what_it_can_do(floating: bool) -> None:
    """PyTorch's have a gradient to leave, a device to come from, and types NumPy does not know."""

    class Tensor:
        def __init__(self, value: np.ndarray) -> None:
            self.value = value

        def detach(self) -> "Tensor":
            return self

        cpu = detach

        def is_floating_point(self) -> bool:
            return floating

        def double(self) -> "Tensor":
            return Tensor(self.value.astype(np.float64))

        def __array__(self, dtype: object = None, copy: object = None) -> np.ndarray:
            return self.value

    arrays = state_dict(counting_lstm())
    lstm = LSTM.from_state_dict({name: Tensor(array) for name, array in arrays.items()})
    assert (lstm.weight_hh == counting_lstm().weight_hh).all()

"""The interactive page as one file: its sources, the weights and the texts, put together.

The page runs the LSTM itself, in ``lstm.js``. It needs no network and no server: its content
security policy allows this script and this style sheet by their hashes, and nothing else.
"""

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from string import Template

from ...nn.lstm import LSTM
from ...scoring.trace import TraceStep
from ...text.vocabulary import SKIP, TOKEN_IDS, WORDS, Vocabulary

SCRIPTS = (
    "lstm",
    "words",
    "closed_form",
    "numbers",
    "weight_files",
    "elements",
    "state",
    "equation",
    "heat_map",
    "map_pointer",
    "score_curve",
    "matrices",
    "weights_editor",
    "picture",
    "files",
    "controls",
    "main",
)
"""The modules of the script in the order in which they stand in it; they share one scope."""


def page(
    lstm: LSTM,
    traces: Iterable[Iterable[TraceStep]],
    vocabulary: Vocabulary,
    weights: str = "built-in",
) -> str:
    """Return the page for *lstm*, whose *weights* have that name, and for the texts traced.

    >>> from lstmcount.nn.counting_lstm import counting_lstm
    >>> page(counting_lstm(), [], Vocabulary()).startswith("<!DOCTYPE html>")
    True
    """
    data = {
        "weights": weights,
        "dtype": str(lstm.dtype),
        "unknown": vocabulary.unknown,
        "lexicon": _lexicon(vocabulary),
        "texts": [_text(list(steps)) for steps in traces],
        "lstm": _parameters(lstm),
    }
    style = _source("page.css")
    script = "\n".join(_source(f"{name}.js") for name in SCRIPTS)
    policy = (
        f"default-src 'none'; script-src {_hash(script)}; style-src {_hash(style)}; "
        "base-uri 'none'; form-action 'none'"
    )
    template = Template(_source("page.html"))
    return template.substitute(policy=policy, style=style, script=script, data=_json(data))


def _lexicon(vocabulary: Vocabulary) -> dict[str, list[str]]:
    """Return the words of a lexicon by what they become, so that the page knows what is typed."""
    words: dict[str, list[str]] = {}
    for word, token in vocabulary.token.items():
        if TOKEN_IDS.get(word) != token:
            words.setdefault("skip" if token == SKIP else WORDS[token], []).append(word)
    return words


def _text(steps: list[TraceStep]) -> dict[str, object]:
    words = [[step.word, TOKEN_IDS[step.token]] for step in steps if not step.pad]
    return {"source": steps[0].source, "line": steps[0].line, "words": words}


def _parameters(lstm: LSTM) -> dict[str, object]:
    return {
        "weight_ih_l0": lstm.weight_ih.tolist(),
        "weight_hh_l0": lstm.weight_hh.tolist(),
        "bias_ih_l0": lstm.bias_ih.tolist(),
        "bias_hh_l0": lstm.bias_hh.tolist(),
        "h_0": lstm.h_0.tolist(),
        "c_0": lstm.c_0.tolist(),
        "score_unit": int(lstm.score_unit),
        "unit_names": list(lstm.unit_names),
    }


def _json(data: Mapping[str, object]) -> str:
    """Return *data* as JSON in ASCII, in lines that a diff can show, safe in a script element."""
    text = "{\n" + ",\n".join(_lines(data)) + "\n}"
    for character in "<>&":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _lines(data: Mapping[str, object]) -> Iterator[str]:
    """Yield a line a name, and of a matrix or a list of texts a line a row."""
    for name, value in data.items():
        if isinstance(value, dict):
            text = "{\n" + ",\n".join(_lines(value)) + "\n}"
        elif isinstance(value, list) and value and isinstance(value[0], list | dict):
            text = "[\n" + ",\n".join(json.dumps(row, allow_nan=False) for row in value) + "\n]"
        else:
            text = json.dumps(value, allow_nan=False)
        yield f"{json.dumps(name)}: {text}"


def _source(name: str) -> str:
    return (files(__package__) / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"

"""Fuzzing that is guided by what the code does; needs the package ``atheris``.

    python -m tests.fuzz.guided words -max_total_time=60
    python -m tests.fuzz.guided files -max_total_time=60
    python -m tests.fuzz.guided pickles -max_total_time=60

``words`` holds every way to the words of a text, and to its score, against the others; ``files``
loads damaged weight files and lexicons. What follows the name is for libFuzzer.
"""

import io
import sys
import tempfile
import zipfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["lstmcount"]):
    from lstmcount.closed_form import closed_form_score
    from lstmcount.errors import LstmcountError
    from lstmcount.machine.compilation import compile_lstm
    from lstmcount.nn.counting_lstm import counting_lstm
    from lstmcount.nn.weight_files import load_lstm, load_rnn
    from lstmcount.scoring.bulk import Bulk
    from lstmcount.text.chunks import Chunk
    from lstmcount.text.lexicon import load_lexicon
    from lstmcount.text.vocabulary import Vocabulary
    from lstmcount.text.words import find_words, normalize

from tests.helpers.reference_words import reference_key, reference_words

COUNTER = compile_lstm(counting_lstm())
assert COUNTER is not None
FOLDER = Path(tempfile.mkdtemp())


def words(data: bytes) -> None:
    """Compare all ways from bytes to words and scores."""
    text = data.decode("utf-8", "replace")
    places = list(find_words(text))
    assert places == reference_words(text)
    for start, end in places:
        assert normalize(text[start:end]) == reference_key(text[start:end])
    for unknown in ("uh", "skip"):
        vocabulary = Vocabulary(unknown)
        counted = Bulk(COUNTER, vocabulary, errors="replace").count(Chunk(data + b"\n"))
        assert counted is not None
        scores = [COUNTER.score(counted.segments.head), *counted.segments.lines.tolist()]
        assert scores == [closed_form_score(vocabulary.tokens(line)) for line in text.split("\n")]


def files(data: bytes) -> None:
    """Load *data* as each kind of file."""
    for name, load in (("a.npz", load_lstm), ("a.json", load_lstm), ("b.json", load_rnn)):
        attempt(name, data, load)
    attempt("a.tsv", data, load_lexicon)


def pickles(data: bytes) -> None:
    """Load *data* as the pickle in a file of PyTorch's."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as new:
        new.writestr("a/data.pkl", data)
    attempt("a.pt", archive.getvalue(), load_lstm)


def attempt(name: str, data: bytes, load: object) -> None:
    """Load a file, which may be refused in one line and in no other way."""
    path = FOLDER / name
    path.write_bytes(data)
    try:
        load(str(path))  # type: ignore[operator]
    except LstmcountError as error:
        message = str(error)
    else:
        message = ""
    assert message.isprintable()


if __name__ == "__main__":
    target = {"words": words, "files": files, "pickles": pickles}[sys.argv[1]]
    atheris.Setup([sys.argv[0], *sys.argv[2:]], target)
    atheris.Fuzz()

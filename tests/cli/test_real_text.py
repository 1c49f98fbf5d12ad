"""What people bring: real text, files under other names, quotes forgotten. Each is read right."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from lstmcount.nn.counting_lstm import counting_lstm
from lstmcount.nn.weight_files import save_lstm
from tests.helpers.commands import WAY_OUT
from tests.helpers.in_process import lstmcount
from tests.helpers.lexicons import INTENSIFIERS, NEGATIONS
from tests.helpers.patches import raising
from tests.helpers.program import ROOT

HINDI = "अच्छा\tgood\nसुंदर\tgood\nबढ़िया\tgood\nशानदार\tgood\nमज़ेदार\tgood\nबुरा\tbad\nख़राब\tbad\nमहँगा\tbad\nनहीं\tnot\nबहुत\tskip\n"
ARABIC = "جميل\tgood\nجَمِيل\tgood\nرائع\tgood\nممتاز\tgood\nلذيذ\tgood\nسيئ\tbad\nرديء\tbad\nغالٍ\tbad\nغير\tnot\nجدا\tskip\n"


def scores(text: str, lexicon: str, folder: Path, *options: str) -> set[str]:
    """Return what *text* scores one by one and in bulk, by line and as a document."""
    (folder / "a.tsv").write_text(lexicon, encoding="utf-8")
    given = ["score", "--lexicon", str(folder / "a.tsv"), *options]
    data = text.encode()
    return {
        lstmcount(*given, "--", text).out,
        lstmcount(*given, stdin=data).out,
        lstmcount(*given, "--null", stdin=data).out,
        lstmcount(*given, "--document", stdin=data).out,
        lstmcount(*given, "--total", stdin=data).out,
        lstmcount(*given, "--dtype", "float32", stdin=data).out,
    }


@pytest.mark.parametrize(
    ("text", "lexicon", "score"),
    [
        ("is n't good", "", -1),
        ("isnʼt good", "", -1),
        ("isn´t good", "", -1),
        ("isn`t good", "", -1),
        ("isn＇t good", "", -1),
        ("isn‘t good", "", -1),
        ("it was _not_ good", "", -1),
        ("bra\u0308nna", "bra\tgood\n", 0),
        ("caf\u00e9 cafe\u0301", "caf\u00e9\tgood\n", 2),
        ("caf\u00e9 cafe\u0301", "cafe\u0301\tgood\n", 2),
        ("جَمِيل", "جَمِيل\tgood\n", 1),
        ("ดี", "ดี\tgood\n", 1),
        ("hope\u00adless", "hopeless\tbad\nhope\tgood\n", -1),
        ("go\u200dod", "", 1),
        ("ｇｏｏｄ", "", 1),
        ("ﬁne", "fine\tgood\n", 1),
        ("of_course", "of\tgood\ncourse\tgood\n", 0),
        ("J'aime, l'excellent film", "aime\tgood\nexcellent\tgood\n", 0),
        ("x" * 100_000 + " good", "", 1),
    ],
)
def test_a_word_is_what_its_reader_sees(
    tmp_path: Path, text: str, lexicon: str, score: int
) -> None:
    lexicon += NEGATIONS.read_text(encoding="utf-8")
    assert scores(text, lexicon, tmp_path) == {f"{score}\n"}


@pytest.mark.parametrize(
    ("text", "lexicon", "score"),
    [
        ("खाना बहुत अच्छा, सुंदर।", HINDI, 2),
        ("यह नहीं बहुत बुरा", HINDI, 1),
        ("मज़ेदार नहीं ख़राब महँगा", HINDI, 1),
        ("الطعام لذيذ جدا، غير سيئ", ARABIC, 2),
        ("جَمِيل غير جميل", ARABIC, 0),
    ],
)
def test_words_with_marks_are_found(tmp_path: Path, text: str, lexicon: str, score: int) -> None:
    assert scores(text, lexicon, tmp_path) == {f"{score}\n"}


def test_the_intensifiers_let_a_negation_reach_the_word_behind_them() -> None:
    options = [f"--lexicon={name}" for name in ("samples/sentiment.tsv", NEGATIONS, INTENSIFIERS)]
    texts = ["Not very good, I'm afraid.", "It isn't all that bad", "Not only good but great"]
    assert lstmcount("score", *options, *texts).out == "-1\n1\n2\n"


def test_texts_that_end_with_nul_may_hold_newlines() -> None:
    stdin = b"not\ngood\0bad\r\nbad\0"
    assert lstmcount("score", "-0", stdin=stdin).out == "-1\n-2\n"
    rows = lstmcount("score", "-0", "--format", "json", stdin=stdin).lines
    assert rows[1] == (
        '{"source": "<stdin>", "line": 2, "text": "bad\\r\\nbad", "words": 2, "score": -2, '
        '"closed_form": -2}'
    )
    done = lstmcount("trace", "--null", "--format", "csv", stdin=b"not\ngood\0bed")
    assert [row.split(",")[3] for row in done.lines] == ["word", "not", "good", "uh"]
    assert done.err == f"lstmcount: <stdin>:2:1: unknown word 'bed'{WAY_OUT}\n"
    assert lstmcount("score", "-0", "--document").code == 2


def test_a_text_that_is_the_name_of_a_file_is_asked_about(tmp_path: Path) -> None:
    file = tmp_path / "my reviews.txt"
    file.write_text("good\n")
    done = lstmcount("score", "--lexicon", str(NEGATIONS), str(file))
    asked = f"lstmcount: <argument 1>: a file has this name; was --file '{file}' meant?\n"
    assert done == (0, "0\n", asked)


def test_quotes_that_were_forgotten_are_asked_for() -> None:
    quotes = "; put quotes around a text of several words"
    done = lstmcount("score", "good", "movie")
    assert done == (
        2,
        "1\n",
        f"lstmcount: <argument 2>:1:1: unknown word 'movie'{WAY_OUT}{quotes}\n",
    )
    for texts in (["movie"], ["good movie", "good"]):
        assert quotes not in lstmcount("score", *texts).err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["trace", "not bad"], "not bad: No such file or directory; was --text 'not bad' meant?"),
        (["trace", "GOOD"], "GOOD: No such file or directory; was --text GOOD meant?"),
        (["trace", "a.txt"], "a.txt: No such file or directory"),
        (
            ["not", "bad"],
            "No such command 'not' (was a text meant? lstmcount score 'not bad'); "
            "see 'lstmcount --help'",
        ),
        (
            ["pyproject.toml"],
            "No such command 'pyproject.toml' (was --file meant? "
            "lstmcount score --file pyproject.toml); see 'lstmcount --help'",
        ),
        (["score", "-f", ""], "the empty name '': No such file or directory"),
        (["score", "--weights", "", "good"], "the empty name '': No such file or directory"),
        (
            ["verify", "--weights", "mine.npz"],
            "No such option '--weights' (name the weight file without it); "
            "see 'lstmcount verify --help'",
        ),
    ],
)
def test_a_message_asks_what_was_meant(arguments: list[str], message: str) -> None:
    assert lstmcount(*arguments) == (2, "", f"lstmcount: {message}\n")


@pytest.mark.parametrize("name", ["mine.npz", "mine.json"])
@pytest.mark.parametrize("command", [["trace"], ["score", "-f"]])
def test_a_weight_file_among_texts_is_asked_about(
    tmp_path: Path, name: str, command: list[str]
) -> None:
    file = tmp_path / name
    save_lstm(counting_lstm(), file)
    done = lstmcount(*command, str(file))
    assert done == (2, "", f"lstmcount: {file}: it holds weights; was --weights {file} meant?\n")


def test_a_text_through_a_named_pipe_is_read_from_its_start(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    writer = threading.Thread(target=path.write_bytes, args=(b"not good\n",))
    writer.start()
    assert lstmcount("score", "-f", str(path)).out == "-1\n"
    writer.join()


@pytest.mark.parametrize("name", ["click", "signal", "json", "numpy", "rich"])
def test_the_current_folder_is_no_place_for_libraries(tmp_path: Path, name: str) -> None:
    (tmp_path / f"{name}.py").write_text("raise SystemExit('the wrong library')\n")
    command = [sys.executable, "-m", "lstmcount", "verify", "-q", str(ROOT / "samples/right.json")]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize(
    "error",
    [
        MemoryError(),
        ImportError("numpy.so: failed to map segment from shared object"),
    ],
)
def test_too_little_memory_is_no_bug(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lstmcount.machine.compilation.compile_lstm", raising(error))
    assert lstmcount("score", "good") == (74, "", "lstmcount: out of memory\n")

"""``score``: its formats, its messages, what it reads and what it leaves out."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from lstmcount.nn.counting_lstm import Gate, Unit, counting_lstm
from lstmcount.nn.weight_files import save_lstm
from tests.helpers.cases import CASES
from tests.helpers.commands import WAY_OUT
from tests.helpers.in_process import lstmcount


def test_scores_of_the_cases_one_line_out_for_each_line_in() -> None:
    lines = [" ".join(text.split()) for text, _ in CASES]
    done = lstmcount("score", stdin="\n".join(lines).encode())
    assert [int(line) for line in done.out.splitlines()] == [s[-1] for _, s in CASES]
    assert (done.code, done.err) == (0, "")


def test_arguments_are_texts_of_their_own() -> None:
    done = lstmcount("score", "", "not\ngood", "not bad")
    assert done.out == "0\n-1\n1\n"


@pytest.mark.parametrize(
    ("stdin", "out"),
    [(b"", ""), (b"\n", "0\n"), (b"good", "1\n"), (b"\xef\xbb\xbfgood\r\nbad\r\n", "1\n-1\n")],
)
def test_lines_are_split_at_newlines_only(stdin: bytes, out: str) -> None:
    assert lstmcount("score", stdin=stdin).out == out


@pytest.mark.parametrize(
    ("options", "total"),
    [([], "4\n"), (["--document"], "2\n"), (["--format", "csv"], "total\n4\n")],
)
def test_a_total_adds_up_all_lines_or_documents(options: list[str], total: str) -> None:
    stdin = b"good good not\ngood\ngood\n"
    assert lstmcount("score", "--total", *options, stdin=stdin).out == total


@pytest.mark.parametrize(("unknown", "score"), [("uh", 1), ("skip", -1)])
def test_unknown_words_are_fillers_or_left_out_as_asked(unknown: str, score: int) -> None:
    done = lstmcount("score", "--unknown", unknown, "not very good")
    assert done.out == f"{score}\n"


def test_json_and_csv_hold_the_same_result() -> None:
    (line,) = lstmcount("score", "--format", "json", "Not bad\x1b!").out.splitlines()
    assert json.loads(line) == {
        "source": "<argument 1>",
        "line": 1,
        "text": "Not bad\x1b!",
        "words": 2,
        "score": 1,
        "closed_form": 1,
    }
    out = lstmcount("score", "--format", "csv", "Not bad\x1b!").out
    assert out.splitlines()[1] == "<argument 1>,1,Not bad\\x1b!,2,1,1"


@pytest.mark.parametrize(
    ("arguments", "stdin", "code", "message"),
    [
        (["score", "good", "not bed"], b"", 2, f"<argument 2>:1:5: unknown word 'bed'{WAY_OUT}"),
        (["score"], b"good\ngood t\xc3\xa9st\n", 2, f"<stdin>:2:6: unknown word 'tést'{WAY_OUT}"),
        (
            ["score"],
            b"good\n\xff\n",
            2,
            "<stdin>:2: byte 1 is not UTF-8 but may be Latin-1; convert it with iconv -f latin1 -t utf-8 FILE, or read on with --errors replace",
        ),
        (["score", "-f", "/no/such"], b"", 2, "/no/such: No such file or directory"),
        (["score", "-f", "/"], b"", 2, "/: Is a directory"),
        (
            ["score", "-5"],
            b"",
            2,
            "No such option '-5' (put -- before a text that begins with -); see 'lstmcount score --help'",
        ),
        (
            ["score", "--weights", "/no/such.npz", "good"],
            b"",
            2,
            "/no/such.npz: No such file or directory",
        ),
    ],
)
def test_an_error_is_one_line(arguments: list[str], stdin: bytes, code: int, message: str) -> None:
    done = lstmcount(*arguments, stdin=stdin)
    assert (done.code, done.err) == (code, f"lstmcount: {message}\n")


def test_a_piped_score_does_not_import_rich() -> None:
    code = (
        "import sys; from lstmcount.cli.main import run; "
        "code = run(['score', 'good']); sys.exit(code or 'rich' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (0, b"1\n")


def test_the_scores_of_another_lstm_need_not_be_whole(tmp_path: Path) -> None:
    path = str(tmp_path / "a.json")
    assert lstmcount("weights", "-o", path).code == 0
    weights = json.loads(Path(path).read_text())
    weights["weight_hh_l0"] = (np.array(weights["weight_hh_l0"]) / 100).tolist()
    Path(path).write_text(json.dumps(weights))
    (line,) = lstmcount("score", "--weights", path, "--format", "json", "good").out.splitlines()
    score = json.loads(line)
    assert score["score"] == pytest.approx(np.tanh(np.tanh(1)), abs=1e-12)
    assert score["closed_form"] == 1
    assert "≠ 1" in lstmcount("trace", "--weights", path, "-t", "not bad good").out


def wrong_lstm(path: Path, row: int, column: int, value: float) -> str:
    """A file of the built-in LSTM with one weight of weight_hh changed."""
    assert lstmcount("weights", "-o", str(path)).code == 0
    weights = json.loads(path.read_text())
    weights["weight_hh_l0"][row][column] = value
    path.write_text(json.dumps(weights))
    return str(path)


@pytest.mark.parametrize(
    ("row", "column", "value", "scores"),
    [
        # `not bad` takes away: compiled, it does so in bulk.
        (Gate.G * 6 + Unit.SCORE, Unit.NOT_BAD, -100, [-1, -1, -1, 1]),
        # A `not` behind a `not` is not heard: no pair counter, so the cell itself is stepped.
        (Gate.O * 6 + Unit.NOT, Unit.NOT, -200, [1, -1, 1, 1]),
    ],
)
def test_a_wrong_lstm_gives_its_own_wrong_scores_in_bulk(
    tmp_path: Path, row: int, column: int, value: float, scores: list[int]
) -> None:
    path = wrong_lstm(tmp_path / "a.json", row, column, value)
    stdin = b"not bad\nnot not bad\nnot not not bad\ngood\n"
    done = lstmcount("score", "--weights", path, stdin=stdin * 1000)
    assert [int(line) for line in done.out.splitlines()] == scores * 1000
    total = lstmcount("score", "--weights", path, "--total", stdin=stdin * 1000)
    assert int(total.out) == sum(scores) * 1000


def test_float16_stops_counting_at_2048_in_bulk_too() -> None:
    done = lstmcount("score", "--dtype", "float16", stdin=b"good " * 3000)
    assert done.out == "2048\n"


def test_a_total_beyond_float64_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.npz"
    save_lstm(replace(counting_lstm(), c_0=np.array([0, 0, 0, 0, 0, 1.7e308])), path)
    done = lstmcount("score", "--total", "--weights", str(path), stdin=b"good\ngood\n")
    assert (done.code, done.out) == (2, "")
    assert done.err == "lstmcount: the scores add up to more than float64 can hold\n"


def test_a_text_and_a_file_cannot_be_given_together() -> None:
    done = lstmcount("score", "good", "--document")
    assert (done.code, done.err) == (
        2,
        "lstmcount: a TEXT and --file or --document cannot be given together; "
        "see 'lstmcount score --help'\n",
    )


def test_a_total_in_json_is_an_object_and_a_document_is_traced_as_one_text() -> None:
    assert (
        lstmcount("score", "--total", "--format", "json", stdin=b"good\n").out == '{"total": 1}\n'
    )
    done = lstmcount("trace", "--document", "--format", "csv", stdin=b"not\nbad\n")
    assert [row.split(",")[3] for row in done.out.splitlines()] == ["word", "not", "bad", "uh"]

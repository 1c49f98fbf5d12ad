"""The command line as scripts see it: real processes, exact messages and exit codes."""

import csv
import io
import json
import os
import shlex
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from lstmcount.nn.counting_lstm import Gate, Unit, counting_lstm
from lstmcount.nn.lstm import trace
from lstmcount.nn.weight_files import save_lstm
from lstmcount.text.vocabulary import UH, Vocabulary

from .cases import CASES

WAY_OUT = "; --unknown uh reads such words as a filler, --unknown skip leaves them out"


def lstmcount(
    *arguments: str, stdin: bytes = b"", **environment: str
) -> subprocess.CompletedProcess[str]:
    kept = {k: v for k, v in os.environ.items() if not k.endswith(("COLOR", "COLUMNS"))}
    done = subprocess.run(
        [sys.executable, "-m", "lstmcount", *arguments],
        input=stdin,
        capture_output=True,
        env=kept | environment,
        check=False,
        timeout=60,
    )
    out, err = done.stdout.decode(), done.stderr.decode()
    return subprocess.CompletedProcess(done.args, done.returncode, out, err)


def test_scores_of_the_cases_one_line_out_for_each_line_in() -> None:
    lines = [" ".join(text.split()) for text, _ in CASES]
    done = lstmcount("score", stdin="\n".join(lines).encode())
    assert [int(line) for line in done.stdout.splitlines()] == [s[-1] for _, s in CASES]
    assert (done.returncode, done.stderr) == (0, "")


def test_arguments_are_texts_of_their_own() -> None:
    done = lstmcount("score", "", "not\ngood", "not bad")
    assert done.stdout == "0\n-1\n1\n"


@pytest.mark.parametrize(
    ("stdin", "out"),
    [(b"", ""), (b"\n", "0\n"), (b"good", "1\n"), (b"\xef\xbb\xbfgood\r\nbad\r\n", "1\n-1\n")],
)
def test_lines_are_split_at_newlines_only(stdin: bytes, out: str) -> None:
    assert lstmcount("score", stdin=stdin).stdout == out


def test_a_line_longer_than_a_piece_is_one_text() -> None:
    words = 200_000
    done = lstmcount("score", stdin=b"not good \xc3\xa9 " * words + b"\nbad\n")
    assert done.stderr == f"lstmcount: <stdin>:1:10: unknown word 'é'{WAY_OUT}\n"
    done = lstmcount("trace", "--format", "json", stdin=b"not good " * 40_000 + b"good\nbad\n")
    *_, last_of_first, _, last = done.stdout.splitlines()
    assert json.loads(last_of_first)["delayed_score"] == -40_000 + 1
    assert json.loads(last)["delayed_score"] == -1


@pytest.mark.parametrize(
    ("options", "total"),
    [([], "4\n"), (["--document"], "2\n"), (["--format", "csv"], "total\n4\n")],
)
def test_total(options: list[str], total: str) -> None:
    stdin = b"good good not\ngood\ngood\n"
    assert lstmcount("score", "--total", *options, stdin=stdin).stdout == total


@pytest.mark.parametrize(("unknown", "score"), [("uh", 1), ("skip", -1)])
def test_unknown_words(unknown: str, score: int) -> None:
    done = lstmcount("score", "--unknown", unknown, "not very good")
    assert done.stdout == f"{score}\n"


def test_json_and_csv_hold_the_same() -> None:
    (line,) = lstmcount("score", "--format", "json", "Not bad\x1b!").stdout.splitlines()
    assert json.loads(line) == {
        "source": "<argument 1>",
        "line": 1,
        "text": "Not bad\x1b!",
        "words": 2,
        "score": 1,
        "closed_form": 1,
    }
    out = lstmcount("score", "--format", "csv", "Not bad\x1b!").stdout
    assert out.splitlines()[1] == "<argument 1>,1,Not bad\\x1b!,2,1,1"


def test_a_trace_in_json_reads_back_to_the_same_bits() -> None:
    text = "uh good good not not bad bad uh"
    steps = [
        json.loads(s)
        for s in lstmcount("trace", "-t", text, "--format", "json").stdout.splitlines()
    ]
    assert [s["delayed_score"] for s in steps] == [0, 0, 1, 2, 2, 2, 3, 2, 2]
    assert [s["closed_form"] for s in steps] == [0, 0, 1, 2, 2, 2, 3, 2, 2]
    assert [s["pad"] for s in steps] == [False] * 8 + [True]
    expected = trace(counting_lstm(), [*Vocabulary().tokens(text), UH])
    for row, step in zip(steps, expected, strict=True):
        for part in step._fields:
            assert np.array(row[part]).tobytes() == getattr(step, part).tobytes()


def test_a_trace_in_csv_has_a_row_a_step() -> None:
    out = lstmcount("trace", "-t", "not bad", "--format", "csv").stdout
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [(r["word"], r["delayed_score"], r["c_5"]) for r in rows] == [
        ("not", "0", "0.0"),
        ("bad", "0", rows[1]["c_5"]),
        ("uh", "1", "1.0"),
    ]


@pytest.mark.parametrize("columns", [80, 100, 160])
def test_every_value_of_a_trace_is_on_the_screen(columns: int) -> None:
    text = "uh good good not not bad bad uh"
    out = lstmcount("trace", "-t", text, COLUMNS=str(columns)).stdout
    assert max(map(len, out.splitlines())) <= columns
    rows = [line.split() for line in out.splitlines() if line.strip()[:1].isdigit()]
    assert [row[1] for row in rows] == [*text.split(), "(uh)"]
    assert [int(row[-2]) for row in rows] == [0, 0, 1, 2, 2, 2, 3, 2, 2]
    assert all(len(strip) == 6 for row in rows for strip in row[2:8])
    assert "\x1b" not in out


@pytest.mark.parametrize("columns", ["20", "40", "79"])
def test_a_narrow_terminal_gets_plain_lines(columns: str) -> None:
    out = lstmcount("trace", "-t", "not bad", COLUMNS=columns).stdout
    assert " ".join(out.split()) == (
        "<argument 1>:1 1 not delayed score 0 closed form 0 2 bad delayed score 0 closed form 0 "
        "3 (uh) delayed score 1 closed form 1 The gates take 80 columns; --values prints them."
    )


def test_a_zero_width_is_no_width() -> None:
    assert (
        lstmcount("trace", "-t", "bad", COLUMNS="0").stdout
        == lstmcount("trace", "-t", "bad").stdout
    )


@pytest.mark.parametrize("columns", ["1000000000", "9" * 20, "9" * 5000])
def test_no_width_is_too_large(columns: str) -> None:
    done = lstmcount("score", "--format", "table", "good", COLUMNS=columns)
    assert done.stdout.split()[-2:] == ["1", "1"]


@pytest.mark.parametrize(
    ("options", "environment", "colored"),
    [
        ([], {}, False),
        (["--color", "always"], {"NO_COLOR": "1", "TERM": "dumb"}, True),
        ([], {"FORCE_COLOR": "1"}, True),
        ([], {"FORCE_COLOR": "0"}, False),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        (["--color", "never"], {"FORCE_COLOR": "1"}, False),
    ],
)
def test_color(options: list[str], environment: dict[str, str], colored: bool) -> None:
    out = lstmcount("trace", "-t", "bad", *options, **environment).stdout
    assert ("\x1b[" in out) == colored


@pytest.mark.parametrize(
    ("arguments", "stdin", "code", "message"),
    [
        (["score", "good", "not bed"], b"", 2, f"<argument 2>:1:5: unknown word 'bed'{WAY_OUT}"),
        (["score"], b"good\ngood t\xc3\xa9st\n", 2, f"<stdin>:2:6: unknown word 'tést'{WAY_OUT}"),
        (
            ["score"],
            b"good\n\xff\n",
            2,
            "<stdin>:2: byte 1 is not UTF-8; --errors replace reads on",
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
        (["weights", "-o", "a.txt"], b"", 2, "a.txt: expected a name that ends in .npz or .json"),
        (["weights", "-o", "/no/such/a.npz"], b"", 74, "/no/such/a.npz: No such file or directory"),
        (
            ["scor"],
            b"",
            2,
            "No such command 'scor' (did you mean 'score'?); see 'lstmcount --help'",
        ),
    ],
)
def test_errors_are_one_line(arguments: list[str], stdin: bytes, code: int, message: str) -> None:
    done = lstmcount(*arguments, stdin=stdin)
    assert (done.returncode, done.stderr) == (code, f"lstmcount: {message}\n")


def test_what_was_scored_before_a_bad_line_is_written_and_other_sources_run(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("good\nbed\nbad\n")
    (tmp_path / "b").write_text("not good\n")
    done = lstmcount(
        "score", "-f", str(tmp_path / "a"), "-f", "/no/such", "-f", str(tmp_path / "b")
    )
    assert (done.returncode, done.stdout) == (2, "1\n-1\n")
    assert len(done.stderr.splitlines()) == 2
    done = lstmcount("trace", str(tmp_path / "a"))
    assert "bad" not in done.stdout.split("each strip")[0]
    assert done.returncode == 2


def test_replaced_bytes_are_part_of_an_unknown_word() -> None:
    done = lstmcount("score", "--errors", "replace", "--unknown", "uh", stdin=b"good go\xffod\n")
    assert done.stdout == "1\n"


@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize(
    ("shell", "code", "error"),
    [
        ("score good > /dev/full", 74, "lstmcount: standard output: No space left on device\n"),
        ("trace -t good > /dev/full", 74, "lstmcount: standard output: No space left on device\n"),
        ("score good >&-", 74, "lstmcount: standard output is closed\n"),
        ("score <&-", 2, "lstmcount: <stdin>: it is closed\n"),
        ("--help > /dev/full", 74, "lstmcount: standard output: No space left on device\n"),
        ("trace --format json -t \"$(yes good | head -4000 | tr '\\n' ' ')\" | head -1", 141, ""),
    ],
)  # fmt: skip
def test_faults(shell: str, code: int, error: str, unbuffered: str) -> None:
    done = subprocess.run(
        [
            "bash",
            "-c",
            f"{shlex.quote(sys.executable)} -m lstmcount {shell}; exit ${{PIPESTATUS[0]}}",
        ],
        env=os.environ | {"PYTHONUNBUFFERED": unbuffered},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (code, error)


def test_a_piped_score_does_not_import_rich() -> None:
    code = (
        "import sys; from lstmcount.cli.main import run; "
        "code = run(['score', 'good']); sys.exit(code or 'rich' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (0, b"1\n")


def test_another_lstm_runs_and_its_scores_need_not_be_whole(tmp_path: Path) -> None:
    path = str(tmp_path / "a.json")
    assert lstmcount("weights", "-o", path).returncode == 0
    weights = json.loads(Path(path).read_text())
    weights["weight_hh_l0"] = (np.array(weights["weight_hh_l0"]) / 100).tolist()
    Path(path).write_text(json.dumps(weights))
    (line,) = lstmcount("score", "--weights", path, "--format", "json", "good").stdout.splitlines()
    score = json.loads(line)
    assert score["score"] == pytest.approx(np.tanh(np.tanh(1)), abs=1e-12)
    assert score["closed_form"] == 1
    assert "≠ 1" in lstmcount("trace", "--weights", path, "-t", "not bad good").stdout


def wrong_lstm(path: Path, row: int, column: int, value: float) -> str:
    """A file of the built-in LSTM with one weight of weight_hh changed."""
    assert lstmcount("weights", "-o", str(path)).returncode == 0
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
def test_in_bulk_a_wrong_lstm_gives_its_own_wrong_scores(
    tmp_path: Path, row: int, column: int, value: float, scores: list[int]
) -> None:
    path = wrong_lstm(tmp_path / "a.json", row, column, value)
    stdin = b"not bad\nnot not bad\nnot not not bad\ngood\n"
    done = lstmcount("score", "--weights", path, stdin=stdin * 1000)
    assert [int(line) for line in done.stdout.splitlines()] == scores * 1000
    total = lstmcount("score", "--weights", path, "--total", stdin=stdin * 1000)
    assert int(total.stdout) == sum(scores) * 1000


def test_small_arithmetic_stops_counting_in_bulk_too() -> None:
    done = lstmcount("score", "--dtype", "float16", stdin=b"good " * 3000)
    assert done.stdout == "2048\n"


def test_no_progress_in_a_pipe() -> None:
    done = lstmcount("score", "--progress", stdin=b"good\n" * 1000)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("blocking", [True, False])
@pytest.mark.parametrize(
    ("options", "header", "row"),
    [
        ("", 0, "{1}"),
        (
            "--format json",
            0,
            '{{"source": "<stdin>", "line": {2}, "text": "{0}", "words": {2}, "score": {1}, '
            '"closed_form": {1}}}',
        ),
        ("--format csv", 1, "<stdin>,{2},{0},{2},{1},{1}"),
        ("--format table", 3, "<stdin>:{2} {0} {1} {1}"),
    ],
)
def test_what_was_scored_of_a_slow_pipe_does_not_wait_for_the_rest(
    options: str, header: int, row: str, blocking: bool
) -> None:
    command = [sys.executable, "-m", "lstmcount", "score", *options.split()]
    reader, writer = os.pipe()
    os.set_blocking(reader, blocking)
    with (
        open(writer, "wb", buffering=0) as source,
        subprocess.Popen(command, stdin=reader, stdout=subprocess.PIPE) as process,
    ):
        os.close(reader)
        assert process.stdout is not None
        for number, (text, score) in enumerate((("good", 1), ("not good", -1)), 1):
            source.write(f"{text}\n".encode())
            lines = [process.stdout.readline() for _ in range(1 + header * (number == 1))]
            shown = lines[-1].decode().split()
            assert " ".join(shown) == row.format(text, score, number)
        source.close()


def test_a_source_that_cannot_be_read_further(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("good\n")
    row = f"source,line,text,words,score,closed_form\n{tmp_path / 'a'},1,good,1,1,1\n"
    for options, out in (((), "1\n"), (("--format", "csv"), row)):
        done = lstmcount("score", *options, "-f", "/proc/self/mem", "-f", str(tmp_path / "a"))
        assert (done.returncode, done.stdout) == (74, out)
        assert done.stderr == "lstmcount: /proc/self/mem: Input/output error\n"


def test_old_line_ends_separate_words_of_a_long_line() -> None:
    stdin = b"not\r" + b"good\r" * 300_000
    assert lstmcount("score", stdin=stdin).stdout == "299998\n"
    assert lstmcount("score", "--format", "csv", stdin=stdin).stdout.endswith(",299998,299998\n")


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_standard_input_may_be_named_twice(unbuffered: str) -> None:
    done = lstmcount("score", "-f", "-", "-f", "-", stdin=b"good\n", PYTHONUNBUFFERED=unbuffered)
    assert (done.returncode, done.stdout, done.stderr) == (0, "1\n", "")


def test_a_total_beyond_float64_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.npz"
    save_lstm(replace(counting_lstm(), c_0=np.array([0, 0, 0, 0, 0, 1.7e308])), path)
    done = lstmcount("score", "--total", "--weights", str(path), stdin=b"good\ngood\n")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "lstmcount: the scores add up to more than float64 can hold\n"

"""What seldom happens, and what only happens elsewhere."""

import io
import os
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import click
import numpy as np
import pytest

from lstmcount import __main__ as entry
from lstmcount.atomic import replace_file
from lstmcount.cli import inputs, interrupts, output, progress
from lstmcount.cli.interrupts import Interrupt
from lstmcount.cli.main import cli
from lstmcount.errors import InputError, WeightsError
from lstmcount.machine import compilation
from lstmcount.nn.counting_lstm import counting_lstm
from lstmcount.nn.weight_files import load_lstm, save_lstm, state_dict
from lstmcount.proof.repeated_texts import PATIENCE, scores_of_repeats
from lstmcount.render.tables import chunks, closed_form_cell
from lstmcount.scoring.scores import Score, score_texts, scorer
from lstmcount.scoring.splits import split_file
from lstmcount.scoring.workers import usable_processors
from lstmcount.text.sources import Text, argument, read_lines
from lstmcount.text.vocabulary import Vocabulary

from .in_process import called
from .variants import with_more_units
from .weather.processes import run


def raising(error: BaseException) -> object:
    def raise_it(*_: object) -> None:
        raise error

    return raise_it


def test_a_bug_asks_for_a_report(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compilation, "compile_lstm", raising(RuntimeError("oh \x1b[31m")))
    done = called(["score"], b"good\n")
    message = "lstmcount: this is a bug, please report it: RuntimeError('oh \\x1b[31m')\n"
    assert (done.code, done.err) == (70, message)


@pytest.mark.parametrize("error", [click.Abort(), Interrupt()])
def test_an_interrupt_inside_a_command(
    monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    monkeypatch.setattr(compilation, "compile_lstm", raising(error))
    assert called(["score"], b"good\n") == (130, "", "")


def test_an_interrupt_before_there_is_a_handler(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "_exit", sys.exit)
    monkeypatch.setattr(sys, "unraisablehook", sys.unraisablehook)
    monkeypatch.setattr(entry, "_run", raising(KeyboardInterrupt()))
    with pytest.raises(SystemExit, match="130"):
        entry.main()
    with pytest.raises(SystemExit, match="130"):
        entry._unraisable(SimpleNamespace(exc_type=KeyboardInterrupt))  # type: ignore[arg-type]


def test_an_interrupt_where_no_command_runs_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(interrupts, "install_handler", raising(Interrupt()))
    assert entry._run() == 130


def test_what_else_python_cannot_raise_is_left_to_python(monkeypatch: pytest.MonkeyPatch) -> None:
    handed_on: list[object] = []
    monkeypatch.setattr(sys, "__unraisablehook__", handed_on.append)
    lost = SimpleNamespace(exc_type=ValueError)
    entry._unraisable(lost)  # type: ignore[arg-type]
    assert handed_on == [lost]


def test_standard_error_that_is_full_costs_nothing_but_the_message(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    dropped: list[int] = []
    monkeypatch.setattr(output, "discard_stream", dropped.append)
    monkeypatch.setattr(sys, "stderr", SimpleNamespace(write=raising(OSError())))
    output.report("nobody hears this")
    assert dropped == [2]


def test_a_dumb_terminal_has_no_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    assert not progress._shown(None)


@pytest.mark.parametrize("command", ["score", "trace"])
def test_a_person_who_gives_nothing_is_helped(
    monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setattr(inputs, "stdin_is_terminal", lambda: True)
    done = called([command])
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"Usage: lstmcount {command}")


def test_what_cannot_be_given_together() -> None:
    done = called(["score", "good", "--document"])
    assert (done.code, done.err) == (
        2,
        "lstmcount: a TEXT and --file or --document cannot be given together; "
        "see 'lstmcount score --help'\n",
    )


def test_a_total_in_json_and_a_document_of_lines() -> None:
    assert called(["score", "--total", "--format", "json"], b"good\n").out == '{"total": 1}\n'
    done = called(["trace", "--document", "--format", "csv"], b"not\nbad\n")
    assert [row.split(",")[3] for row in done.out.splitlines()] == ["word", "not", "bad", "uh"]


def test_a_picture_of_very_many_steps_is_refused(tmp_path: Path) -> None:
    done = called(["trace", "--svg", str(tmp_path / "a.svg"), "--text", "good " * 1001])
    assert done.code == 2
    assert "a picture shows at most 1000 steps" in done.err
    done = called(["trace", "--svg", str(tmp_path / "a.svg")], b"good\n" * 501)
    assert "<stdin>:501: a picture shows at most 1000 steps" in done.err


def test_a_picture_is_kept_where_there_is_nothing_to_draw(tmp_path: Path) -> None:
    path = tmp_path / "a.svg"
    for stdin, code, kept in ((b"bed\n", 2, True), (b"", 0, False), (b"good\nbed\n", 2, False)):
        path.write_text("old")
        assert called(["trace", "--svg", str(path)], stdin).code == code
        assert (path.read_text() == "old") is kept


def test_a_device_is_written_as_it_is() -> None:
    replace_file(Path(os.devnull), b"nothing")
    assert not Path(os.devnull).is_file()


def test_standard_output_is_written_behind_what_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("before\n")
    with path.open("ab") as file:
        run(["trace", "--text", "good", "--svg", "/dev/stdout"], stdout=file)
    table, picture = path.read_text().split("<svg")
    assert table.startswith("before\n<argument 1>:1\n")
    assert picture.endswith("</svg>\n")


def test_memory_that_runs_out_is_no_bug(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compilation, "compile_lstm", raising(MemoryError()))
    assert called(["score", "good"]) == (74, "", "lstmcount: out of memory\n")


def test_processors_where_nobody_tells_which_are_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "sched_getaffinity")
    assert usable_processors() == (os.cpu_count() or 1)


def test_a_word_longer_than_a_share_is_in_one_of_them(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"good " + b"x" * 10_000 + b" bad " + b"y" * 9_000)
    with path.open("rb") as file:
        shares = {share for share in split_file(file.fileno(), 1000) if share.start < share.stop}
    assert sorted(shares) == [(0, 10_006), (10_006, 19_010)]


def test_a_word_without_end_is_no_piece() -> None:
    with pytest.raises(InputError, match="no white space in 1 MiB"):
        list(read_lines(io.BytesIO(b"x" * (3 << 20)), "a.txt"))


@pytest.mark.parametrize("error", [InputError("bad"), OSError("bad")])
def test_all_is_shown_up_to_an_error(error: Exception) -> None:
    def rows() -> Iterator[int]:
        yield from range(5)
        raise error

    found: list[tuple[bool, list[int]]] = []
    with pytest.raises(type(error), match="bad"):
        found.extend(chunks(rows(), 2))
    assert found == [(True, [0, 1]), (False, [2, 3]), (False, [4])]

    def texts() -> Iterator[Text]:
        yield argument("good", 1)
        raise error

    scored: list[list[Score]] = []
    with pytest.raises(type(error), match="bad"):
        scored.extend(score_texts(scorer(counting_lstm(), None), Vocabulary(), texts()))
    assert [one.score for some in scored for one in some] == [1]


def test_more_units_than_a_screen_has_room_for(tmp_path: Path) -> None:
    path = tmp_path / "a.npz"
    save_lstm(with_more_units(counting_lstm(), 14, 0.0, np.random.default_rng(1)), path)
    done = called(["trace", "--weights", str(path), "--text", "good"])
    assert "of the 20 units: unit 0, unit 1" in done.out


def test_gates_that_never_recur_are_not_followed_for_ever() -> None:
    lstm = with_more_units(counting_lstm(), 40, 0.0, np.random.default_rng(1))
    weight_hh = lstm.weight_hh.copy()
    weight_hh[-1, :40] = 1.0  # the score's output gate
    weight_hh[40:46, :40] = 1.0  # what the counter's own units hear
    lstm = type(lstm)(**{**vars(lstm), "weight_hh": weight_hh})
    assert len(list(scores_of_repeats(lstm, (1,)))) == PATIENCE


def test_other_versions_of_numpys_format_and_names_that_stand_twice(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('{"score_unit": 1, "score_unit": 2}')
    with pytest.raises(WeightsError):
        load_lstm(path)
    arrays = ", ".join(f'"{k}": {v.tolist()}' for k, v in state_dict(counting_lstm()).items())
    path.write_text(f'{{{arrays}, "score_unit": 1, "score_unit": 2}}')
    with pytest.raises(WeightsError, match="a name stands twice"):
        load_lstm(path)
    npz = tmp_path / "a.npz"
    with zipfile.ZipFile(npz, "w") as archive:
        for name, array in state_dict(counting_lstm()).items():
            with archive.open(f"{name}.npy", "w") as member:
                np.lib.format.write_array(member, array, version=(2, 0))
    with pytest.raises(WeightsError, match="weight_ih_l0 is not in version"):
        load_lstm(npz)


def test_chunks_that_come_out_even() -> None:
    found = list(chunks(iter(range(4)), 2))  # type: ignore[type-var]
    assert found == [(True, [0, 1]), (False, [2, 3])]


def test_there_is_no_command_of_another_name() -> None:
    assert cli.get_command(click.Context(cli), "scor") is None


@pytest.mark.parametrize(
    ("score", "closed_form", "text"),
    [
        (0, 0, "0"),
        (-999_999, -999_999, "-999999"),
        (0.5, -1000, "≠ -1000"),
        (0, -99_999, "≠-99999"),
        (0, 1_000_000, "≠ 1e+06"),
        (0, -1_234_567, "≠-1e+06"),
    ],
)
def test_a_closed_form_is_never_wider_than_its_column(
    score: float, closed_form: int, text: str
) -> None:
    assert str(closed_form_cell(score, closed_form, 7)) == text

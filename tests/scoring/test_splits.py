"""Splits of a file end between words."""

from pathlib import Path

from lstmcount.scoring.splits import split_file


def test_a_word_longer_than_a_split_is_in_one_of_them(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"good " + b"x" * 10_000 + b" bad " + b"y" * 9_000)
    with path.open("rb") as file:
        shares = {share for share in split_file(file.fileno(), 1000) if share.start < share.stop}
    assert sorted(shares) == [(0, 10_006), (10_006, 19_010)]

"""A file is replaced whole; a device or a pipe is written as it is."""

import os
from pathlib import Path

from lstmcount.atomic import replace_file
from tests.helpers.processes import run


def test_a_device_is_written_as_it_is() -> None:
    replace_file(Path(os.devnull), b"nothing")
    assert not Path(os.devnull).is_file()


def test_standard_output_is_written_behind_what_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("before\n")
    with path.open("ab") as file:
        run("trace", "--text", "good", "--html", "/dev/stdout", stdout=file.fileno())
    table, page = path.read_text().split("<!DOCTYPE")
    assert table.startswith("before\n<argument 1>:1\n")
    assert page.endswith("</html>\n")

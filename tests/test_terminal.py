"""What people see: at any width, in any colour, and soon."""

import re
import subprocess
import sys

import pytest

from .terminals import on_terminal

WIDTHS = (20, 40, 80, 132, 200)


def plain(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


@pytest.mark.parametrize("changes", [{}, {"COLUMNS": "0"}, {"COLUMNS": "wide"}])
def test_a_table_is_as_wide_as_the_terminal(changes: dict[str, str]) -> None:
    seen = plain(on_terminal("trace", "-t", "not bad", columns=200, **changes))
    assert "─" * 90 in seen
    seen = plain(on_terminal("trace", "-t", "not bad", columns=40, **changes))
    assert max(map(len, seen.splitlines())) <= 40
    assert "─" not in seen


def test_help_imports_neither_numpy_nor_rich() -> None:
    code = (
        "import sys; from lstmcount.cli.main import COMMANDS, run\n"
        "for arguments in [[], *([name] for name in COMMANDS)]:\n"
        "    assert run([*arguments, '--help']) == 0\n"
        "    assert not {'numpy', 'rich'} & set(sys.modules), arguments"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")

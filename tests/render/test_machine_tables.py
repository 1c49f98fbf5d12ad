"""Every move of a machine is on the screen, at any width."""

import json
import re
from collections import Counter

import pytest

from tests.helpers.in_process import lstmcount, shown

WIDTHS = (20, 40, 80, 132, 200)


@pytest.mark.parametrize("columns", WIDTHS)
def test_every_move_of_a_machine_is_on_the_screen(columns: int) -> None:
    machine = json.loads(lstmcount("machine", "samples/right.json", "--format", "json").out)
    moves = [
        f"→ {target}" + (f" {added:+d}".replace("-", "−") if added else "")
        for row in zip(machine["transition"], machine["increment"], strict=True)
        for target, added in zip(*row, strict=True)
    ]
    lines = shown("machine", "samples/right.json", columns=columns)
    assert re.findall(r"→ \d+(?: [+−]\d+)?", "\n".join(lines)) == moves
    words = Counter(" ".join(lines).split())
    assert not Counter(" ".join(machine["states"]).split()) - words

"""Diagrams, as the programs read them that draw."""

import shutil
import subprocess

import pytest

from tests.helpers.in_process import lstmcount


@pytest.mark.skipif(not shutil.which("dot"), reason="Graphviz is not installed")
def test_graphviz_draws_every_state() -> None:
    source = lstmcount("machine", "--format", "dot").out
    done = subprocess.run(
        ["dot", "-Tplain"], input=source, capture_output=True, text=True, check=True
    )
    kinds = [line.split()[0] for line in done.stdout.splitlines()]
    assert kinds.count("node") == 9 + 1
    assert kinds.count("edge") > 9
    assert done.stderr == ""

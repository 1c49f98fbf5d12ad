"""The sample on a real cluster of two processes, one of which is killed on the way."""

import importlib
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from lstmcount.closed_form import closed_form_score
from lstmcount.text.vocabulary import Vocabulary
from tests.helpers.in_process import lstmcount
from tests.helpers.program import ROOT

pytest.importorskip("distributed")
# What Dask itself warns of is not this project's.
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("default")]

SPLIT_SIZE = 20_000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    rng = np.random.default_rng(4)
    words = rng.choice(["bad", "good", "not", "uh", "other\n"], 200_000).tolist()
    (tmp_path / "lines.txt").write_text(" ".join(words))
    (tmp_path / "one line.txt").write_text(" ".join(words).replace("\n", ""))
    (tmp_path / "short.txt").write_text("not good\nbad\n")
    return tmp_path


def expected(path: Path) -> int:
    vocabulary = Vocabulary(unknown="uh")
    return sum(closed_form_score(vocabulary.tokens(line)) for line in path.read_text().split("\n"))


@pytest.fixture
def sample(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(ROOT / "samples"))
    return importlib.import_module("on_a_cluster")


def test_a_worker_killed_on_the_way_changes_nothing(folder: Path, sample: Any) -> None:
    from dask.distributed import Client, LocalCluster, wait

    with (
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
        Client(cluster) as client,
    ):
        submitted = {p: sample.submit(client, str(p), SPLIT_SIZE) for p in sorted(folder.iterdir())}
        assert max(map(len, submitted.values())) > 30
        wait(submitted[folder / "lines.txt"][:2])
        os.kill(next(iter(client.run(os.getpid).values())), signal.SIGKILL)
        for path, futures in submitted.items():
            one_process = lstmcount("score", "--total", "--unknown", "uh", "-f", str(path))
            assert sample.total(futures) == int(one_process.out) == expected(path)


def test_the_script_prints_a_line_for_each_file(folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "samples/on_a_cluster.py", folder],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    assert done.stdout.splitlines() == [
        f"{expected(path)}\t{path}" for path in sorted(folder.iterdir())
    ]

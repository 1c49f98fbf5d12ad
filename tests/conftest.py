"""What holds for every test: what is none, where it runs, and that it can be interrupted."""

import os
import signal
from pathlib import Path

import pytest
from hypothesis import settings

collect_ignore = ["helpers/hook", "fuzz/guided.py"]  # for other processes; needs its own package

settings.register_profile("tests", deadline=None)  # a slow machine is no failure
settings.load_profile("tests")

os.chdir(Path(__file__).parent.parent)  # where the samples are, which doctests name
os.environ.pop("COLUMNS", None)

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as in the background of a script
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def judged_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reach a verdict once, for tests that look at how it is shown."""
    from tests.helpers.verdicts import judge_once

    monkeypatch.setattr("lstmcount.proof.file_verdicts.judge", judge_once)

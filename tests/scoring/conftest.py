"""What the tests of scoring share."""

from functools import partial

import pytest

from lstmcount.text.chunks import read_chunks


@pytest.fixture(params=[7, 64, 1000])
def small_chunks(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "lstmcount.scoring.bulk.read_chunks", partial(read_chunks, size=request.param)
    )

"""A million hostile lines are read in bulk as the definition of a word says."""

import pytest

from tests.fuzz import SCALE, SEED
from tests.helpers.hostile_lines import check_lines

pytestmark = pytest.mark.fuzz


@pytest.mark.parametrize("part", range(10))
def test_hostile_lines_are_read_as_defined(part: int) -> None:
    check_lines(max(1, round(100_000 * SCALE)), seed=10 * SEED + part)

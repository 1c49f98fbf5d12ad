"""Lines of a source, in pieces, with the place of what is wrong."""

import io

import pytest

from lstmcount.errors import InputError
from lstmcount.text.sources import read_lines


def test_a_word_of_over_1_mib_is_refused() -> None:
    with pytest.raises(InputError, match="no white space in 1 MiB"):
        list(read_lines(io.BytesIO(b"x" * (3 << 20)), "a.txt"))

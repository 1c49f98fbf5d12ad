"""A mistyped name gets the nearest ones as a question."""

import pytest

from tests.helpers.in_process import lstmcount


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("scroe x", "No such command 'scroe' (did you mean 'score'?); see 'lstmcount --help'"),
        ("xyzzy", "No such command 'xyzzy'; see 'lstmcount --help'"),
        ("--versoin", "No such option '--versoin' (did you mean '--version'?); see 'lstmcount --help'"),
        ("trace --hlp", "No such option '--hlp' (did you mean '--help' or '--html'?); see 'lstmcount trace --help'"),
        ("verify --format JSON", "Invalid value for '--format': 'JSON' is not one of 'table', 'json', 'csv' (did you mean 'json'?); see 'lstmcount verify --help'"),
        ("trace --unknown skp", "Invalid value for '--unknown': 'skp' is not one of 'error', 'uh', 'skip' (did you mean 'skip'?); see 'lstmcount trace --help'"),
        ("score -not", "No such option '-n' (put -- before a text that begins with -); see 'lstmcount score --help'"),
        ("trace -not", "No such option '-n'; see 'lstmcount trace --help'"),
        ("score --format", "Option '--format' requires an argument; see 'lstmcount score --help'"),
        ("help nothing", "No such command or topic 'nothing'; see 'lstmcount --help'"),
    ],
)  # fmt: skip
def test_an_error_asks_what_was_meant(given: str, message: str) -> None:
    assert lstmcount(*given.split()) == (2, "", f"lstmcount: {message}\n")

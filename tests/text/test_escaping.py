"""Characters that would act on a terminal are shown as what they are."""

from tests.helpers.in_process import shown


def test_zero_width_characters_are_shown_as_what_they_are() -> None:
    text = "go\u200bod \u200d \ufeff \u202e\x1b[31m"
    lines = shown("score", "--format", "table", "--unknown", "uh", text, columns=132)
    assert r"go\u200bod \u200d \ufeff \u202e\x1b[31m" in lines[-1]

"""The one way by which text that a user wrote reaches a terminal, a picture or a message."""


def printable(text: str) -> str:
    r"""Return *text* with every character that is not printable as a backslash escape.

    Control characters, escape sequences, bidirectional overrides and lone surrogates do their
    harm unseen; ``str.isprintable`` knows them all.

    >>> printable("good \x1b[31m\u202e")
    'good \\x1b[31m\\u202e'
    """
    if text.isprintable():
        return text
    return "".join(
        c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text
    )

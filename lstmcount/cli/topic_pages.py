"""Topics: pages of help in Markdown, read on GitHub, by ``lstmcount help`` and in the manual."""

import re
from pathlib import Path

TOPICS = {
    "words": "What a word is, and when two are the same.",
    "lexicons": "How the words of real text are mapped to the four.",
    "weight-files": "What a file of weights holds, and how to write one.",
    "verify": "What is proved, by which method, and what that does not say.",
    "pipelines": "Formats, exit codes and the environment.",
    "rnn": "A sigmoid RNN is inside the LSTM: the theorem and its bound.",
    "speed": "What is quick, what is not, and what was measured.",
    "cluster": "Beyond one machine: parts of a text that join exactly.",
}
"""What each page tells, in the order in which they are listed."""

_COMMENT = re.compile(r"<!--.*?-->\n", re.DOTALL)


def topic_text(name: str) -> str:
    """Return the Markdown of a topic, without the comments that write its transcripts.

    >>> topic_text("words").splitlines()[0]
    '# Words'
    """
    path = Path(__file__).parent / "topics" / f"{name}.md"
    return _COMMENT.sub("", path.read_text(encoding="utf-8"))

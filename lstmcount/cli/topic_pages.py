"""Topics: pages of help in Markdown, read on GitHub, by ``lstmcount help`` and in the manual."""

import os.path  # and not pathlib, which takes milliseconds at every start
import re

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
    path = os.path.join(os.path.dirname(__file__), "topics", f"{name}.md")
    with open(path, encoding="utf-8") as file:
        return _COMMENT.sub("", file.read())

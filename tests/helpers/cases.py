"""One table of cases for the closed form, the LSTM and the command line. Scores by hand.

Each is (text, delayed scores): the score before each word, and last, at the pad, the whole.
"""

CASES: list[tuple[str, list[int]]] = [
    ("", [0]),
    ("bad", [0, -1]),
    ("good", [0, 1]),
    ("not", [0, 0]),
    ("uh", [0, 0]),
    ("not good", [0, 0, -1]),
    ("not bad", [0, 0, 1]),
    ("not not good", [0, 0, 0, -1]),
    ("not not bad", [0, 0, 0, 1]),
    ("not uh good", [0, 0, 0, 1]),
    ("not uh bad", [0, 0, 0, -1]),
    ("good not", [0, 1, 1]),
    ("not good good", [0, 0, -1, 0]),
    ("not bad bad", [0, 0, 1, 0]),
    ("bad not bad not", [0, -1, -1, 0, 0]),
    ("good bad good bad", [0, 1, 0, 1, 0]),
    ("not good not bad", [0, 0, -1, -1, 0]),
    ("uh good good not not bad bad uh", [0, 0, 1, 2, 2, 2, 3, 2, 2]),
    ("Good, GOOD... not-bad?", [0, 1, 2, 2, 3]),
    ("  bad\tbad \r", [0, -1, -2]),
]

"""What each command is called with, for the suites that try every command. A new one adds rows."""

from pathlib import Path

from lstmcount.cli.main import COMMANDS

LINE = b"good bad not uh good, not bad; uh uh uh\n"
SHORT, LONG = 5, 200_000  # lines

READING = {  # prints what it has read, of a file whose name follows
    "score": ["score", "-f"],
    "score json": ["score", "--format", "json", "-f"],
    "score total": ["score", "--total", "-f"],
    "score jobs": ["score", "--jobs", "2", "-f"],
    "trace": ["trace", "--format", "json"],
    "trace table": ["trace"],
    "trace explain": ["trace", "--explain"],
}
SHOWING = {  # needs no text
    "verify": ["verify"],
    "verify files": ["verify", "samples/right.json", "samples/right.json", "--jobs", "2"],
    "machine": ["machine", "--format", "dot"],
    "machine approximate": ["machine", "samples/trained.json", "--approximate", "0.3"],
    "weights": ["weights"],
    "rnn": ["rnn", "--steps", "50"],
    "rnn json": ["rnn", "--format", "json"],
    "help": ["--help"],
}
SAVING = [  # writes a file, named last
    ["weights", "-o", "a.npz"],
    ["weights", "-o", "a.json"],
    ["weights", "-o", "a.safetensors"],
    ["rnn", "-o", "a.json"],
    ["trace", "-t", "good", "--plot", "a.svg"],
    ["trace", "-t", "good", "--html", "a.html"],
]

WIDE = "日本語の文は一字が二桁"
COMBINING = "caf\u0065\u0301 n\u0303\u0303"
TEXTS = ("not bad", WIDE, COMBINING)
SHOWN = {  # prints a table for people
    "score": ["--format", "table", "--unknown", "uh", *TEXTS],
    "trace": ["--unknown", "uh", *(f"--text={text}" for text in TEXTS)],
    "verify": ["samples/drifts.json"],
    "machine": ["samples/right.json"],
    "weights": [],
    "rnn": ["--hidden", "64", "--c0", "1"],
}
MACHINE_READ = [  # prints what programs read, which is never coloured
    ["score", "--format", "plain", "bad"],
    ["score", "--format", "json", "bad"],
    ["score", "--format", "csv", "bad"],
    ["score", "--total", "bad"],
    ["trace", "--format", "json", "-t", "bad"],
    ["trace", "--format", "csv", "-t", "bad"],
    ["verify", "--format", "json"],
    ["verify", "samples/right.json", "--format", "csv"],
    ["machine", "--format", "json"],
    ["machine", "--format", "dot"],
    ["machine", "--format", "mermaid"],
    ["weights", "--format", "json"],
    ["rnn", "--format", "json"],
]

assert set(SHOWN) == set(COMMANDS), "a command without a row in SHOWN"
assert {key.split()[0] for key in READING | SHOWING} >= set(COMMANDS), "a command without faults"
assert {given[0] for given in MACHINE_READ} == set(COMMANDS), (
    "a command without a row in MACHINE_READ"
)

WAY_OUT = "; --unknown uh reads such words as a filler, --unknown skip leaves them out"


def text_file(folder: Path, lines: int) -> str:
    """Write *lines* times :data:`LINE` and return the path."""
    path = folder / f"{lines}.txt"
    path.write_bytes(LINE * lines)
    return str(path)


def of_length(name: str, folder: Path, lines: int) -> list[str]:
    """Return the arguments of a row of READING, on so many *lines*, or of SHOWING."""
    return [*READING[name], text_file(folder, lines)] if name in READING else SHOWING[name]

"""What else people have to sum a lexicon's words line by line, if it is installed.

Each folds the case of ASCII, cuts words at all but letters, digits, underscores and apostrophes,
and writes a number a line. That is less than ``lstmcount score --lexicon`` does: no negation, no
Unicode, no errors with their places.
"""

import shutil
import sys

from .cells import installed

MAWK = r"""
NR == FNR { sign[$1] = ($2 > 0) - ($2 < 0); next }
{
    n = split(tolower($0), word, /[^a-z0-9_']+/); total = 0
    for (k = 1; k <= n; k++) if (word[k] in sign) total += sign[word[k]]
    print total
}
"""

POLARS = r"""
import os, sys
os.environ["POLARS_MAX_THREADS"] = "1"
import polars as pl

lexicon = pl.read_csv(sys.argv[1], separator="\t", has_header=False, quote_char=None).select(
    word=pl.nth(0), value=pl.nth(1).sign().cast(pl.Int32)
).unique("word", keep="last", maintain_order=True)
lines = pl.read_csv(
    sys.argv[2], separator="\x01", has_header=False, quote_char=None, new_columns=["text"]
).with_row_index()
words = lines.select("index", word=pl.col("text").str.to_lowercase().str.extract_all(r"[a-z0-9_']+"))
sums = words.explode("word").join(lexicon, on="word").group_by("index").agg(pl.col("value").sum())
scores = lines.select("index").join(sums, on="index", how="left", maintain_order="left")
scores.select(pl.col("value").fill_null(0)).write_csv(sys.stdout.buffer, include_header=False)
"""

DUCKDB = r"""
import sys
import duckdb

read = "read_csv({!r}, delim='{}', header=false, quote='', escape='', columns={})"
lexicon = read.format(sys.argv[1], "\t", {"word": "VARCHAR", "value": "DOUBLE", "a": "VARCHAR", "b": "VARCHAR"})
lines = read.format(sys.argv[2], "\x01", {"text": "VARCHAR"})
duckdb.execute("SET threads = 1; SET enable_progress_bar = false")
duckdb.execute(
    "CREATE TABLE lexicon AS SELECT word, last(sign(value)::INTEGER) AS value "
    f"FROM {lexicon} GROUP BY word"
)
duckdb.execute(f"CREATE TABLE lines AS SELECT row_number() OVER () AS number, text FROM {lines}")
duckdb.execute('''
    COPY (
        SELECT coalesce(sum(value), 0) FROM lines LEFT JOIN (
            SELECT number, value FROM (
                SELECT number, unnest(regexp_extract_all(lower(text), '[a-z0-9_'']+')) AS word FROM lines
            ) JOIN lexicon USING (word)
        ) USING (number) GROUP BY number ORDER BY number
    ) TO '/dev/stdout' (HEADER false)
''')
"""


def rivals(lexicon: str) -> dict[str, list[str]]:
    """Return the commands, to which the name of the text is to be added."""
    commands: dict[str, list[str]] = {}
    if shutil.which("mawk"):
        commands["mawk, no negation"] = ["mawk", "-F", "\t", MAWK, lexicon]
    for name, code in (("polars", POLARS), ("duckdb", DUCKDB)):
        if installed(name):
            commands[f"{name}, one thread, no negation"] = [sys.executable, "-c", code, lexicon]
    return commands

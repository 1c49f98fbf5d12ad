"""A verdict on a file as plain data, for JSON and for a spreadsheet."""

from dataclasses import asdict
from typing import Any

from ..proof.file_verdicts import FileVerdict
from ..proof.verdicts import Repeated, Verdict
from ..scoring.scores import strip_rounding
from .reading_sentences import sentence, spelled

LONGEST = 100
"""A counterexample of more words is given by its pump alone."""

_NO_VERDICT = {
    "verdict": "unreadable",
    **dict.fromkeys(("method", "proved_up_to", "states", "drift", "leak")),
    **dict.fromkeys(("counterexample", "pump")),
    "shortest": False,
    **dict.fromkeys(("score", "closed_form")),
}
CSV_HEADER = ("file", *_NO_VERDICT, "right_if", "error")


def record(result: FileVerdict) -> dict[str, Any]:
    """Return *result* as one flat object, with words for token ids.

    >>> from lstmcount.proof.file_verdicts import Task, verify_file
    >>> wrong = record(verify_file(Task(9, 9.0), "samples/wrong.json"))
    >>> wrong["verdict"], wrong["counterexample"], wrong["score"]
    ('counterexample', 'not bad', -1)
    """
    if result.verdict is None:
        return {"file": result.file, **_NO_VERDICT, "right_if": [], "error": result.error}
    right_if = [reading.as_dict() for reading in result.right_if]
    return {"file": result.file, **_fields(result.verdict), "right_if": right_if}


def csv_row(result: FileVerdict) -> list[Any]:
    """Return the cells of *result* under :data:`CSV_HEADER`, readable by people.

    >>> from lstmcount.proof.file_verdicts import Task, verify_file
    >>> csv_row(verify_file(Task(9, 9.0), "samples/wrong.json"))[:2]
    ['samples/wrong.json', 'counterexample']
    """
    row = record(result)
    if pump := row["pump"]:
        then = f" + {pump['then']}" if "then" in pump else ""
        row["pump"] = f"{pump['repeat']} x {pump['times']}{then}"
    row["right_if"] = sentence(result.right_if)
    return [row.get(name) for name in CSV_HEADER]


def _fields(verdict: Verdict) -> dict[str, Any]:
    pump, tokens = verdict.pump, verdict.counterexample
    is_shown = tokens is not None and (pump is None or len(tokens) <= LONGEST)
    return {
        "verdict": verdict.verdict,
        **asdict(verdict.proof),
        "counterexample": spelled(tokens or ()) if is_shown else None,
        "pump": pump and _pump(pump),
        "shortest": verdict.shortest,
        "score": None if verdict.score is None else strip_rounding(verdict.score),
        "closed_form": verdict.closed_form,
    }


def _pump(pump: Repeated) -> dict[str, Any]:
    tail = {"then": spelled(pump.tail)} if pump.tail else {}
    return {"repeat": spelled(pump.loop), "times": pump.times, **tail}

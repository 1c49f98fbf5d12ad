"""What is known of an LSTM: up to how many words it is proved right, and a text that it gets wrong.

*Right* means: for the text, padded with one ``uh``, the score unit's cell is within 0.5 of the
closed form. A verdict is never a guess: what is neither proved nor refuted is unknown.
"""

from dataclasses import dataclass, replace
from typing import Literal, NamedTuple, TypeAlias

from ..closed_form import closed_form_score
from ..defaults import TOLERANCE
from ..display import Displayed

Method: TypeAlias = Literal["finite closure", "intervals", "every text", "merged texts"]


@dataclass(frozen=True)
class Proof:
    """What was proved: right for every text of up to so many words."""

    method: Method
    proved_up_to: int  # −1 if not even the empty text is
    states: int | None = None  # of the machine, or of the graph
    drift: float | None = None  # the most that one word adds wrongly
    leak: float | None = None  # the most of the counter that one word forgets


class Repeated(NamedTuple):
    """A short text, so many times, and then a few other words.

    >>> Repeated((1, 3), times=2, tail=(0,)).text
    (1, 3, 1, 3, 0)
    """

    loop: tuple[int, ...]
    times: int
    tail: tuple[int, ...] = ()

    @property
    def text(self) -> tuple[int, ...]:
        """All its words."""
        return self.loop * self.times + self.tail


class Counted(NamedTuple):
    """A text, and what the LSTM's cell makes of it, stepped through it and the pad."""

    text: tuple[int, ...]
    score: float
    pump: Repeated | None = None  # how it is made, where it is long

    @property
    def is_wrong(self) -> bool:
        """Whether the score is 0.5 or more from the closed form's."""
        return not abs(self.score - closed_form_score(self.text)) < TOLERANCE


@dataclass(frozen=True)
class Verdict(Displayed):
    """The answer, complete in itself."""

    verdict: Literal["proved", "counterexample", "unknown"]
    proof: Proof
    counterexample: tuple[int, ...] | None = None
    pump: Repeated | None = None
    shortest: bool = False
    score: float | None = None  # of the counterexample
    closed_form: int | None = None

    def __bool__(self) -> bool:
        """Whether it is proved."""
        return self.verdict == "proved"


@dataclass(frozen=True)
class Known:
    """The best proof so far and the shortest wrong text so far, about texts of up to so many words.

    >>> known = Known(100).with_proof(Proof("every text", 8))
    >>> known.verdict.verdict, known.open_up_to
    ('unknown', 100)
    >>> known.with_wrong(Counted((1,) * 9, score=8.0)).verdict.shortest
    True
    """

    up_to: int
    proof: Proof = Proof("every text", -1)
    wrong: Counted | None = None

    def with_proof(self, proof: Proof) -> "Known":
        """Return what is known with *proof*, too."""
        better = proof.proved_up_to > self.proof.proved_up_to
        return replace(self, proof=proof) if better else self

    def with_wrong(self, wrong: Counted) -> "Known":
        """Return what is known with *wrong*, too; it is of at most *up_to* words."""
        if not wrong.is_wrong:
            raise AssertionError("the cell counts right what was said to be wrong")
        better = self.wrong is None or len(wrong.text) < len(self.wrong.text)
        return replace(self, wrong=wrong) if better else self

    @property
    def open_up_to(self) -> int:
        """The length of the longest text of interest of which nothing is known yet."""
        return self.up_to if self.wrong is None else len(self.wrong.text) - 1

    @property
    def settled(self) -> bool:
        """Whether no more can be known: proved, or refuted by a shortest text."""
        return self.proof.proved_up_to >= self.open_up_to

    @property
    def verdict(self) -> Verdict:
        """What is known, as an answer."""
        proof = self.proof
        if proof.proved_up_to >= self.up_to:
            return Verdict("proved", proof)
        if self.wrong is None:
            return Verdict("unknown", proof)
        text, score, pump = self.wrong
        if len(text) <= proof.proved_up_to:
            raise AssertionError("a text is wrong that was proved right")
        return Verdict(
            "counterexample",
            proof,
            counterexample=text,
            pump=pump,
            shortest=self.settled,
            score=score,
            closed_form=closed_form_score(text),
        )

"""A counter machine as Graphviz dot, as Mermaid, and as plain data."""

from collections.abc import Iterator, Sequence

from ..machine.counter_machine import INITIAL_STATE, CounterMachine
from ..text.vocabulary import WORDS

_BREAK = r"\n"  # in a label of Graphviz's


def state_names(machine: CounterMachine) -> list[str]:
    """Name each state for the shortest text that leads to it, and for what it owes.

    A state that adds the same whatever comes next owes that for the word before.

    >>> import numpy as np
    >>> state_names(CounterMachine(np.array([[0, 1]] * 2), np.array([[0, 0], [1, 1]])))
    ['start', 'good, owes +1']
    """
    names = []
    for text, added in zip(machine.shortest_texts(), machine.increment.tolist(), strict=True):
        name = " ".join(WORDS[word] for word in text) or "start"
        owes = f", owes {signed(added[0])}" if added[0] and len(set(added)) == 1 else ""
        names.append(name + owes)
    return names


def as_dict(machine: CounterMachine, names: Sequence[str]) -> dict[str, object]:
    """Return *machine* as plain data: the words, and for each state its name and its rows.

    >>> import numpy as np
    >>> one = CounterMachine(np.zeros((1, 4), int), np.array([[-1, 1, 0, 0]]))
    >>> as_dict(one, ["start"])["increment"]
    [[-1, 1, 0, 0]]
    """
    return {
        "alphabet": list(WORDS),
        "states": list(names),
        "initial_state": INITIAL_STATE,
        "initial_count": machine.initial_count,
        "transition": machine.transition.tolist(),
        "increment": machine.increment.tolist(),
    }


def dot(machine: CounterMachine, names: Sequence[str], notes: Sequence[str] = ()) -> str:
    r"""Return *machine* in Graphviz's language, with *notes* under it.

    >>> import numpy as np
    >>> one = CounterMachine(np.zeros((1, 4), int), np.array([[-1, 1, 0, 0]]))
    >>> print(dot(one, ["start"]))
    digraph machine {
        rankdir=LR;
        node [shape=circle];
        begin [shape=point];
        begin -> s0;
        s0 [label="start"];
        s0 -> s0 [label="bad −1\ngood +1\nnot\nuh"];
    }
    """
    states = (f'    s{k} [label="{name}"];' for k, name in enumerate(names))
    edges = (f'    s{a} -> s{b} [label="{label}"];' for a, b, label in _edges(machine, _BREAK))
    head = ("    rankdir=LR;", "    node [shape=circle];", "    begin [shape=point];")
    start = f"    begin -> s{INITIAL_STATE};"
    label = [f'    label="{_BREAK.join(notes)}";'] * bool(notes)
    return "\n".join(["digraph machine {", *head, start, *states, *edges, *label, "}"])


def mermaid(machine: CounterMachine, names: Sequence[str], notes: Sequence[str] = ()) -> str:
    """Return *machine* as a Mermaid state diagram, with *notes* over it.

    >>> import numpy as np
    >>> one = CounterMachine(np.zeros((1, 4), int), np.array([[-1, 1, 0, 0]]))
    >>> print(mermaid(one, ["start"]))
    stateDiagram-v2
        direction LR
        state "start" as s0
        [*] --> s0
        s0 --> s0 : bad −1, good +1, not, uh
    """
    states = (f'    state "{name}" as s{k}' for k, name in enumerate(names))
    edges = (f"    s{a} --> s{b} : {label}" for a, b, label in _edges(machine, ", "))
    start = f"    [*] --> s{INITIAL_STATE}"
    title = ["---", f'title: "{" ".join(notes)}"', "---"] * bool(notes)
    return "\n".join([*title, "stateDiagram-v2", "    direction LR", *states, start, *edges])


def signed(increment: int) -> str:
    """Return an increment as people write it, or nothing for 0.

    >>> signed(1), signed(0), signed(-1)
    ('+1', '', '−1')
    """
    return f"{increment:+d}".replace("-", "−") if increment else ""


def _edges(machine: CounterMachine, separator: str) -> Iterator[tuple[int, int, str]]:
    """Yield (state, next state, the words that lead there with what they add)."""
    rows = zip(machine.transition.tolist(), machine.increment.tolist(), strict=True)
    for state, (targets, increments) in enumerate(rows):
        for target in sorted(set(targets)):
            words = [
                f"{word} {signed(n)}".rstrip()
                for word, to, n in zip(WORDS, targets, increments, strict=True)
                if to == target
            ]
            yield state, target, separator.join(words)

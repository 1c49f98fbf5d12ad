"""Counter machines: the minimal one counts the same, and each state has its shortest text."""

from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from lstmcount.machine.counter_machine import CounterMachine


@st.composite
def machines(draw: st.DrawFn) -> CounterMachine:
    """Draw machines of up to 5 states and 2 words."""
    states = draw(st.integers(1, 5))
    targets = st.lists(st.integers(0, states - 1), min_size=2, max_size=2)
    added = st.lists(st.integers(-1, 1), min_size=2, max_size=2)
    rows = [(draw(targets), draw(added)) for _ in range(states)]
    transition, increment = (np.array(part) for part in zip(*rows, strict=True))
    return CounterMachine(transition, increment, draw(st.integers(-3, 3)))


@given(machines())
def test_the_minimal_machine_counts_the_same(machine: CounterMachine) -> None:
    minimal = machine.minimal()
    assert minimal.states <= machine.states
    for text in product(range(2), repeat=5):
        assert minimal.run(list(text))[1] == machine.run(list(text))[1]


@given(machines())
def test_no_two_states_of_the_minimal_machine_add_alike(machine: CounterMachine) -> None:
    minimal = machine.minimal()
    texts = [t for n in range(minimal.states + 1) for t in product(range(2), repeat=n)]
    added = {tuple(added_from(minimal, k, text) for text in texts) for k in range(minimal.states)}
    assert len(added) == minimal.states


def added_from(machine: CounterMachine, state: int, text: tuple[int, ...]) -> int:
    """Return what *text* adds to the counter, begun in *state*."""
    added = 0
    for token in text:
        added += machine.increment[state, token]
        state = machine.transition[state, token]
    return int(added)


def test_the_shortest_text_of_a_state_leads_to_it() -> None:
    machine = CounterMachine(np.array([[1, 0], [2, 0], [2, 2]]), np.zeros((3, 2), int))
    texts = machine.shortest_texts()
    assert texts == [(), (0,), (0, 0)]
    assert [machine.run(list(text))[0] for text in texts] == [0, 1, 2]

"""The closed form's machine, and proofs by finite closure."""

from itertools import product

from lstmcount.closed_form import closed_form_score
from lstmcount.proof.finite_closure import CLOSED_FORM


def test_the_closed_forms_machine_is_the_closed_form() -> None:
    for length in range(7):
        for text in product(range(4), repeat=length):
            assert CLOSED_FORM.run(list(text))[1] == closed_form_score(text)

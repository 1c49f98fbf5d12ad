"""The cone of influence: which units the score's cell hears of."""

from dataclasses import replace

from lstmcount.machine.extraction import extract
from lstmcount.machine.influence import cone_of_influence, heard_units
from lstmcount.nn.counting_lstm import Gate, Unit, counting_lstm
from tests.helpers.designs import with_units


def test_the_score_is_heard_only_where_something_it_hears_reads_its_h() -> None:
    for gate, heard in ((Gate.O, False), (Gate.F, True)):
        weight_hh = counting_lstm().weight_hh.copy()
        weight_hh[gate * len(Unit) + Unit.SCORE, Unit.SCORE] = 1.0
        lstm = replace(counting_lstm(), weight_hh=weight_hh)
        assert heard_units(lstm)[Unit.SCORE] == heard


def test_idle_units_that_never_recur_are_left_out_of_the_machine_and_of_the_cone() -> None:
    lstm, views = with_units(counting_lstm(), 3)
    views["b"][:, 0] = [0.1, 2.0, 0.3, 1.0]
    views["h"][:, 0, :3] = 0.7
    views["h"][Gate.G, 1, 0] = views["h"][Gate.G, 0, lstm.score_unit] = 0.5
    assert extract(lstm).machine.states == 9
    cone = cone_of_influence(lstm)
    assert (cone.hidden_size, cone.score_unit, len(cone.unit_names)) == (6, 5, 6)

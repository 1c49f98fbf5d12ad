"""Which of the names in a file are a layer's parameters: prefixes, and what cannot be run."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ..errors import WeightsError
from ..text.escaping import printable

WEIGHTS = ("weight_ih_l0", "weight_hh_l0")
BIASES = ("bias_ih_l0", "bias_hh_l0")
PARAMETERS = WEIGHTS + BIASES

_FOREIGN = {
    r"_reverse$": "bidirectional",
    r"_l[1-9]\d*$": "of several layers",
    r"^weight_hr": "projected",
}
_CELL = re.compile(r"(weight|bias)_(ih|hh)$")


_MOST_PREFIXES = 8  # a module may hold a layer under several names, but hardly under more


class Kind(NamedTuple):
    """What a file is expected to hold, beside the four parameters."""

    name: str  # "LSTM"; follows the word "an"
    optional: tuple[str, ...]


def select(names: Sequence[str], kind: Kind) -> list[dict[str, str]]:
    """Return for each parameter, or optional name, that under which it stands among *names*.

    They may stand under a prefix, as ``lstm.weight_ih_l0`` of a module's attribute; under
    several, each has a dictionary of its own. Raises :class:`WeightsError` for any other name,
    and where weights are missing, or one of two biases.

    >>> select(["lstm.weight_ih_l0", "lstm.weight_hh_l0", "h_0"], Kind("LSTM", ("h_0",)))
    [{'weight_ih_l0': 'lstm.weight_ih_l0', 'weight_hh_l0': 'lstm.weight_hh_l0', 'h_0': 'h_0'}]
    """
    prefixes = _prefixes(names)
    if len(prefixes) > _MOST_PREFIXES:
        raise WeightsError(f"holds {len(prefixes)} layers; save the state_dict of one")
    given = set(names)
    selected = [{n: prefix + n for n in PARAMETERS if prefix + n in given} for prefix in prefixes]
    known = {name for one in selected for name in one.values()}
    for name in names:
        leaf = name.rpartition(".")[2]
        if leaf in kind.optional and any(p.startswith(name.removesuffix(leaf)) for p in prefixes):
            for one in selected:
                one[leaf] = name
        elif name not in known:
            raise WeightsError(_unexpected(name, kind, prefixes))
    for one in selected or [{}]:
        _check_complete(one)
    return selected


def _prefixes(names: Iterable[str]) -> list[str]:
    """Return what stands before the parameters' names: nothing, or what ends with a dot."""
    pairs = (name.rpartition(".") for name in names)
    return list(dict.fromkeys(path + dot for path, dot, leaf in pairs if leaf in PARAMETERS))


def _check_complete(selected: Mapping[str, str]) -> None:
    missing = [name for name in PARAMETERS if name not in selected]
    if missing == list(BIASES):  # bias=False
        return
    if len(missing) == 1 and missing[0] in BIASES:
        raise WeightsError(f"no {missing[0]}; where there is one bias only, save zeros as this one")
    if missing:
        raise WeightsError(f"no {', '.join(missing)}")


def _unexpected(name: str, kind: Kind, prefixes: Sequence[str]) -> str:
    """Say why *name* cannot stand in a file, and what to do."""
    shown, leaf, layer = repr(printable(name)[:80]), name.rpartition(".")[2], kind.name.lower()
    for pattern, word in _FOREIGN.items():
        if re.search(pattern, leaf):
            return f"{shown}: an {kind.name} that is {word} is not run here"
    if _CELL.match(leaf):
        return (
            f"{shown} is of a torch.nn.{kind.name}Cell; its names want _l0 behind them: "
            "{f'{k}_l0': v for k, v in cell.state_dict().items()}"
        )
    if "." not in name:
        return f"unexpected {shown}, expected {', '.join(PARAMETERS)}"
    module = printable(f"model.{prefixes[0]}"[:-1])[:80] if prefixes and prefixes[0] else layer
    why = "its inputs are one-hot, the score is read off one cell, and " * (kind.name == "LSTM")
    return (
        f"{shown} is no part of the {kind.name}: {why}no other layer is run here; "
        f"save torch.save({module}.state_dict(), '{layer}.pt')"
    )

"""The arrays of a layer under PyTorch's names, checked and made float64.

What is wrong is said with what stands there, what was expected, and the way from one to the other.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ..defaults import MAX_SIZE
from ..errors import WeightsError
from ..text.escaping import printable
from ..text.vocabulary import WORDS
from .parameter_names import BIASES, PARAMETERS, WEIGHTS, Kind, select

LazyArrays: TypeAlias = Mapping[str, Callable[[], NDArray[Any]]]
"""Arrays by name, each read when it is asked for, so that a wrong name costs nothing."""

_LSTM = Kind("LSTM", optional=("h_0", "c_0", "score_unit", "unit_names"))
_RNN = Kind("RNN", optional=("h_0",))
_EXPECTED = "expected floats or whole numbers of at most 64 bits"


def lstm_fields(arrays: LazyArrays, input_size: int | None = len(WORDS)) -> dict[str, Any]:
    """Return what makes an LSTM of *input_size* inputs, or of any number, by the names of fields.

    Raises :class:`WeightsError`.

    >>> numbers = {"weight_ih_l0": np.ones((8, 4), int), "weight_hh_l0": np.ones((8, 2))}
    >>> fields = lstm_fields(lazy(numbers))
    >>> fields["score_unit"], fields["bias_ih"].shape, fields["weight_ih"].dtype
    (1, (8,), dtype('float64'))
    """
    own = _read(arrays, _LSTM)
    fields = _layer_fields(own, gates=4, input_size=input_size)
    size = len(fields["h_0"])
    unit = _score_unit(own.get("score_unit", np.array(size - 1)), size)
    names = _unit_names(own.get("unit_names"), unit, size)
    return fields | {"c_0": _start(own, "c_0", size), "score_unit": unit, "unit_names": names}


def rnn_fields(arrays: LazyArrays) -> dict[str, Any]:
    """Return what makes a simple RNN, by the names of its fields; raises :class:`WeightsError`.

    >>> numbers = {"weight_ih_l0": np.ones((2, 3)), "weight_hh_l0": np.ones((2, 2))}
    >>> rnn_fields(lazy(numbers))["h_0"]
    array([0., 0.])
    """
    fields = _layer_fields(_read(arrays, _RNN), gates=1, input_size=None)
    if max(fields["weight_ih"].shape + fields["weight_hh"].shape) > MAX_SIZE:
        raise WeightsError(f"more than {MAX_SIZE} inputs or hidden units")
    return fields


def lazy(mapping: Mapping[str, Any]) -> LazyArrays:
    """Return the arrays of *mapping*: NumPy's, PyTorch's tensors, lists, or what NumPy takes.

    >>> lazy({"h_0": [0, 1]})["h_0"]()
    array([0, 1])
    """
    return {str(name): partial(_array, str(name), value) for name, value in mapping.items()}


def _array(name: str, value: Any) -> NDArray[Any]:
    if hasattr(value, "detach"):  # a tensor of PyTorch, which NumPy may not be able to read
        value = value.detach().cpu()
        value = value.double() if value.is_floating_point() else value
    try:
        return np.asarray(value)
    except (TypeError, ValueError):
        raise WeightsError(f"{printable(name)} is no array of numbers") from None


def _read(arrays: LazyArrays, kind: Kind) -> dict[str, NDArray[Any]]:
    """Return the arrays of the one layer there is, without prefix."""
    first, *others = select(list(arrays), kind)
    own = {name: arrays[full]() for name, full in first.items()}
    for other in others:  # a module may hold one layer under two names
        same = other.keys() == first.keys() and all(
            np.array_equal(own[name], arrays[full]()) for name, full in other.items()
        )
        if not same:
            prefixes = [printable(one[WEIGHTS[0]])[:80] for one in (first, other)]
            raise WeightsError(
                f"holds several layers, as {' and '.join(prefixes)}; save the state_dict of one"
            )
    return own


def _layer_fields(
    own: Mapping[str, NDArray[Any]], gates: int, input_size: int | None
) -> dict[str, Any]:
    size = _hidden_size(own, gates)
    inputs = input_size or _inputs(own["weight_ih_l0"], gates * size)
    zeros = np.zeros(gates * size)
    shapes: dict[str, tuple[int, ...]] = {
        **dict.fromkeys(PARAMETERS, (gates * size,)),
        "weight_ih_l0": (gates * size, inputs),
        "weight_hh_l0": (gates * size, size),
    }
    with_biases = {**dict.fromkeys(BIASES, zeros), **own}
    fields: dict[str, Any] = {
        name.removesuffix("_l0"): _checked(name, with_biases[name], shape)
        for name, shape in shapes.items()
    }
    return fields | {"h_0": _start(own, "h_0", size)}


def _hidden_size(own: Mapping[str, NDArray[Any]], gates: int) -> int:
    """Return H, also where ``weight_hh_l0`` is transposed, so that the message can say so."""
    shape: tuple[int, ...] = own["weight_hh_l0"].shape
    if len(shape) != 2 or 0 in shape:
        expected = "(4H, H)" if gates > 1 else "(H, H)"
        raise WeightsError(f"weight_hh_l0 has shape {shape}, expected {expected}")
    return shape[0] if shape[1] == gates * shape[0] else shape[1]


def _inputs(weight_ih: NDArray[Any], rows: int) -> int:
    """Return V, also where ``weight_ih_l0`` is transposed."""
    shape: tuple[int, ...] = weight_ih.shape
    if len(shape) != 2 or 0 in shape:
        raise WeightsError(f"weight_ih_l0 has shape {shape}, expected ({rows}, V)")
    return shape[0] if shape[1] == rows != shape[0] else shape[1]


def _start(own: Mapping[str, NDArray[Any]], name: str, size: int) -> NDArray[np.float64]:
    """Return h_0 or c_0, without the axes of layers and batch that PyTorch gives it."""
    array = own.get(name, np.zeros(size))
    while array.ndim > 1 and array.shape[0] == 1:
        array = array[0]
    return _checked(name, array, (size,))


def _checked(name: str, array: NDArray[Any], shape: tuple[int, ...]) -> NDArray[np.float64]:
    """Return *array* in float64, if it has numbers and this *shape*, and is finite."""
    if array.dtype.kind not in "fiu" or array.dtype.itemsize > 8:
        raise WeightsError(f"{name} has dtype {array.dtype}, {_EXPECTED}")
    if array.shape != shape:
        hint = ""
        if array.shape == shape[::-1]:
            hint = f"; it looks transposed, so save {name}.T"
        elif name == "weight_ih_l0" and array.shape[:1] == shape[:1]:
            hint = f": a column each for {', '.join(WORDS)}"
        raise WeightsError(f"{name} has shape {array.shape}, expected {shape}{hint}")
    if not np.isfinite(array).all():
        raise WeightsError(f"{name} holds a value that is not finite")
    return np.ascontiguousarray(array, dtype=np.float64)


def _score_unit(array: NDArray[Any], size: int) -> int:
    if array.size != 1 or array.dtype.kind not in "iu" or not 0 <= array.item() < size:
        raise WeightsError(f"score_unit: expected a whole number from 0 to {size - 1}")
    return int(array.item())


def _unit_names(array: NDArray[Any] | None, score_unit: int, size: int) -> tuple[str, ...]:
    if array is None:
        return tuple("score" if k == score_unit else f"unit {k}" for k in range(size))
    if array.shape != (size,) or not all(isinstance(name, str) for name in array.tolist()):
        raise WeightsError(f"unit_names: expected a list of {size} strings")
    return tuple(array.tolist())

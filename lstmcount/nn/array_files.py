"""Which of the formats a file has, told by its content; and one line for what is wrong with it.

A file is a stranger's: nothing in it is executed, no more of it is read than a small layer can
need, and what is not exactly such a layer is refused in one line.
"""

import io
import os
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from ..errors import WeightsError
from ..text.escaping import printable
from .bounded import read_file
from .json_files import read_json
from .npz_files import read_npz
from .parameter_names import PARAMETERS
from .safetensors_files import is_safetensors, read_safetensors
from .state_dict import LazyArrays
from .tensor_pickle import SAVE
from .torch_files import PICKLE, read_torch

SUFFIXES = (".npz", ".json", ".safetensors", ".pt", ".pth")
"""By which a weight file is known in a folder; what a file is, its content tells."""

_Layer = TypeVar("_Layer")
_ZIP = b"PK"
_OTHERS = {
    b"\x93NUMPY": "is a single array; save all of them: numpy.savez('lstm.npz', **arrays)",
    b"\x89HDF": "is HDF5, as Keras saves it; save its arrays: numpy.savez('lstm.npz', **arrays)",
    b"\x1f\x8b": "is compressed by gzip; decompress it first",
    b"\x80\x02\x8a\x0al\xfc\x9cF\xf9 j\xa8P\x19.": f"is in PyTorch's format of before 1.6; {SAVE}",
    b"\x80": f"is a pickle, and none is run; {SAVE}",
}


def load(path: str | os.PathLike[str], build: Callable[[LazyArrays], _Layer]) -> _Layer:
    """Return what *build* makes of the arrays in a file.

    Raises :class:`WeightsError`, which names the file, for what is no weight file or none that
    *build* takes, and :class:`OSError` where it cannot be read.

    >>> load("pyproject.toml", dict)
    Traceback (most recent call last):
    lstmcount.errors.WeightsError: pyproject.toml: no .npz, .json, .safetensors, .pt, .pth file
    """
    name, suffix = printable(str(path)), Path(path).suffix.lower()
    try:
        data = read_file(path)
        with warnings.catch_warnings():  # of a header from Python 2, or of one that is no Python
            warnings.simplefilter("ignore")
            return build(read_arrays(data, suffix))
    except WeightsError as error:
        raise WeightsError(f"{name}: {error}") from None
    except OSError:
        raise
    except Exception:  # damaged files raise a dozen kinds of exception in zipfile, numpy and json
        raise WeightsError(f"{name}: {_damaged(suffix)}") from None


def read_arrays(data: bytes, suffix: str = "") -> LazyArrays:
    """Return the arrays in *data* by name; *suffix* only helps to say what was expected.

    >>> list(read_arrays(b'{"h_0": [0]}'))
    ['h_0']
    """
    if data.startswith(_ZIP):
        return _read_zip(zipfile.ZipFile(io.BytesIO(data)))
    if is_safetensors(data):
        return read_safetensors(data)
    for signature, what in _OTHERS.items():
        if data.startswith(signature):
            raise WeightsError(what)
    if suffix == ".json" or data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        return read_json(data)
    if suffix in SUFFIXES:
        raise WeightsError(_damaged(suffix))
    raise WeightsError(f"no {', '.join(SUFFIXES)} file")


def _read_zip(archive: zipfile.ZipFile) -> LazyArrays:
    members = archive.namelist()
    if any(name.endswith(PICKLE) for name in members):
        return read_torch(archive)
    if all(name.endswith(".npy") for name in members):
        return read_npz(archive)
    others = (printable(name)[:40] for name in members if not name.endswith(".npy"))
    raise WeightsError(f"is a zip archive that holds {next(others)}, no arrays")


def _damaged(suffix: str) -> str:
    kind = suffix if suffix in SUFFIXES else "weight"
    return f"damaged, expected a {kind} file with {', '.join(PARAMETERS)}"

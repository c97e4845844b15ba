"""What may go into NumPy and come out of it: numbers and short texts."""

from __future__ import annotations

import functools
from typing import Any, Final

import numpy as np

_KINDS: Final = "biufcU"
_LONGEST_TEXT: Final = 256
"""Code points in a string inside an array."""


class Refused(TypeError):
    """A request that the program's side never makes, or a name that is not here."""


class Objects(Exception):
    """The result would hold Python objects: these stay inside the sandbox."""


@functools.lru_cache(maxsize=256)
def name_of(dtype: Any) -> str:
    """How a dtype travels; only numbers and short texts do."""
    if dtype.kind == "O":
        raise Objects("object")
    if dtype.kind not in _KINDS or (dtype.kind != "U" and dtype.itemsize > (16 if dtype.kind == "c" else 8)):
        raise TypeError(f"the dtype {dtype} is not available here")
    if dtype.itemsize > 4 * _LONGEST_TEXT:
        raise MemoryError(f"a text in an array has at most {_LONGEST_TEXT} characters here")
    return str(dtype.str if dtype.kind == "U" else dtype.name)


def expect(value: Any, *kinds: type) -> None:
    if not isinstance(value, kinds):
        raise Refused("a malformed request")


def check(value: Any, depth: int = 0) -> int:
    """Refuses what would become objects in an array, and dtypes that are not numbers or short texts.

    Answers how wide its text is, in bytes: 0 for numbers.
    """
    if isinstance(value, (list, tuple)):
        if depth > 64:
            raise Refused("nested too deep")
        wide = 0
        for item in value:
            if type(item) is float or (type(item) is int and -(2**63) <= item < 2**64):
                continue
            if item is None and depth == 0 and isinstance(value, tuple):
                continue  # np.newaxis
            if item is None:
                raise Objects("None")
            wide = max(wide, check(item, depth + 1))
        return wide
    if type(value) is int and not -(2**63) <= value < 2**64:
        raise Objects("a long integer")
    if isinstance(value, np.ndarray):
        return value.dtype.itemsize if value.dtype.kind == "U" else 0
    if isinstance(value, np.dtype):
        name_of(value)
        return 4 * _LONGEST_TEXT if value.kind == "U" else 0
    return _check_text(value, depth) if isinstance(value, str) else 0


def _check_text(value: str, depth: int) -> int:
    if len(value) > _LONGEST_TEXT:
        raise MemoryError(f"a text in an array has at most {_LONGEST_TEXT} characters here")
    if depth:
        return 4 * len(value)
    try:
        kind = np.dtype(value)
    except (TypeError, ValueError, SyntaxError):
        return 4 * len(value)  # no dtype, but a mode, subscripts or data
    if kind.kind == "O":
        raise Objects("object")
    if kind.itemsize > 4 * _LONGEST_TEXT:
        raise MemoryError(f"a text in an array has at most {_LONGEST_TEXT} characters here")
    return 4 * _LONGEST_TEXT if kind.kind == "U" else 0

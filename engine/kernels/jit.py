"""How loops are compiled. Only what is imported by `engine/kernels.py` when it compiles reads this file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeVar, cast

import numba

Function = TypeVar("Function", bound=Callable[..., Any])

OPTIONS: Final[dict[str, Any]] = {
    "nogil": True,
    # sums may be reordered and multiply-adds joined; NaN and infinity stay what they are
    "fastmath": {"reassoc", "contract", "nsz"},
    # a division by zero gives infinity, as in NumPy
    "error_model": "numpy",
}


def compiled(function: Function) -> Function:
    """A part of the loops: machine code when it is first called by one of the entry functions."""
    return cast(Function, numba.njit(**OPTIONS)(function))


def entry(function: Function, types: str, cache: bool) -> Function:
    """A function to call from Python, compiled now for these types, or read from where `cache` keeps it."""
    return cast(Function, numba.njit(types, cache=cache, **OPTIONS)(function))

"""`numpy.typing`: words for annotations; nothing checks them here."""

from __future__ import annotations

from typing import Any

from ._array import ndarray

ArrayLike = DTypeLike = Any


class NDArray(ndarray):  # type: ignore[misc]
    """An array of numbers of one kind."""

    def __class_getitem__(cls, _: Any) -> Any:
        return cls


NBitBase = object
__all__ = ["ArrayLike", "DTypeLike", "NBitBase", "NDArray"]

"""The arrays of one run that are alive, by handle, and the memory they take."""

from __future__ import annotations

from typing import Any

import numpy as np


class Table:
    """Arrays (and sources of random numbers) by handle; together at most `most_bytes`."""

    def __init__(self, most_bytes: int) -> None:
        self.most_bytes = most_bytes
        self.bytes_alive = 0
        self._things: dict[int, Any] = {}
        self._owners: dict[int, list[int]] = {}  # id of the array that owns the memory: [views of it, bytes]
        self._next = 0

    def __contains__(self, handle: int) -> bool:
        return handle in self._things

    def __getitem__(self, handle: int) -> Any:
        return self._things[handle]

    def hold(self, thing: Any) -> int:
        self._next += 1
        self._things[self._next] = thing
        self.bytes_alive += 200  # what a row of the table takes
        return self._next

    def keep(self, array: np.ndarray[Any, Any]) -> int:
        owner = _owner(array)
        views = self._owners.setdefault(id(owner), [0, owner.nbytes])
        if self.bytes_alive + (0 if views[0] else views[1]) > self.most_bytes:
            if not views[0]:
                del self._owners[id(owner)]
            raise MemoryError(f"the arrays are too large together: at most {self.most_bytes:,} bytes")
        self.bytes_alive += 0 if views[0] else views[1]
        views[0] += 1
        return self.hold(array)

    def drop(self, handle: int) -> None:
        thing = self._things.pop(handle, None)
        if thing is None:
            return
        self.bytes_alive -= 200
        if isinstance(thing, np.ndarray):
            key = id(_owner(thing))
            self._owners[key][0] -= 1
            if not self._owners[key][0]:
                self.bytes_alive -= self._owners.pop(key)[1]


def _owner(array: Any) -> Any:
    """The array that owns the memory of a view."""
    while isinstance(array.base, np.ndarray):
        array = array.base
    return array

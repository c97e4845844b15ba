"""Names for Values in generated source: valid, unique, and their own wherever they have one."""

from __future__ import annotations

import builtins
import keyword
import unicodedata
from collections.abc import Iterable

from engine.value import Value

_TAKEN = frozenset(dir(builtins)) | frozenset(keyword.kwlist) | frozenset(keyword.softkwlist)


def own_name(value: Value) -> str | None:
    """The label as an identifier, if it is one."""
    label = unicodedata.normalize("NFKC", value.label)
    if label.startswith("__") or len(label) > 60:
        return None
    return label if label.isidentifier() else None


class Namer:
    """Gives every Value a name that nothing else has."""

    def __init__(self, reserved: Iterable[str] = ()) -> None:
        self._used = set(reserved)
        self._next: dict[str, int] = {}

    def name(self, value: Value) -> str:
        """Its own label where that is a name (with a number behind it if it is taken), else `v1`, `v2` …"""
        wanted = own_name(value)
        if wanted is None:
            return self.fresh("v")
        if wanted in _TAKEN:
            wanted += "_"
        return self.plain(wanted)

    def fresh(self, stem: str) -> str:
        """`stem1`, or the next number that is free."""
        return self._first_free(stem, "", 1)

    def plain(self, wanted: str) -> str:
        """The name itself, or with a number behind it."""
        if wanted in self._used:
            return self._first_free(wanted, "_", 2)
        self._used.add(wanted)
        return wanted

    def _first_free(self, stem: str, between: str, start: int) -> str:
        number = self._next.get(stem + between, start)
        while (name := f"{stem}{between}{number}") in self._used:
            number += 1
        self._next[stem + between] = number + 1
        self._used.add(name)
        return name

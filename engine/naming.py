"""Names for Values in generated source: valid, unique, and their own wherever they have one."""

from __future__ import annotations

import builtins
import keyword
import unicodedata
from collections.abc import Iterable
from itertools import count

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
        number = next(i for i in count(1) if f"{stem}{i}" not in self._used)
        return self.plain(f"{stem}{number}")

    def plain(self, wanted: str) -> str:
        """The name itself, or with a number behind it."""
        name = wanted
        for number in count(2):
            if name not in self._used:
                break
            name = f"{wanted}_{number}"
        self._used.add(name)
        return name

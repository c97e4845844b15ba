"""Names that people see on Values: an assignment names the Values it makes, and no others.

A variable of a loop or `x = xs[0]` only borrows a Value that was made elsewhere: it neither names nor moves
it. `self.w = [Value(…) for …]` names its leaves `w[0]`, `w[1]` and so on. None of these is the Value's
`.label`, which is what the program itself gives it.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Final

from engine.language.builder import Builder
from engine.language.machine.kinds import Data
from engine.value import Value

Naming = Callable[[Data, int], None]
"""Names what is new in the data, given how many Values there were before (see `Builder.latest`)."""
_MOST: Final = 2_000
"""Items of one list that are looked at."""


def naming(builder: Builder, target: ast.expr) -> Naming | None:
    """What to do with data that was put there; None if nothing."""
    if isinstance(target, (ast.Name, ast.Attribute)):
        name = target.id if isinstance(target, ast.Name) else target.attr
        return lambda data, before: _name(builder, data, name, before)
    if isinstance(target, (ast.Tuple, ast.List)):
        parts = [naming(builder, part) for part in target.elts]

        def each(data: Data, before: int) -> None:
            if type(data) in (tuple, list) and len(data) == len(parts):
                for part, item in zip(parts, data, strict=True):
                    if part is not None:
                        part(item, before)

        return each
    return None


def _name(builder: Builder, data: Data, name: str, before: int) -> None:
    if type(data) is Value:
        if data.serial > before:
            builder.name(data, name)
    elif type(data) is list and data:
        _items(builder, data, name, before, [_MOST])


def _items(builder: Builder, items: list[Data], name: str, before: int, left: list[int]) -> None:
    """New leaves in a list, or in the lists of one; only where the first item is of that kind."""
    first = items[0][0] if type(items[0]) is list and items[0] else items[0]
    if type(first) is not Value or first.serial <= before:
        return
    for i, item in enumerate(items):
        left[0] -= 1
        if left[0] < 0:
            return
        if type(item) is Value:
            if item.serial > before and item.op is None:
                builder.name(item, f"{name}[{i}]")
        elif type(item) is list and item and type(item[0]) is Value:
            _items(builder, item, f"{name}[{i}]", before, left)

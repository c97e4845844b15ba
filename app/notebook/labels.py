"""What the Values of a notebook's graph are called: by their variables, or as they would be written."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from engine.value import Value

_MOST_ITEMS: Final = 1_000
"""Items of one list that are looked at for names."""
_LONGEST: Final = 16
"""Characters of an operand in the text of what is made of it."""
_ATOM: Final = re.compile(r"[\w.\[\]]+|…|\w+\([^()]*\)")


def names_of(variables: Mapping[str, Any], stands: Mapping[int, Value]) -> dict[Value, str]:
    """What the Values among some variables, and in the lists among them, are called; the first name counts.

    `stands`: Values that stand for other objects, by those objects' `id`.
    """
    found: dict[Value, str] = {}
    for name, thing in variables.items():
        if name.startswith("_"):  # a notebook's own names for what cells gave
            continue
        if isinstance(value := stands.get(id(thing), thing), Value):
            found.setdefault(value, name)
        elif type(thing) in (list, tuple):
            for i, item in enumerate(thing[:_MOST_ITEMS]):
                if isinstance(value := stands.get(id(item), item), Value):
                    found.setdefault(value, f"{name}[{i}]")
    return found


def labels_of(order: Sequence[Value], names: Mapping[Value, str]) -> list[str]:
    """A label for each: its own, its name, or how it would be written; a number without a name is itself."""
    found: dict[Value, str] = {}
    for value in order:
        label = " ".join(value.label.split()) or names.get(value, "")
        found[value] = label or (f"{value.data:g}" if value.op is None else _written(value, found))
    return list(found.values())


def _written(value: Value, labels: Mapping[Value, str]) -> str:
    op = value.op
    assert op is not None
    short = [label if len(label) <= _LONGEST else "…" for label in map(labels.__getitem__, value.parents)]
    if "(" in op.formula:
        return f"{op.name}({', '.join(short)})"
    parts = dict(zip("ab", (text if _ATOM.fullmatch(text) else f"({text})" for text in short), strict=False))
    return re.sub(r"\b[abk]\b", lambda found: parts.get(found[0], f"{value.constant:g}"), op.formula)

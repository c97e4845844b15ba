"""The recording of a program's own autograd class: what its watcher kept, with names, literals and scopes."""

from __future__ import annotations

import ast
from typing import Any, Final

from engine.own.watching import Watcher
from engine.own.watching.records import Record, attributes, held
from engine.program.guest.bounds import TooMany
from engine.program.guest.places import Places
from engine.program.guest.watching import watch

_NOWHERE: Final = (compile("0", "<nowhere>", "exec"), -1)


said: list[str] = []
"""Notes on why there is no graph."""
_MANY: Final = (
    "The objects of {name} hold whole arrays or lists here. A graph shows single numbers: give {name} one "
    "number each, and its backward pass can be stepped."
)


class _Shown:
    """A record as `Places` wants a Value to be."""

    def __init__(self, record: Record, data: float | None) -> None:
        self.op = record.op
        self.place = record.spot or _NOWHERE
        self.data = data
        self.called = not record.lifted


def record(nodes: list[ast.AST], watcher: Watcher) -> dict[str, Any] | None:
    """What `Watcher.graph` gives, each node with its `label`, `literal`, `called` and `scope` as well.

    `nodes`: of the syntax. None where the program has no class of its own, or one that holds no numbers.
    """
    made = watch.made  # slopes are measured on copies
    told = watcher.graph()
    if told is None:
        return None
    pairs = list(zip(watcher.kept_records, told["nodes"], strict=True))
    if arrays := next((kept for kept, node in pairs if _holds_many(kept, node)), None):
        said.append(_MANY.format(name=arrays.kind.cls.__name__))
        return None
    if told["data"] is None or not any(node["op"] or not kept.kind.graded for kept, node in pairs):
        return None
    if len(told["nodes"]) > watch.most:
        raise TooMany
    shown = [_Shown(kept, node["data"]) for kept, node in pairs]
    places: Any = Places(nodes, [one.place for one in shown])
    scopes: dict[tuple[str, ...], int] = {}
    for kept, one, node in zip(watcher.kept_records, shown, told["nodes"], strict=True):
        name = kept.name or places.given_name(one)
        scope: Any = kept.scope
        node["label"] = str(name)[:200]
        node["literal"] = places.literal(one, one.data)
        node["called"] = one.op is None and (bool(name) or places.is_call(one))
        node["scope"] = scopes.setdefault(scope.names(), len(scopes))
    told["scopes"] = list(scopes)
    told["made"] = made
    return told


def _holds_many(kept: Record, node: dict[str, Any]) -> bool:
    """Whether an object holds several numbers where a graph needs one."""
    if node["data"] is not None or kept.obj is None:
        return False
    data = held(kept.obj, kept.kind.data) if kept.kind.data else None
    if isinstance(data, (list, tuple)):
        return any(isinstance(one, (int, float, list)) for one in data)
    parts = [data] if data is not None else [value for _, value in attributes(kept.obj)]
    return any(getattr(part, "shape", ()) not in ((), None) and not isinstance(part, type) for part in parts)

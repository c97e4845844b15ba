"""The writes to gradients in a pass, as plain data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .boxes import item
from .records import held, number

if TYPE_CHECKING:
    from .watcher import Watcher
    from .writes import Event


def writes_data(watcher: Watcher, event: Event) -> bool:
    return watcher.marks.sites[event.site].attribute == watcher.kinds[type(event.obj)].data


def in_boxes(watcher: Watcher, log: list[Event]) -> set[int]:
    """Ids of the objects whose gradients are in a container. Where objects inside the graph have one of their
    own, all have; else the leaves may be given theirs at the end."""
    found = set[int]()
    for event in log:
        if event.box is not None:
            found.add(id(event.obj))
        elif event.turn is not None and not writes_data(watcher, event):
            record = watcher.records.get(id(event.obj))
            if record is not None and watcher.parents(record):
                return set()
    return found


def events(
    watcher: Watcher, log: list[Event], index: dict[int, int], boxed: set[int]
) -> tuple[list[dict[str, Any]], dict[int, float | None]]:
    """The writes to gradients in the pass, each with what stood there afterwards: the next write's before."""
    later: dict[tuple[int, str], Any] = {}
    after: dict[int, float | None] = {}
    told = []
    for i in range(len(log) - 1, -1, -1):
        event = log[i]
        site = watcher.marks.sites[event.site]
        key = (
            id(event.box if site.boxed else event.obj),
            site.attribute if not site.boxed else repr(id(event.obj)),
        )
        value = later[key] if key in later else _now(watcher, event, site.attribute)
        later[key] = event.before
        node = index.get(id(watcher.records.get(id(event.obj))))
        if i >= watcher.end or node is None or writes_data(watcher, event):
            continue
        if site.boxed != (id(event.obj) in boxed):
            continue
        wrote = number(value, watcher.kinds)
        after.setdefault(node, wrote)
        told.append({
            "node": node, "turn": None if event.turn is None else index.get(id(event.turn)),
            "before": number(event.before, watcher.kinds), "after": wrote, "place": list(site.place),
            "zero": site.zero, "adds": site.adds, "given": site.given, "function": site.function,
        })  # fmt: skip
    return told[::-1], after


def _now(watcher: Watcher, event: Event, attribute: str) -> Any:
    """What stands there at the end; of an item that was taken out what was written last."""
    if event.box is None:
        return held(event.obj, attribute)
    there = item(event.box, event.key)
    key = event.key if type(event.key) is int else id(event.key)
    return watcher.wrote.get((id(event.box), key)) if there is None else there

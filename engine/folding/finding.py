"""Finding a name in a graph, however deep it is folded away."""

from __future__ import annotations

from typing import NamedTuple

from engine.folding.groups import Group
from engine.folding.view import Folding

MOST_FOUND = 20
"""Results told; nobody reads more, and a longer name finds fewer."""


class Found(NamedTuple):
    """A Value, as its index in the folding's order, or a group; and the groups around it, outermost first."""

    label: str
    at: int | Group
    around: list[Group]


def find(folding: Folding, name: str) -> tuple[list[Found], int]:
    """The Values and groups whose names have this in them, at most MOST_FOUND, and how many there are.

    What has that very name comes before what begins with it, and that before what only contains it; among
    equals what was made last, which is nearer to the root.
    """
    wanted = name.casefold()
    names = [(group.name, group) for group in folding.groups.values()]
    hits: list[tuple[int, int, str, int | Group]] = []
    for i, value in enumerate(folding.order):
        if wanted in (label := value.label.casefold()):
            hits.append((_far(label, wanted), -i, value.label, i))
    for shown, group in names:
        if wanted in (label := shown.casefold()):
            hits.append((_far(label, wanted), -group.end, shown, group))
    hits.sort(key=lambda hit: hit[:2])
    return [Found(label, at, _around(folding, at)) for _, _, label, at in hits[:MOST_FOUND]], len(hits)


def _far(label: str, wanted: str) -> int:
    return 0 if label == wanted else 1 if label.startswith(wanted) else 2


def _around(folding: Folding, at: int | Group) -> list[Group]:
    start, end = (at.start, at.end) if isinstance(at, Group) else (at, at + 1)
    found: list[Group] = []
    inside = folding.outermost
    while True:
        deeper = next(
            (
                child
                for child in inside.children
                if isinstance(child, Group) and child is not at and child.start <= start and end <= child.end
            ),
            None,
        )
        if deeper is None:
            return found
        found.append(deeper)
        inside = deeper

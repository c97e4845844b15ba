"""What comparing things costs, counted before it is done.

A list may hold one list twice, that one another twice, and so on: it is small, and going through it is not.
Python compares in one go, which nothing can stop, so what it will go through is counted as steps first.
"""

from __future__ import annotations

from typing import Final

from engine.language.builder import Site
from engine.language.machine.kinds import Data, Set
from engine.language.machine.state import Machine

NESTING: Final[frozenset[type]] = frozenset([list, tuple, dict, Set])


def weigh(m: Machine, data: Data, site: Site) -> None:
    """Count everything inside `data`, each time it is there, as steps of the program."""
    todo = [data]
    while todo:
        found = todo.pop()
        items = found.values() if type(found) is dict else found.items if type(found) is Set else found
        m.burn(site, len(items) // 8 + 1)
        todo += [item for item in items if type(item) in NESTING]

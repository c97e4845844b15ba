"""What comparing things costs, counted before it is done.

A list may hold one list twice, that one another twice, and so on: it is small, and going through it is not.
Python compares in one go, which nothing can stop, so what it will go through is counted as steps first.
"""

from __future__ import annotations

from typing import Final

from engine.language.builder import Site
from engine.language.errors import LanguageError
from engine.language.machine.kinds import Data, Set
from engine.language.machine.state import Machine

_DEEPEST: Final = 200
"""Lists inside one another that are compared: Python's comparison goes down on the thread's stack."""
NESTING: Final[frozenset[type]] = frozenset([list, tuple, dict, Set])


def weigh(m: Machine, data: Data, site: Site) -> None:
    """Count everything inside `data`, each time it is there, as steps of the program."""
    todo = [(data, 0)]
    while todo:
        found, depth = todo.pop()
        if depth > _DEEPEST:
            told = f"Things more than {_DEEPEST} deep inside one another are not compared here."
            raise LanguageError("limit", told, site.span, "Compare their parts.")
        items = found.values() if type(found) is dict else found.items if type(found) is Set else found
        m.burn(site, len(items) // 8 + 1)
        todo += [(item, depth + 1) for item in items if type(item) in NESTING]

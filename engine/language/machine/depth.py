"""How deep calls can be inside one another.

A call of a program is some ten to thirty calls of Python, which count against Python's own limit. They take
no room on the thread's stack, except where C code goes between them; at this limit that stays under half a
megabyte, and comparing nested lists, which is all C, is kept shallow by `weight.py`.
"""

from __future__ import annotations

import sys
from typing import Final

_PYTHONS: Final = 10_000


def make_room() -> None:
    """For some hundred calls of a program inside one another; where each has very many blocks, for fewer."""
    if sys.getrecursionlimit() < _PYTHONS:
        sys.setrecursionlimit(_PYTHONS)

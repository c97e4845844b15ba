"""`watch` in a notebook: what draws is told by the packages installed, as the engine draws nothing."""

from __future__ import annotations

import sys
from typing import Any, Final

GROUP: Final = "livegrad.notebook"
"""The entry points of this group show things in a notebook; livegrad's own is `app.notebook:watch`."""


def watch(thing: Any, height: int | None = None) -> Any:
    """Step through a Value's graph, watch a Trainer train, or open the text of a program: in a notebook.

    `thing` is a Value, an `engine.train.Trainer`, or a program as a string. It is copied: numbers that are
    turned in the picture leave your own Values as they are. A Value without a label is called by the variable
    that holds it. `height` is in pixels.

    Raises TypeError for anything else, and ImportError where what shows it is not installed.
    """
    from importlib.metadata import entry_points  # slow to import, and programs in the sandbox need none

    frame = sys._getframe(1)
    for entry in entry_points(group=GROUP, name="watch"):
        return entry.load()(thing, height=height, names={**frame.f_globals, **frame.f_locals})
    raise ImportError(
        "Nothing that is installed can show this in a notebook: pip install 'livegrad[notebook]'."
    )

"""Is a program that used up a budget a network in training? Then another page does it better."""

from __future__ import annotations

from engine.language.machine.kinds import Class, Data, Instance
from engine.language.machine.state import Machine

_MOONS = "The training page runs this set-up for as long as you like: /train#preset=moons-demo"
_OTHERS = "The training page trains networks for as long as you like: /train"


def training_page(m: Machine) -> str | None:
    """A hint that offers it to a program that has a network (an object to call, with `parameters`) and ran a
    backward pass or made very many Values; with the demo's own set-up where the data are its moons."""
    large = len(m.builder.values) * 2 > m.limits.max_nodes
    if not (large or m.recorder.timeline.passes):
        return None
    if not any(_is_network(data) for data in m.globals.values()):
        return None
    return _MOONS if m.moons else _OTHERS


def _is_network(data: Data) -> bool:
    if not isinstance(data, Instance):
        return False
    cls: Class = data.cls
    return cls.has("parameters") and cls.has("__call__")

"""Drawings of graphs: `draw_dot(x)`, and what a program draws with Graphviz by itself.

livegrad draws the graph of a Value as it draws all graphs. So of a drawing made node by node only its root is
kept: the latest Value among those whose `id` became a node.
"""

from __future__ import annotations

import re
from typing import Final

from engine.language.builder import Site
from engine.language.errors import LanguageError
from engine.language.machine.kinds import Builtin, Data, Drawing, Ignored, Set
from engine.language.machine.state import Machine
from engine.language.run import Item
from engine.value import Value

_NOTHING: Final = Ignored()
_NUMBER: Final = re.compile(r"[1-9]\d{0,8}")


def draw(m: Machine, args: list[Data], kwargs: dict[str, Data], site: Site) -> Data:
    """`draw_dot(x)`: the graph of x, which is then the one that is shown."""
    return _draw("draw_dot", m, args, site)


def drawing_function(name: str) -> Builtin:
    """What stands for a pasted function that draws with Graphviz."""
    return Builtin(name, lambda m, args, kwargs, site: _draw(name, m, [*args, *kwargs.values()], site))


def _draw(name: str, m: Machine, args: list[Data], site: Site) -> Data:
    root = _root(m, args, site)
    if root is None:
        message = f"{name[:40]}() draws the graph of a Value."
        raise LanguageError("type", message, None, f"Write {name[:40]}(L).")
    m.picture(Item("graph", root=root, span=site.span))
    m.shown = root
    return _NOTHING


def _root(m: Machine, args: list[Data], site: Site) -> Value | None:
    """The Value to draw: the first argument that is one, or the latest in the lists and sets given."""
    for arg in args:
        if type(arg) is Value:
            return arg
    found = None
    for arg in args:
        if isinstance(arg, (list, tuple, Set)):
            items = arg.items if isinstance(arg, Set) else arg
            m.burn(site, len(items) // 8 + 1)
            values = [item for item in items if type(item) is Value]
            found = max([*values, *([found] if found else [])], key=lambda v: v.serial, default=None)
    return found


# -- Graphviz ---------------------------------------------------------------------------------------


def number_of(m: Machine, data: Data, site: Site) -> int:
    """`id(x)`: the same number for the same thing, and another for every other."""
    known = m.known.get(id(data))
    if known is None:
        m.take(32, site)
        known = m.known[id(data)] = (len(m.known) + 1, data)  # kept, so that no other takes its place
        if type(data) is Value:
            m.numbered[known[0]] = data
    return known[0]


def _digraph(m: Machine, args: list[Data], kwargs: dict[str, Data], site: Site) -> Data:
    m.note("livegrad draws the graph itself; of this drawing it keeps what it is the graph of.", site.span)
    return Drawing()


def _node(m: Machine, args: list[Data], kwargs: dict[str, Data], site: Site) -> None:
    """`dot.node(str(id(v)), …)`: the drawing's root is the latest Value so far."""
    drawing, *rest = args
    name = kwargs.get("name", rest[0] if rest else "")
    number = _NUMBER.match(name) if isinstance(name, str) else None
    value = m.numbered.get(int(number[0])) if number else None
    if value is None:
        return
    if drawing.item is None:
        drawing.item = Item("graph", root=value, span=site.span)
        m.picture(drawing.item)
    elif value.serial > drawing.item.root.serial:
        drawing.item.root = value
    m.shown = drawing.item.root


NODE: Final = Builtin("node", _node)
DIGRAPH: Final = Builtin("Digraph", _digraph)
"""graphviz.Digraph"""

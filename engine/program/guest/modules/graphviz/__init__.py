"""graphviz: the source text that the real package writes; nothing is drawn or written to a file here.

`nodes` and `links` of a graph keep what was added, for whoever shows it: `(name, label, attributes)` and
`(tail, head, label, attributes)`. `made` has every graph of the program, in order.
"""

from __future__ import annotations

from .dot import Digraph, Graph, Source, escape, made, nohtml

FORMATS = {"pdf", "png", "svg", "jpg", "gif", "dot", "plain", "json"}
ENGINES = {"dot", "neato", "twopi", "circo", "fdp", "sfdp", "patchwork", "osage"}
__version__ = "0.21"


class ExecutableNotFound(RuntimeError):
    """Never raised here."""


def version() -> tuple[int, ...]:
    """Of the drawing program."""
    return (12, 0, 0)


__all__ = [
    "ENGINES",
    "FORMATS",
    "Digraph",
    "ExecutableNotFound",
    "Graph",
    "Source",
    "escape",
    "made",
    "nohtml",
    "version",
]

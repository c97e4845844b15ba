"""Parts of a pasted notebook that are not run, because livegrad has them itself."""

from __future__ import annotations

import ast
from typing import Final

from engine.language.machine.kinds import Code
from engine.language.machine.translate import Translator
from engine.language.machine.value_check import check_class

_DRAWING: Final = {"trace", "draw_dot"}


def replaced_class(t: Translator, node: ast.ClassDef) -> Code | None:
    """`class Value`: checked against ours, and left aside."""
    if node.name != "Value" or t.library:
        return None
    m = t.machine
    m.note("livegrad uses its own Value; this class was read and checked, not run.", t.source.span(node))
    for message, span in check_class(node, t.source):
        m.note(message, span)
    return lambda env: None


def replaced_function(t: Translator, node: ast.FunctionDef) -> Code | None:
    """`def trace` and `def draw_dot`: livegrad draws the graph itself."""
    if node.name not in _DRAWING or t.names.kind != "module" or t.library:
        return None
    t.machine.note("livegrad draws the graph itself; this function is not run.", t.source.span(node))
    return lambda env: None

"""Parts of a pasted notebook that are not run, because livegrad has them itself."""

from __future__ import annotations

import ast

from engine.language.machine.drawing import drawing_function
from engine.language.machine.kinds import Builtin, Code
from engine.language.machine.translate import Translator
from engine.language.machine.value_check import check_class


def replaced_class(t: Translator, node: ast.ClassDef) -> Code | None:
    """`class Value`: checked against ours, and left aside."""
    if node.name != "Value" or t.library:
        return None
    m = t.machine
    m.note("livegrad uses its own Value; this class was checked beside it.", t.source.span(node))
    m.pasted |= {part.name for part in node.body if isinstance(part, ast.FunctionDef)}
    for message, span in check_class(node, t.source, m.limits):
        m.note(message, span)
    m.clock.check(t.source.span(node))
    return lambda env: None


def drawing_in_place_of(t: Translator, node: ast.FunctionDef) -> Builtin | None:
    """For a function that makes a drawing of what it is given: livegrad's own drawing of it."""
    if t.library or not (node.args.posonlyargs or node.args.args) or t.names.kind != "module":
        return None
    if not any(isinstance(part, ast.Call) and _called(part) == "Digraph" for part in ast.walk(node)):
        return None
    t.machine.note("livegrad draws the graph itself; this function is not run.", t.source.span(node))
    return drawing_function(node.name)


def _called(node: ast.Call) -> str:
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""

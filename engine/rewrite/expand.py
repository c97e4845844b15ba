"""Writing ops as the ops they are made of."""

from __future__ import annotations

import ast
import math
from collections.abc import Collection, Sequence
from typing import Final

from engine.export.naming import Namer
from engine.language.errors import LanguageError, Span
from engine.language.limits import Limits
from engine.language.syntax import parse
from engine.ops import OPS
from engine.rewrite.rules import MICROGRAD, Rule
from engine.rewrite.text import Editor, Made, Rewritten, fill, made

_OFTEN: Final = (
    ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.Lambda, ast.IfExp, ast.BoolOp,
)  # fmt: skip
_SIMPLE: Final = (ast.Assign, ast.AugAssign, ast.Expr, ast.Return)


def expand(text: str, spans: Collection[Span], rules: Sequence[Rule], limits: Limits) -> Rewritten:
    """Rewrite the expressions at these places, each by the rule of its op; one without a rule stays.

    Raises LanguageError: what parsing raises, and `limit` if the text becomes too long.
    """
    source, tree = parse(text, limits)
    editor = Editor(source, tree)
    by_op = {rule.op: rule for rule in rules}
    namer = Namer(node.id for node in ast.walk(tree) if isinstance(node, ast.Name))
    wanted, count = set(spans), 0
    for node in editor.postorder():
        if not isinstance(node, (ast.expr, ast.AugAssign)) or editor.span(node) not in wanted:
            continue
        found = made(node)
        rule = by_op.get(found.op) if found else None
        if found is None or rule is None or len(found.operands) != OPS[rule.op].arity:
            continue
        literal = _literal(found) if rules is MICROGRAD else None
        if literal == math.inf:
            continue  # one over it is no number
        new = (
            _micrograds(editor, found, literal)
            if literal is not None
            else _parts(editor, node, found, rule, namer)
        )
        if isinstance(node, ast.AugAssign):
            editor.new[node] = f"{editor.text(node.target)} = {new}"
        else:
            editor.replace(node, new, tight=False)
        count += 1
        if sum(map(len, editor.new.values())) > 50 * limits.max_source_length:
            raise _too_long(limits)
    result = editor.result()
    if len(result) > limits.max_source_length:
        raise _too_long(limits)
    return Rewritten(result, count)


def _parts(editor: Editor, node: ast.AST, found: Made, rule: Rule, namer: Namer) -> str:
    texts = {letter: editor.operand(operand) for letter, operand in zip("ab", found.operands, strict=False)}
    if not rule.shared:
        return fill(rule.parts_tree, texts, found.style)
    statement = _statement(editor, node)
    if statement is None:
        return fill(rule.parts_tree, texts, found.style)
    name = namer.plain("e")
    shared = ast.parse(rule.shared, mode="eval").body
    editor.before.setdefault(statement, []).append(f"{name} = {fill(shared, texts, found.style)}")
    return fill(ast.parse(rule.parts, mode="eval").body, {**texts, "e": name}, found.style)


def _statement(editor: Editor, node: ast.AST) -> ast.stmt | None:
    """The simple statement around a node, if a line before it is computed exactly as often as the node."""
    while not isinstance(node, ast.stmt):
        if isinstance(node, _OFTEN):
            return None
        node = editor.parent[node]
    return node if isinstance(node, _SIMPLE) else None


def _literal(found: Made) -> float | None:
    """What micrograd adds or multiplies by where a plain number is taken away or divided by."""
    if found.op not in ("sub", "div"):
        return None
    right = found.operands[1]
    if not isinstance(right, ast.Constant) or not isinstance(right.value, (int, float)):
        return None
    try:
        number = float(right.value)
    except OverflowError:
        return math.inf
    if found.op == "sub":
        return -number
    return 1.0 / number if number else None


def _micrograds(editor: Editor, found: Made, literal: float) -> str:
    """micrograd turns a plain number's sign, or takes 1 over it, before it makes a Value of it."""
    left, right = found.operands
    if found.op == "sub":
        return f"{editor.term(left)} + (-{editor.text(right)})"
    return f"{editor.operand(left)}*{literal!r}"


def _too_long(limits: Limits) -> LanguageError:
    message = f"Written out, the program has more than {limits.max_source_length:,} characters."
    return LanguageError("limit", message, None, "Expand fewer places.")

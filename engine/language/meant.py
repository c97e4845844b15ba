"""Texts that Python could read as a program, but that whoever types formulas meant as a formula.

`x % 3` and `x < y` with names that nothing assigns would only end in a NameError; here the sign is named. A
text that runs as a program is left to Python.
"""

from __future__ import annotations

import ast
import copy
from typing import Final

from engine.functions import CONSTANTS, FUNCTIONS, MODULES
from engine.language.dialect import is_formula
from engine.language.errors import LanguageError, Note, Span
from engine.language.source import Source
from engine.language.words import decimal_comma

_WRITE: Final = {
    ast.Mod: ("`%` is not one of the operators.", "For a percentage divide by 100: 5/100"),
    ast.FloorDiv: ("`//` is not one of the operators.", "To divide write /, for a remark write #."),
    ast.Compare: ("A comparison is no number.", "For the larger of two write max(x, y)."),
    ast.BoolOp: ("`and` and `or` are no operators of a formula.", "For the larger of two write max(x, y)."),
    ast.Not: ("`not` is no operator of a formula.", "For the opposite sign write -x."),
    ast.Invert: ("`~` is not one of the operators.", "For the opposite sign write -x."),
    ast.IfExp: ("A formula has no `if`.", "Give its names values first, such as x = 2.0."),
    ast.Tuple: ("A comma cannot stand here.", "Write one formula a line."),
}  # fmt: skip


def as_formula(source: Source, tree: ast.Module) -> bool:
    """Whether the text is a formula; in one, `a = 1,` and `a: float = 2` are `a = 1` and `a = 2`.

    Raises a LanguageError for a formula with an operator too many, if Python would not find its names.
    """
    plain = [_plain(source, statement) for statement in tree.body]
    whole = ast.Module([statement for statement, _ in plain], [])
    if is_formula(whole):
        tree.body[:] = whole.body
        source.notes += [note for _, note in plain if note]
        return True
    _check_numbers_given(source, tree)
    bare = _without_strange(whole)
    if bare is None or not is_formula(bare):
        return False
    found = next(node for node in ast.walk(whole) if _strange(node))
    if _free_names(whole) or (isinstance(found, ast.Tuple) and _typed_comma(source, found)):
        raise _refused(source, whole)
    return False


def _check_numbers_given(source: Source, tree: ast.Module) -> None:
    """Refuse `a: float` in what is a formula otherwise: it gives no number."""
    bare = [node for node in tree.body if isinstance(node, ast.AnnAssign) and node.value is None]
    if bare and is_formula(ast.Module([node for node in tree.body if node not in bare], [])):
        span = source.span(bare[0])
        name = source.snippet(source.span(bare[0].target), 30)
        raise LanguageError(
            "syntax", f"`{name}` is given a type, but no number.", span, f"Write {name} = 2.0"
        )


def _plain(source: Source, statement: ast.stmt) -> tuple[ast.stmt, Note | None]:
    """An assignment without its type and without a comma at its end."""
    note = None
    if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name) and statement.value:
        statement = ast.copy_location(ast.Assign([statement.target], statement.value), statement)
    if isinstance(statement, (ast.Assign, ast.Expr)) and isinstance(statement.value, ast.Tuple):
        value = statement.value
        span = source.span(value)
        if len(value.elts) == 1 and source.text[span[1] - 1] == ",":
            note = Note("The comma at the end was left out", (span[1] - 1, span[1]))
            changed = type(statement)(**dict(ast.iter_fields(statement)) | {"value": value.elts[0]})
            statement = ast.copy_location(changed, statement)
    return statement, note


def _strange(node: ast.AST) -> bool:
    if isinstance(node, ast.BinOp):
        return isinstance(node.op, (ast.Mod, ast.FloorDiv))
    if isinstance(node, ast.UnaryOp):
        return isinstance(node.op, (ast.Not, ast.Invert))
    return isinstance(node, (ast.Compare, ast.BoolOp, ast.IfExp, ast.Tuple)) and not (
        isinstance(node, ast.Tuple) and isinstance(node.ctx, ast.Store)
    )


def _without_strange(tree: ast.Module) -> ast.Module | None:
    """The tree with what no formula has taken apart into its operands; None where there is nothing of it."""
    if not any(_strange(node) for node in ast.walk(tree)):
        return None
    return ast.Module([_apart(statement) for statement in tree.body], [])


def _apart(statement: ast.stmt) -> ast.stmt:
    taken = _Apart().visit(copy.deepcopy(statement))
    assert isinstance(taken, ast.stmt)
    return taken


class _Apart(ast.NodeTransformer):
    """`x % y`, `x < y` and `x, y` as `x + y`."""

    def visit(self, node: ast.AST) -> ast.AST:
        self.generic_visit(node)
        if not _strange(node):
            return node
        operands = [child for child in ast.iter_child_nodes(node) if isinstance(child, ast.expr)]
        total: ast.expr = operands[0] if operands else ast.Constant(0)
        for operand in operands[1:]:
            total = ast.BinOp(total, ast.Add(), operand)
        return total


def _free_names(tree: ast.Module) -> bool:
    """Whether there is a name that Python would not find."""
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    known = {name.id for name in names if isinstance(name.ctx, ast.Store)}
    known |= {*FUNCTIONS, *CONSTANTS, *MODULES, "Value"}
    return any(name.id not in known for name in names)


def _typed_comma(source: Source, node: ast.Tuple) -> bool:
    """`1,5`: two numbers with a comma and no blank between them."""
    return len(node.elts) == 2 and decimal_comma(source, source.span(node)) is not None


def _refused(source: Source, tree: ast.Module) -> LanguageError:
    found = next(node for node in ast.walk(tree) if _strange(node))
    assert isinstance(found, ast.expr)
    span = source.span(found)
    kind: type[ast.AST] = type(found)
    place: Span = span
    if isinstance(found, (ast.BinOp, ast.UnaryOp)):
        kind = type(found.op)
    if isinstance(found, (ast.BinOp, ast.Compare)):
        right = found.right if isinstance(found, ast.BinOp) else found.comparators[0]
        between = source.span(found.left)[1], source.span(right)[0]
        sign = source.text[slice(*between)].strip("()").strip().split("\n")[0].strip(" \t(")
        at = source.text.find(sign, between[0])
        place = at, at + len(sign)
        if isinstance(found, ast.Compare) and sign == "<" and source.text.startswith("<-", at):
            name = source.snippet(source.span(found.left), 30)
            value = source.snippet((at + 2, span[1]), 30)
            message = f"`{source.text[at : at + 2]}` gives no name a value here."
            return LanguageError("syntax", message, (at, at + 2), f"Did you mean {name} = {value}?")
        if isinstance(found, ast.Compare) and sign == "==" and isinstance(found.left, ast.Name):
            hint = f"To give a name a value write {found.left.id[:30]} = …"
            return LanguageError("unsupported", _WRITE[kind][0], place, hint)
    message, hint = _WRITE[kind]
    return LanguageError("unsupported", message, place, decimal_comma(source, span) or hint)

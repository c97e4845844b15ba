"""Recognising an op in the ops it was written as."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Collection, Sequence
from itertools import chain

from engine.language.errors import Span
from engine.language.limits import Limits
from engine.language.syntax import parse
from engine.rewrite.rules import DIFFERENCE, MICROGRAD, Rule
from engine.rewrite.text import Editor, Made, Rewritten, fill, made, number

Binding = dict[str, ast.expr]
_QUOTIENT = ast.parse("a/b", mode="eval").body


def collapse(text: str, spans: Collection[Span] | None, rules: Sequence[Rule], limits: Limits) -> Rewritten:
    """Write the whole where its parts stand at these places (None: anywhere), the outermost first.

    A name that holds a piece is looked through if it is given a value once, at the top of the program; its
    line goes when nothing needs it any more. Raises what parsing raises.
    """
    source, tree = parse(text, limits)
    editor = Editor(source, tree)
    matcher = _Matcher(tree)
    wanted = None if spans is None else set(spans)
    inside: set[ast.AST] = set()
    found: list[tuple[ast.expr, ast.expr, Binding, str]] = []
    micrograds = rules is MICROGRAD
    for node in ast.walk(tree):  # from the outside in
        if node in inside or not isinstance(node, ast.expr) or made(node) is None:
            continue
        if wanted is not None and editor.span(node) not in wanted:
            continue
        for rule in chain(rules, (DIFFERENCE,) if micrograds else ()):
            matcher.start()
            if matcher.matches(rule.parts_tree, node):
                whole = ast.parse(rule.whole, mode="eval").body
                found.append((node, whole, dict(matcher.bound), matcher.style))
                inside.update(matcher.passed)
                break
        else:
            if micrograds and (quotient := _quotient(node)) is not None:
                found.append((node, _QUOTIENT, quotient, ""))
    # a part may hold another whole: lines from above, and on each line from the inside out
    place = {node: i for i, node in enumerate(editor.postorder())}
    for node, whole, bound, style in sorted(found, key=lambda item: place[item[0]]):
        texts = {letter: _operand(editor, whole, letter, part) for letter, part in bound.items()}
        editor.replace(node, fill(whole, texts, style), tight=isinstance(whole, ast.Call))
    _drop_unused(editor, matcher, [(node, bound) for node, _, bound, _ in found])
    return Rewritten(editor.result(), len(found))


def _operand(editor: Editor, whole: ast.expr, letter: str, part: ast.expr) -> str:
    """What stands for a letter: before `-` or `/`, what binds as tightly to its left needs no brackets."""
    if part not in editor.parent:
        return ast.unparse(part)  # a divisor, which stands nowhere in the text
    if isinstance(whole, ast.BinOp) and isinstance(whole.left, ast.Name) and whole.left.id == letter:
        return editor.term(part) if isinstance(whole.op, ast.Sub) else editor.factor(part)
    return editor.operand(part)


def _quotient(node: ast.expr) -> Binding | None:
    """`x*0.2` is what micrograd makes of `x/5`: a product with one over a number that is shorter to write."""
    match node:
        case ast.BinOp(left, ast.Mult(), ast.Constant(float(factor))) if factor:
            pass
        case _:
            return None
    for digits in range(1, len(repr(factor))):
        text = f"{1.0 / factor:.{digits}g}"
        if len(text) < len(repr(factor)) and "e" not in text and 1.0 / float(text) == factor:
            return {"a": left, "b": ast.parse(text, mode="eval").body}
    return None


def _drop_unused(editor: Editor, matcher: _Matcher, replaced: list[tuple[ast.expr, Binding]]) -> None:
    """Take away the lines of names that only the replaced parts needed."""
    kept = Counter(_names(editor.tree))
    for node, bound in replaced:
        kept.subtract(_names(node))
        for part in bound.values():
            kept.update(_names(part))
    for name, statement in reversed(matcher.statements.items()):
        # the one use that is left is its own line
        if name in matcher.looked_through and kept[name] <= 1:
            editor.gone.add(statement)
            kept.subtract(_names(statement))


def _names(node: ast.AST) -> list[str]:
    return [part.id for part in ast.walk(node) if isinstance(part, ast.Name)]


def _bound_otherwise(tree: ast.Module) -> list[str]:
    """Names that are given a meaning by anything but an assignment: a parameter hides a global name."""
    names: list[str | None] = []
    for node in ast.walk(tree):
        match node:
            case ast.arg(arg=name):
                names.append(name)
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef() | ast.ExceptHandler():
                names.append(node.name)
            case ast.MatchAs() | ast.MatchStar():
                names.append(node.name)
            case ast.alias():
                names.append((node.asname or node.name).partition(".")[0])
    return [name for name in names if name is not None]


def _writes_data(tree: ast.Module) -> bool:
    return any(
        isinstance(node, ast.Attribute) and node.attr == "data" and isinstance(node.ctx, ast.Store)
        for node in ast.walk(tree)
    )


class _Matcher:
    """Compares an expression with a rule's parts; the rule's letters stand for anything."""

    def __init__(self, tree: ast.Module) -> None:
        assigned = Counter(
            node.id
            for node in ast.walk(tree)
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
        )
        for node in ast.walk(tree):
            if isinstance(node, (ast.AugAssign, ast.For)) and isinstance(node.target, ast.Name):
                assigned[node.target.id] += 1
        assigned.update(_bound_otherwise(tree))
        self.statements: dict[str, ast.stmt] = {}
        self._meaning: dict[str, ast.expr] = {}
        # after a write to .data a name can hold what its formula would not give any more
        for statement in [] if _writes_data(tree) else tree.body:
            if not isinstance(statement, ast.Assign) or len(statement.targets) != 1:
                continue
            (target,) = statement.targets
            if not isinstance(target, ast.Name) or assigned[target.id] != 1:
                continue
            pure = all(assigned[name] <= 1 for name in _names(statement.value))
            if pure and made(statement.value) is not None:  # a number by name is a leaf, and stays one
                self.statements[target.id] = statement
                self._meaning[target.id] = statement.value
        self.looked_through: set[str] = set()
        self.start()

    def start(self) -> None:
        """Forget what the letters stood for."""
        self.bound: Binding = {}
        self.passed: list[ast.AST] = []
        self.style = ""
        self._through: set[str] = set()

    def matches(self, pattern: ast.expr, node: ast.expr) -> bool:
        """Whether the expression is the pattern; `bound` then says what each letter is."""
        if not self._same(pattern, node):
            return False
        self.looked_through |= self._through
        return True

    def _same(self, pattern: ast.expr, node: ast.expr) -> bool:
        if isinstance(pattern, ast.Name):
            known = self.bound.setdefault(pattern.id, node)
            return ast.dump(known) == ast.dump(node)
        if isinstance(node, ast.Name) and node.id in self._meaning:
            self._through.add(node.id)
            node = self._meaning[node.id]
        if isinstance(pattern, ast.Constant):
            value = node.value if isinstance(node, ast.Constant) else None
            return isinstance(value, (int, float)) and not isinstance(value, bool) and value == pattern.value
        if isinstance(node, ast.Constant):
            return number(pattern) == node.value
        if isinstance(pattern, ast.UnaryOp):
            self.passed.append(node)
            same = isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub)
            return same and isinstance(node, ast.UnaryOp) and self._same(pattern.operand, node.operand)
        wanted, found = made(pattern), made(node)
        if wanted is None or found is None or wanted.op != found.op:
            return False
        self.passed.append(node)
        return self._operands(wanted, found)

    def _operands(self, wanted: Made, found: Made) -> bool:
        if found.style:
            self.style = found.style
        orders = [found.operands]
        if wanted.op in ("add", "mul"):
            orders.append(found.operands[::-1])
        for operands in orders:
            before = dict(self.bound), list(self.passed), set(self._through)
            if len(operands) == len(wanted.operands) and all(
                self._same(part, operand) for part, operand in zip(wanted.operands, operands, strict=True)
            ):
                return True
            self.bound, self.passed, self._through = before
        return False

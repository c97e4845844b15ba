"""The gradient as a graph of its own: a backward pass that computes with Values instead of numbers.

Its root is d(root)/d(leaf), made of ordinary Values, so it can be looked at, stepped through and
differentiated again: its own gradients are the second derivatives. The local derivatives are the texts of
the op table, which people read beside the graph.
"""

from __future__ import annotations

import ast
import math
import operator
from collections.abc import Callable, Collection
from functools import lru_cache
from typing import Final, NamedTuple

from engine.backward import local_derivatives
from engine.export.naming import own_name
from engine.functions import CONSTANTS, DEFAULT_CONSTANTS, FUNCTIONS, MODULE_CONSTANTS, MODULES
from engine.graph import ops_to_visit, topological_order
from engine.language.errors import LanguageError, short
from engine.value import Value, make

Term = Value | float

_ARITHMETIC: Final[dict[type[ast.operator], Callable[..., Term]]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}  # fmt: skip
_COMPARED: Final[dict[type[ast.cmpop], Callable[[float, float], bool]]] = {
    ast.Gt: operator.gt, ast.Lt: operator.lt, ast.GtE: operator.ge, ast.LtE: operator.le, ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}  # fmt: skip


class Gradient(NamedTuple):
    """d(root)/d(leaf) as a graph. `constants` are the numbers that its rules brought in."""

    root: Value
    constants: set[Value]


def grad_graph(root: Value, leaf: Value, constants: Collection[Value] = ()) -> Gradient:
    """The gradient of `root` with respect to `leaf` (any node), built out of Values; nothing is changed.

    `constants`: leaves that nobody differentiates by, which are taken as plain numbers.
    Raises ValueError or ArithmeticError where a rule has no finite value, and LanguageError where the rule of
    an op of one's own cannot be read.
    """
    builder = _Builder(root, leaf, set(constants) - {leaf})
    result = builder.run()
    name = _derivative_name(root, leaf)
    if not isinstance(result, Value):
        result = Value(result)
    if (
        result in builder.given and result.op is None
    ):  # another leaf: the gradient must not be mistaken for it
        result = Value(result.data)
    if result not in builder.given:
        result.label = name
        result.scope = (builder.title,)
    made = {value for value in topological_order(result) if value.op is None and value not in builder.given}
    return Gradient(result, made - {result})


def _derivative_name(root: Value, node: Value) -> str:
    return f"d{own_name(root) or 'out'}_d{own_name(node) or 'in'}"


class _Builder:
    def __init__(self, root: Value, leaf: Value, constants: set[Value]) -> None:
        self.root = root
        self.leaf = leaf
        self._constants = constants
        self.title = (
            f"the gradient of {own_name(root) or 'the result'} with respect to {own_name(leaf) or 'it'}"
        )
        order = topological_order(root)
        self.given = set(order)
        self._felt = {leaf}  # everything that depends on the leaf
        for value in order:
            if not self._felt.isdisjoint(value.parents):
                self._felt.add(value)

    def run(self) -> Term:
        upstream: dict[Value, Term] = {self.root: 1.0}
        for node in ops_to_visit(self.root):
            if node not in upstream or node is self.leaf:
                continue
            received = upstream[node]
            self._name(received, node)
            for slot, parent in enumerate(node.parents):
                if parent in self._felt:
                    amount = _times(received, self._local(node, slot))
                    before = upstream.get(parent)
                    upstream[parent] = amount if before is None else _plus(before, amount)
        return upstream.get(self.leaf, 0.0)

    def _name(self, received: Term, node: Value) -> None:
        """An upstream gradient is called dL_dd, if it is new and `d` has a name."""
        if not isinstance(received, Value) or received in self.given or received.label:
            return
        received.scope = (self.title,)
        if own_name(node) is not None and received.op is not None:
            received.label = _derivative_name(self.root, node)

    def _local(self, node: Value, slot: int) -> Term:
        """The local derivative as the op table writes it, of Values."""
        op = node.op
        assert op is not None
        operands = [parent.data if parent in self._constants else parent for parent in node.parents]
        names: dict[str, Term] = dict(zip("ab", operands, strict=False))
        names |= {"o": node, "k": node.constant}
        try:
            return _evaluate(_rule(op.formula, op.rules[slot]), names)
        except (ValueError, ArithmeticError):
            local = local_derivatives(node)[slot]
            if not math.isfinite(local):
                raise
            return local  # the table's own choice, where its text has no result: x**0 at 0


@lru_cache(maxsize=256)
def _rule(formula: str, rule: str) -> ast.expr:
    """The rule with `o` wherever the op's own formula stands in it: what is known is not computed again."""
    whole = ast.dump(ast.parse(formula, mode="eval").body)

    class Reuse(ast.NodeTransformer):
        def visit(self, node: ast.AST) -> ast.AST:
            if ast.dump(node) == whole:
                return ast.Name("o", ast.Load())
            return super().generic_visit(node)

    found = Reuse().visit(ast.parse(rule, mode="eval").body)
    assert isinstance(found, ast.expr)
    return found


def _evaluate(node: ast.expr, names: dict[str, Term]) -> Term:
    match node:
        case ast.Constant(value=int() | float() as value):
            return float(value)
        case ast.Name(id=name) if name in names:
            return names[name]
        case ast.Name(id=name) if name in CONSTANTS:
            return CONSTANTS[name]
        case ast.Attribute(value=ast.Name(id=module), attr=name) if (
            module in MODULES and name in MODULE_CONSTANTS
        ):
            return MODULE_CONSTANTS[name]
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_evaluate(operand, names)
        case ast.UnaryOp(op=ast.UAdd(), operand=operand):
            return _evaluate(operand, names)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _ARITHMETIC:
            return _operate(op, _evaluate(left, names), _evaluate(right, names))
        case ast.Call(func=ast.Name(id=name), args=args) if name in FUNCTIONS:
            return _call(name, [_evaluate(argument, names) for argument in args])
        case ast.Call(func=ast.Attribute(value=receiver, attr=name), args=args) if name in FUNCTIONS:
            of_module = isinstance(receiver, ast.Name) and receiver.id in MODULES
            return _call(name, [_evaluate(x, names) for x in (args if of_module else [receiver, *args])])
        case ast.IfExp(
            test=ast.Compare(left=left, ops=[op], comparators=[right]), body=body, orelse=orelse
        ) if type(op) in _COMPARED:
            a, b = (_number(_evaluate(side, names)) for side in (left, right))
            return _evaluate(body if _COMPARED[type(op)](a, b) else orelse, names)
    raise _unsupported(f"`{short(ast.unparse(node), 30)}` in a derivative cannot be differentiated again.")


def _unsupported(message: str) -> LanguageError:
    return LanguageError("unsupported", message, None, "Write the derivative in another way.")


def _operate(op: ast.operator, a: Term, b: Term) -> Term:
    if isinstance(op, ast.Pow):
        return _power(a, b)
    if isinstance(op, ast.Mult):
        return _times(a, b)
    if isinstance(op, ast.Add):
        return _plus(a, b)
    return _ARITHMETIC[type(op)](a, b)


def _power(a: Term, b: Term) -> Term:
    if not isinstance(b, Value):
        if b == 1.0:
            return a
        if b == 0.0:
            return 1.0
    return _ARITHMETIC[ast.Pow](a, b)


def _times(a: Term, b: Term) -> Term:
    for one, other in ((a, b), (b, a)):
        if not isinstance(one, Value):
            if one == 1.0:
                return other
            if one == 0.0:
                return 0.0
            if one == -1.0:
                return -other
    return _ARITHMETIC[ast.Mult](a, b)


def _plus(a: Term, b: Term) -> Term:
    for one, other in ((a, b), (b, a)):
        if not isinstance(one, Value) and one == 0.0:
            return other
    return _ARITHMETIC[ast.Add](a, b)


def _call(name: str, operands: list[Term]) -> Term:
    op = FUNCTIONS.get(name)
    if op is None:
        raise _unsupported(f"{name}() is an op of the program's own class; its formula is not known here.")
    if op.takes_constant and len(operands) == 1:
        operands = [*operands, DEFAULT_CONSTANTS[op.name]]
    if len(operands) != op.arity + op.takes_constant:
        raise _unsupported(f"{name}() in a derivative does not take {len(operands)} arguments.")
    if not any(isinstance(operand, Value) for operand in operands):
        return float(op.forward(*operands))
    constant = operands[-1] if op.takes_constant else 0.0
    if isinstance(constant, Value):
        raise _unsupported(f"The last argument of {name}() in a derivative must be a number.")
    parents = tuple(x if isinstance(x, Value) else Value(x) for x in operands[: op.arity])
    return make(op, parents, constant)


def _number(x: Term) -> float:
    return x.data if isinstance(x, Value) else x

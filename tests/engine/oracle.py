"""Independent arithmetic for tests: formulas and programs evaluated over their syntax tree.

A `System` says what a number and a function are: Python's floats, mpmath's numbers, PyTorch's tensors.
"""

import ast
import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import mpmath

Place = tuple[int, int]
"""Line from 1 and column from 0, both ends of a number in the source: its start is enough to know it by."""


@dataclass
class System:
    """One kind of arithmetic."""

    number: Callable[[float], Any]
    functions: dict[str, Callable[..., Any]]
    constants: dict[str, Any] = field(default_factory=dict)
    power: Callable[[Any, Any], Any] = lambda a, b: a**b


def _mp_gelu(a: Any) -> Any:
    return a * (1 + mpmath.erf(a / mpmath.sqrt(2))) / 2


def _mp_sigmoid(a: Any) -> Any:
    return 1 / (1 + mpmath.exp(-a))


FLOATS = System(
    number=float,
    functions={
        "exp": math.exp, "log": math.log, "log2": math.log2, "log10": math.log10, "sqrt": math.sqrt,
        "tanh": math.tanh, "erf": math.erf, "sin": math.sin, "cos": math.cos, "tan": math.tan,
        "asin": math.asin, "acos": math.acos, "atan": math.atan, "sinh": math.sinh, "cosh": math.cosh,
        "abs": abs, "max": max, "min": min, "sigmoid": lambda a: 1 / (1 + math.exp(-a)),
    },
    constants={"pi": math.pi},
)  # fmt: skip

MP = System(
    number=mpmath.mpf,
    functions={
        "exp": mpmath.exp, "log": mpmath.log, "log2": lambda a: mpmath.log(a, 2), "log10": mpmath.log10,
        "sqrt": mpmath.sqrt, "tanh": mpmath.tanh, "erf": mpmath.erf, "sin": mpmath.sin, "cos": mpmath.cos,
        "tan": mpmath.tan, "asin": mpmath.asin, "acos": mpmath.acos, "atan": mpmath.atan, "sinh": mpmath.sinh,
        "cosh": mpmath.cosh, "abs": abs, "max": max, "min": min, "sigmoid": _mp_sigmoid,
        "expm1": lambda a: mpmath.exp(a) - 1, "log1p": lambda a: mpmath.log(1 + a),
        "relu": lambda a: max(a, 0),
        "leaky_relu": lambda a, k=mpmath.mpf(0.01): a if a > 0 else k * a,
        "softplus": lambda a: mpmath.log(1 + mpmath.exp(a)), "silu": lambda a: a * _mp_sigmoid(a),
        "gelu": _mp_gelu,
        "pow": lambda a, b: a**b, "square": lambda a: a**2,
    },
    constants={"pi": mpmath.pi},
)  # fmt: skip
MP.functions |= {"ln": MP.functions["log"], "maximum": max, "arctan": mpmath.atan}


def torch_system(torch: Any) -> System:
    """Double-precision tensors."""
    nn = torch.nn.functional
    functions = {
        name: getattr(torch, name)
        for name in (
            "exp", "expm1", "log", "log2", "log10", "log1p", "sqrt", "tanh", "sigmoid", "relu", "erf", "sin",
            "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "abs", "pow", "maximum", "arctan", "square",
        )
    }  # fmt: skip
    functions |= {
        "softplus": nn.softplus, "silu": nn.silu, "gelu": nn.gelu, "ln": torch.log, "max": torch.maximum,
        "min": torch.minimum,
        "leaky_relu": lambda a, k=0.01: nn.leaky_relu(a, k if isinstance(k, float) else k.item()),
    }  # fmt: skip
    return System(lambda x: torch.tensor(x, dtype=torch.float64, requires_grad=True), functions)


class Formulas:
    """Evaluates expressions and programs in one kind of arithmetic; keeps what every part of them came to."""

    def __init__(self, system: System, names: dict[str, Any] | None = None) -> None:
        self.system = system
        self.names: dict[str, Any] = dict(names or {})
        self.numbers: dict[Place, Any] = {}
        """Numbers written in the program, by their place; set some beforehand to nudge them."""
        self.parts: dict[tuple[int, int, int, int], Any] = {}

    def formula(self, text: str) -> Any:
        self.numbers.clear()
        return self.expression(ast.parse(text, mode="eval").body)

    def program(self, text: str) -> Any:
        """Runs assignments and expressions; the last of them is the result."""
        result = None
        for node in ast.parse(text).body:
            if isinstance(node, ast.Assign):
                result = self.expression(node.value)
                for target in node.targets:
                    assert isinstance(target, ast.Name)
                    self.names[target.id] = result
            elif isinstance(node, ast.AugAssign):
                assert isinstance(node.target, ast.Name)
                result = self._operate(node.op, self.names[node.target.id], self.expression(node.value))
                self._keep(node, result)
                self.names[node.target.id] = result
            else:
                assert isinstance(node, ast.Expr)
                result = self.expression(node.value)
        return result

    def expression(self, node: ast.expr) -> Any:
        result = self._expression(node)
        self._keep(node, result)
        return result

    def _keep(self, node: ast.expr | ast.stmt, result: Any) -> None:
        end_line, end = node.end_lineno or 0, node.end_col_offset or 0
        self.parts[node.lineno, node.col_offset, end_line, end] = result

    def _number(self, node: ast.expr, value: Any) -> Any:
        return self.numbers.setdefault((node.lineno, node.col_offset), self.system.number(value))

    def _expression(self, node: ast.expr) -> Any:
        match node:
            case ast.Constant(value=value):
                return self._number(node, value)
            case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float() as value)):
                return self._number(node, -value)
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return -self.expression(operand)
            case ast.Name(id=name):
                return self.names[name] if name in self.names else self.system.constants[name]
            case ast.BinOp(left=left, op=op, right=right):
                return self._operate(op, self.expression(left), self.expression(right))
            case ast.IfExp(test=test, body=body, orelse=orelse):
                return self.expression(body if self.expression(test) else orelse)
            case ast.Compare(left=left, ops=[op], comparators=[right]):
                a, b = self.expression(left), self.expression(right)
                return {ast.Gt: a > b, ast.Lt: a < b, ast.Eq: a == b}[type(op)]
            case ast.Call(func=ast.Name(id=name), args=args):
                return self.system.functions[name](*[self.expression(a) for a in args])
            case ast.Call(func=ast.Attribute(value=receiver, attr=name), args=args):
                operands = [self.expression(receiver), *[self.expression(a) for a in args]]
                return self.system.functions[name](*operands)
        raise AssertionError(f"no rule for {ast.dump(node)}")

    def _operate(self, op: ast.operator, a: Any, b: Any) -> Any:
        match op:
            case ast.Add():
                return a + b
            case ast.Sub():
                return a - b
            case ast.Mult():
                return a * b
            case ast.Div():
                return a / b
            case ast.Pow():
                return self.system.power(a, b)
        raise AssertionError(f"no rule for {op}")


def close(a: float, b: float, relative: float = 1e-12, absolute: float = 1e-12) -> bool:
    return math.isclose(a, b, rel_tol=relative, abs_tol=absolute)

"""Bugs put into right engines by small edits, each with what the verdict must say.

A case is the shape, the text and what it becomes, the kind, the op, and a piece of the line to blame.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from .shapes import SHAPES, Shape

DIAMOND: Final = ("a = V(2.0)", "b = V(-3.0)", "c = a * b", "d = c + a", "e = d * d", "r = e + b", "GO")
TWICE: Final = ("a = V(3.0)", "r = a + a", "GO")


class Bug(NamedTuple):
    shape: str
    old: str
    new: str
    kind: str
    op: str | None
    blames: str
    lines: tuple[str, ...] = DIAMOND

    @property
    def source(self) -> str:
        shape: Shape = SHAPES[self.shape]
        whole = shape.program(*self.lines)
        assert self.old in whole, (self.shape, self.old)
        return whole.replace(self.old, self.new)


def through(unary: str) -> tuple[str, ...]:
    """A program that goes through this method."""
    return ("a = V(0.6)", "b = V(-1.5)", f"c = (a * b).{unary}()", "d = c + a", "r = d * c", "GO")


SQUARE = ("a = V(-1.5)", "b = a * a", "r = b + a", "GO")
LATER = ("a = V(3.0)", "b = a + 1.0", "r = b * a", "GO")
TWO_WAYS = ("a = V(2.0)", "b = V(-3.0)", "c = a * b", "d = c + a", "r = c * d", "GO")
AGAIN = ("a = V(2.0)", "b = V(-3.0)", "c = a * b", "r = c * c", "GO", "GO")

FROM = ("a = V(0.5)", "b = 3.0 - a", "r = b * a", "GO")
RSUB = "def __rsub__(self, other):\n        return (-self) + other"
LATER_BY_MUL = ("a = V(3.0)", "b = a * 2.0", "r = b + a", "GO")

BUGS: Final = [
    # another number than the sign says
    Bug(
        "closures",
        RSUB,
        RSUB.replace("(-self) + other", "self - other"),
        "value",
        "__rsub__",
        "def __rsub__",
        FROM,
    ),
    # gradients that no object holds
    Bug("tape_by_place", "(o.idx, self.v)", "(o.idx, o.v)", "local", "mul", "adjoint[j] +="),
    Bug("tape_by_place", "adjoint[j] += slope", "adjoint[j] = slope", "overwrites", "mul", "adjoint[j] ="),
    Bug(
        "tape_by_place",
        "(o.idx, -1.0)",
        "(o.idx, 1.0)",
        "local",
        "sub",
        "adjoint[j] +=",
        (*DIAMOND[:2], "r = a - b", "GO"),
    ),
    Bug(
        "gradients_by_object", "grads.get(p, 0.0) + d", "d", "overwrites", "mul", "grads[p] = d", LATER_BY_MUL
    ),
    Bug(
        "values_as_gradients",
        "g[p] + dp if p in g else dp",
        "dp",
        "overwrites",
        "mul",
        "g[p] = dp",
        LATER_BY_MUL,
    ),
    Bug("values_as_gradients", "(g * o, g * self)", "(g * o, g * o)", "local", "mul", "g[p] ="),
    Bug(
        "gradients_taken_out",
        "lambda g: -g",
        "lambda g: g",
        "local",
        "sub",
        "outgrads[id(parent)] =",
        (*DIAMOND[:2], "r = a - b", "GO"),
    ),
    # closures
    Bug(
        "closures",
        "self.grad += 1.0 * out.grad",
        "self.grad = 1.0 * out.grad",
        "overwrites",
        "add",
        "self.grad = 1.0",
        LATER,
    ),
    Bug(
        "closures",
        "other.grad += 1.0 * out.grad",
        "other.grad = 1.0 * out.grad",
        "overwrites",
        "add",
        "other.grad = 1.0",
        TWICE,
    ),
    Bug(
        "closures",
        "self.grad += other.data * out.grad",
        "self.grad = other.data * out.grad",
        "overwrites",
        "mul",
        "self.grad = other",
        SQUARE[:1] + ("b = a + a * 3.0", "r = b + a * a", "GO"),
    ),
    Bug(
        "closures",
        "other.grad += self.data * out.grad",
        "other.grad += other.data * out.grad",
        "local",
        "mul",
        "other.grad += other",
    ),
    Bug(
        "closures",
        "self.grad += (1 - t**2) * out.grad",
        "self.grad += (1 - t) * out.grad",
        "local",
        "tanh",
        "(1 - t)",
        through("tanh"),
    ),
    Bug(
        "closures",
        "self.grad += out.data * out.grad",
        "self.grad += self.data * out.grad",
        "local",
        "exp",
        "self.data * out.grad",
        through("exp"),
    ),
    Bug(
        "closures",
        "self.grad += (out.data > 0) * out.grad",
        "self.grad += (out.data > 1) * out.grad",
        "local",
        "relu",
        "> 1",
        ("a = V(0.5)", "r = a.relu() + a", "GO"),
    ),
    Bug(
        "closures",
        "            self.grad += other * self.data**(other - 1) * out.grad",
        "            self.grad += self.data**(other - 1) * out.grad",
        "local",
        "pow",
        "self.data**(other - 1)",
        ("a = V(1.5)", "r = a**3 + a", "GO"),
    ),
    Bug(
        "closures", "            other.grad += self.data * out.grad\n", "", "missing", "mul", "def _backward"
    ),
    Bug(
        "closures",
        "            self.grad += out.data * out.grad\n        out._backward = _backward",
        "            self.grad += out.data * out.grad",
        "missing",
        "exp",
        "def _backward",
        through("exp"),
    ),
    Bug("closures", "reversed(topo)", "topo", "order", None, "+="),
    Bug(
        "closures",
        "            if v not in visited:\n                visited.add(v)\n",
        "            if True:\n",
        "repeated",
        None,
        "+=",
        TWO_WAYS,
    ),
    Bug("closures", "        self.grad = 1.0\n        for", "        for", "seed", None, "def backward"),
    Bug(
        "closures",
        "        self.grad = 1.0\n        for",
        "        self.grad = self.data\n        for",
        "seed",
        None,
        "self.grad = self.data",
    ),
    Bug("closures", "class Value", "class Value", "stale", None, "+=", AGAIN),
    Bug("closures", "topo.append(v)", "topo.insert(0, v)", "order", None, "+="),
    # lambdas
    Bug("lambdas", "self.g += amount", "self.g = amount", "overwrites", "add", "self.g = amount", TWICE),
    Bug(
        "lambdas",
        "other.receive(-out.g)",
        "other.receive(out.g)",
        "local",
        "sub",
        "self.g += amount",
        ("a = V(2.0)", "b = V(1.0)", "r = a * b - b", "GO"),
    ),
    Bug(
        "lambdas",
        "self.receive(other.val * out.g), other",
        "self.receive(self.val * out.g), other",
        "local",
        "mul",
        "self.g += amount",
    ),
    Bug(
        "lambdas",
        "s * (1 - s) * out.g",
        "(1 - s) * out.g",
        "local",
        "sigmoid",
        "self.g += amount",
        through("sigmoid"),
    ),
    Bug(
        "lambdas",
        "out.back = lambda: (self.receive(out.g), other.receive(out.g))",
        "out.back = lambda: self.receive(out.g)",
        "missing",
        "add",
        "def __add__",
    ),
    Bug("lambdas", "order[::-1]", "order", "order", None, "self.g +="),
    Bug("lambdas", "        self.g = 1.0\n", "", "seed", None, "def backprop"),
    # pairs
    Bug("pairs", "m.gradient += amount", "m.gradient = amount", "overwrites", "mul", "m.gradient = amount"),
    Bug(
        "pairs",
        "(up * other.value, up * self.value)",
        "(up * self.value, up * other.value)",
        "local",
        "mul",
        "m.gradient +=",
        ("a = V(2.0)", "b = V(-3.0)", "r = a * b + a", "GO"),
    ),
    Bug("pairs", "lambda up: (up, up)", "lambda up: (up,)", "missing", "add", "def __add__"),
    Bug(
        "pairs",
        "-up * self.value / other.value ** 2",
        "-up * self.value / other.value",
        "local",
        "div",
        "m.gradient +=",
        ("a = V(2.0)", "b = V(-3.0)", "r = a / b + a", "GO"),
    ),
    Bug("pairs", "for n in reversed(nodes):", "for n in nodes:", "order", None, "m.gradient +="),
    Bug(
        "pairs", "            n.gradient = 0.0\n", "            pass\n", "stale", None, "m.gradient +=", AGAIN
    ),
    Bug("pairs", "self.gradient = 1.0", "self.gradient = 2.0", "seed", None, "self.gradient = 2.0"),
    # local_grads
    Bug(
        "local_grads",
        "child.grad += local_grad * v.grad",
        "child.grad = local_grad * v.grad",
        "overwrites",
        "mul",
        "child.grad =",
    ),
    Bug(
        "local_grads", "(other.data, self.data))", "(self.data, other.data))", "local", "mul", "child.grad +="
    ),
    Bug(
        "local_grads",
        "(math.exp(self.data),))",
        "(self.data,))",
        "local",
        "exp",
        "child.grad +=",
        through("exp"),
    ),
    Bug("local_grads", "(self, other), (1, 1))", "(self, other), (1,))", "missing", "add", "def __add__"),
    Bug("local_grads", "reversed(topo)", "topo", "order", None, "child.grad +="),
    # recursion
    Bug("recursion", "self.dx += seed", "self.dx = seed", "overwrites", None, "self.dx = seed"),
    Bug(
        "recursion",
        "[(self, other.x), (other, self.x)]",
        "[(self, other.x), (other, other.x)]",
        "local",
        "mul",
        "self.dx += seed",
    ),
    Bug(
        "recursion",
        "node.backward(seed * slope)",
        "node.backward(self.dx * slope)",
        "repeated",
        None,
        "self.dx += seed",
    ),
    Bug(
        "recursion", "[(self, -1.0)]", "[(self, 1.0)]", "local", "neg", "self.dx += seed", through("__neg__")
    ),
    # dataclass
    Bug(
        "dataclass_ops",
        "a.grad += b.data * self.grad",
        "a.grad = b.data * self.grad",
        "overwrites",
        "mul",
        "a.grad = b.data",
        SQUARE,
    ),
    Bug(
        "dataclass_ops",
        "b.grad -= self.grad",
        "b.grad += self.grad",
        "local",
        "sub",
        "b.grad += self.grad",
        ("a = V(2.0)", "b = V(1.0)", "r = a * b - b", "GO"),
    ),
    Bug(
        "dataclass_ops",
        "(1 - self.data ** 2) * self.grad",
        "(1 + self.data ** 2) * self.grad",
        "local",
        "tanh",
        "1 + self.data",
        through("tanh"),
    ),
    Bug("dataclass_ops", "            b.grad += a.data * self.grad\n", "", "missing", "mul", "def __mul__"),
    Bug("dataclass_ops", "order.pop()", "order.pop(0)", "order", None, "+="),
    # properties and slots
    Bug(
        "property_slots",
        "self.grad += g * other.value",
        "self.grad = g * other.value",
        "overwrites",
        "mul",
        "self._grad = new",
        SQUARE[:1] + ("r = a + a * 3.0", "GO"),
    ),
    Bug(
        "property_slots",
        "other.grad += g * self.value",
        "other.grad += g * other.value",
        "local",
        "mul",
        "self._grad = new",
    ),
    Bug("property_slots", "        self.grad = 1.0\n", "", "seed", None, "def backward"),
    # contexts
    Bug(
        "contexts",
        "return up * b, up * a",
        "return up * a, up * b",
        "local",
        "mul",
        "self.derivative += x",
        ("a = V(2.0)", "b = V(-3.0)", "r = a * b + a", "GO"),
    ),
    Bug("contexts", "self.derivative += x", "self.derivative = x", "overwrites", None, "self.derivative = x"),
    # rule table
    Bug(
        "rule_table",
        '"*": lambda node, a, b: (b.v, a.v)',
        '"*": lambda node, a, b: (a.v, b.v)',
        "local",
        "mul",
        "m.d += slope",
    ),
    Bug("rule_table", "m.d += slope * n.d", "m.d = slope * n.d", "overwrites", "mul", "m.d = slope"),
    Bug("rule_table", "reversed(order_of(root))", "order_of(root)", "order", None, "m.d += slope"),
    Bug(
        "rule_table",
        "lambda node, a: (node.v,)",
        "lambda node, a: (a.v,)",
        "local",
        "exp",
        "m.d += slope",
        through("exp"),
    ),
    Bug(
        "rule_table", "(1.0 if a.v > 0 else 0.0,)", "(1.0,)", "local", "relu", "m.d += slope", through("relu")
    ),
    Bug("rule_table", "    root.d = 1.0\n", "", "seed", None, "def backprop"),
    # a dict of gradients
    Bug(
        "outside_dict",
        "grads[p] += slope * grads[e]",
        "grads[p] = slope * grads[e]",
        "overwrites",
        "mul",
        "grads[p] =",
    ),
    Bug(
        "outside_dict",
        "(self, other), (other.data, self.data))",
        "(self, other), (other.data, other.data))",
        "local",
        "mul",
        "grads[p] +=",
    ),
    Bug("outside_dict", "reversed(order)", "order", "order", None, "grads[p] +="),
    # a class for each op
    Bug(
        "node_classes",
        "self.a.grad += self.b.data * self.grad",
        "self.a.grad = self.b.data * self.grad",
        "overwrites",
        "mul",
        "self.a.grad =",
        SQUARE[:1] + ("r = a * 3.0 + a * a", "GO"),
    ),
    Bug(
        "node_classes",
        "self.b.grad += self.a.data * self.grad",
        "self.b.grad += self.grad",
        "local",
        "mul",
        "self.b.grad +=",
    ),
    Bug("node_classes", "        self.b.grad += self.grad\n", "", "missing", "add", "def __add__"),
    Bug(
        "node_classes",
        "(1 - self.data ** 2)",
        "(1 - self.data)",
        "local",
        "tanh",
        "1 - self.data",
        through("tanh"),
    ),
    # tape
    Bug(
        "tape",
        "self.grad += out.grad * other.data",
        "self.grad = out.grad * other.data",
        "overwrites",
        "mul",
        "self.grad =",
        SQUARE[:1] + ("r = a + a * 3.0", "GO"),
    ),
    Bug("tape", "reversed(tape)", "tape", "order", None, "+="),
    Bug(
        "tape",
        "out.grad / (1 + math.exp(-self.data))",
        "out.grad / (1 + math.exp(self.data))",
        "local",
        "softplus",
        "math.exp(self.data)",
        through("softplus"),
    ),
    Bug(
        "tape",
        "        tape.append(back)\n        return out\n\n    def softplus",
        "        return out\n\n    def softplus",
        "missing",
        "mul",
        "def back",
    ),
    # own op names, made by functions
    Bug(
        "factory",
        "lambda a, b: 1.0, lambda a, b: -1.0",
        "lambda a, b: 1.0, lambda a, b: 1.0",
        "local",
        "sub",
        "other.sensitivity =",
        ("a = V(2.0)", "b = V(1.0)", "r = a * b - b", "GO"),
    ),
    Bug(
        "factory",
        "lambda a: 2 * a)",
        "lambda a: a)",
        "local",
        "square",
        "self.sensitivity =",
        through("square"),
    ),
    Bug(
        "factory",
        "lambda a: -2 * a * math.exp(-a * a)",
        "lambda a: 2 * a * math.exp(-a * a)",
        "local",
        "gauss",
        "self.sensitivity =",
        through("gauss"),
    ),
    Bug(
        "factory",
        "other.sensitivity = other.sensitivity + right",
        "other.sensitivity = right",
        "overwrites",
        "add",
        "other.sensitivity =",
        TWICE,
    ),
    # forwards
    Bug(
        "dual",
        "self.eps * other.real + self.real * other.eps",
        "self.eps * other.eps",
        "local",
        "mul",
        "def __mul__",
        ("a = V(2.0, 1.0)", "b = V(3.0)", "r = a * b", "GO"),
    ),
    Bug(
        "dual",
        "math.cos(self.real) * self.eps",
        "math.sin(self.real) * self.eps",
        "local",
        "sin",
        "def sin",
        ("a = V(2.0, 1.0)", "r = (a * a).sin()", "GO"),
    ),
]

"""Right programs that look as if something were wrong; `expected` is `right` or, where nothing is told, `unchecked`."""

from __future__ import annotations

from typing import Final, NamedTuple

from .shapes import SHAPES


class Right(NamedTuple):
    name: str
    source: str
    expected: str = "right"


def _on(shape: str, *lines: str) -> str:
    return SHAPES[shape].program(*lines)


_CLOSED: Final = """
class Value:
    def __init__(self, data, children=()):
        self.data, self.grad, self.children = data, 0, children
        self._backward = lambda: None
    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data + other.data, (self, other))
        def _backward():
            self.grad += out.grad
            other.grad += out.grad
        out._backward = _backward
        return out
    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data * other.data, (self, other))
        def _backward():
            self.grad += other.data * out.grad
            other.grad += self.data * out.grad
        out._backward = _backward
        return out
    __radd__, __rmul__ = __add__, __mul__
    def __sub__(self, other): return self + (-1) * other
    def exp(self):
        import math
        out = Value(math.exp(self.data), (self,))
        def _backward():
            self.grad += out.data * out.grad
        out._backward = _backward
        return out
    def log(self):
        import math
        out = Value(math.log(self.data), (self,))
        def _backward():
            self.grad += out.grad / self.data
        out._backward = _backward
        return out
    def abs(self):
        out = Value(abs(self.data), (self,))
        def _backward():
            self.grad += (1 if self.data >= 0 else -1) * out.grad
        out._backward = _backward
        return out
    def max(self, other):
        out = Value(max(self.data, other.data), (self, other))
        def _backward():
            self.grad += (self.data >= other.data) * out.grad
            other.grad += (self.data < other.data) * out.grad
        out._backward = _backward
        return out
    def relu(self):
        out = Value(max(0, self.data), (self,))
        def _backward():
            self.grad += (self.data >= 0) * out.grad
        out._backward = _backward
        return out
    def detach(self): return Value(self.data)
    def square(self): return self * self
    def backward(self):
        topo, seen = [], set()
        def build(v):
            if v not in seen:
                seen.add(v)
                for c in v.children: build(c)
                topo.append(v)
        build(self)
        self.grad = 1
        for v in reversed(topo): v._backward()
"""
_TRAIN: Final = ("w = V(0.5)", "for k in range(4):", "    r = (w * 3.0 + -6.0) * (w * 3.0 + -6.0)", "    w.{g} = 0.0",
                 "    {go}", "    w.{d} -= 0.01 * w.{g}", "    print(k, r.{d})")  # fmt: skip


def _training(shape: str) -> str:
    at = SHAPES[shape]
    return _on(shape, *(line.format(g=at.grad, d=at.data, go="GO") for line in _TRAIN))


RIGHTS: Final = [
    *(
        Right(f"training, {name}", _training(name))
        for name in SHAPES
        if name not in ("dual", "outside_dict", "property_slots", "contexts")
    ),
    Right(
        "accumulating over passes on purpose",
        _CLOSED
        + """
w = Value(2.0)
for x in (1.0, 2.0, 3.0):
    (w * x).backward()
print(w.grad)
""",
    ),
    Right(
        "a second pass from a leaf's other use",
        _CLOSED
        + """
a = Value(2.0); b = a * 3.0; b.backward(); c = a * a; c.backward(); print(a.grad)
""",
    ),
    Right(
        "whole numbers",
        _CLOSED + "a = Value(2); b = Value(-3); r = a * b + a; r.backward(); print(a.grad, b.grad)\n",
    ),
    Right(
        "log-sum-exp held stable by a constant",
        _CLOSED
        + """
xs = [Value(x) for x in (1.0, 2.0, 3.0)]
m = max(x.data for x in xs)
r = sum((x - m).exp() for x in xs).log() + m
r.backward(); print([x.grad for x in xs])
""",
    ),
    Right("a tie of max", _CLOSED + "a = Value(2.0); b = Value(2.0); r = a.max(b) * 3.0; r.backward()\n"),
    Right("abs at 0", _CLOSED + "a = Value(0.0); r = a.abs() * 2.0; r.backward()\n"),
    Right("relu at 0", _CLOSED + "a = Value(0.0); r = a.relu() * 2.0; r.backward()\n"),
    Right(
        "detach is not an op", _CLOSED + "a = Value(3.0); r = a * a.detach(); r.backward(); print(a.grad)\n"
    ),
    Right(
        "an op made of others", _CLOSED + "a = Value(3.0); r = a.square() + a; r.backward(); print(a.grad)\n"
    ),
    Right("forward only", _CLOSED + "a = Value(3.0); r = a * a + 1; print(r.data)\n", "unchecked"),
    Right(
        "by hand, as the lecture does",
        _CLOSED
        + """
a = Value(2.0); b = Value(-3.0); c = Value(10.0)
e = a * b; d = e + c; f = Value(-2.0); L = d * f
L.grad = 1.0
f.grad = 4.0
d.grad = -2.0
c.grad = -2.0; e.grad = -2.0
a.grad = -2.0 * b.data
b.grad = -2.0 * a.data
""",
    ),
    Right(
        "by hand, by the chain rule",
        _CLOSED
        + """
a = Value(2.0); b = Value(-3.0)
e = a * b; L = e * a
L.grad = 1.0
e.grad = a.data * L.grad
a.grad = e.data * L.grad
a.grad += b.data * e.grad
b.grad = a.data * e.grad
""",
    ),
    Right(
        "one _backward after another",
        _CLOSED
        + """
a = Value(2.0); b = Value(-3.0); c = a * b; d = c + a; o = d * d
o.grad = 1.0
o._backward()
d._backward()
c._backward()
print(a.grad, b.grad)
""",
    ),
    Right(
        "the pass begins with a number of the program's",
        _on("recursion", "a = V(2.0)", "r = a * a", "r.backward(0.5)"),
    ),
    Right(
        "gradients cleared afterwards, too",
        _CLOSED
        + """
a = Value(2.0); r = a * a; r.backward()
for v in (a, r): v.grad = 0
""",
    ),
    Right(
        "an optimiser in the class",
        _CLOSED.replace(
            "    def backward",
            "    def step(self, lr):\n        self.data -= lr * self.grad\n    def backward",
        )
        + """
a = Value(2.0)
for _ in range(3):
    r = a * a; a.grad = 0; r.backward(); a.step(0.1)
""",
    ),
    Right(
        "two classes of one program",
        _CLOSED
        + _CLOSED.replace("Value", "Other")
        + """
a = Value(2.0); r = a * a; r.backward()
b = Other(3.0); s = b * b + b; s.backward(); print(a.grad, b.grad)
""",
    ),
    Right(
        "the class defined anew",
        _CLOSED.replace("self.grad += out.grad\n            other", "self.grad = out.grad\n            other")
        + "a = Value(1.0); r = a + a; r.backward()\n"
        + _CLOSED
        + "a = Value(2.0); r = a + a; r.backward(); print(a.grad)\n",
    ),
    Right(
        "functions outside that make ops",
        _CLOSED
        + """
import math
def tanh(x):
    t = math.tanh(x.data)
    out = Value(t, (x,))
    def _backward():
        x.grad += (1 - t * t) * out.grad
    out._backward = _backward
    return out
a = Value(0.5); r = tanh(a * 2.0) * a; r.backward(); print(a.grad)
""",
    ),
    Right(
        "operands lifted by a decorator",
        """
import functools
def lift(method):
    @functools.wraps(method)
    def inner(self, other):
        return method(self, other if isinstance(other, V) else V(other))
    return inner
class V:
    def __init__(self, x, rule=None): self.x, self.g, self.rule = x, 0.0, rule
    @lift
    def __add__(self, o): return V(self.x + o.x, lambda g: (self.push(g), o.push(g)))
    @lift
    def __mul__(self, o): return V(self.x * o.x, lambda g: (self.push(g * o.x), o.push(g * self.x)))
    def push(self, g):
        self.g += g
        if self.rule: self.rule(g)
a = V(2.0); r = a * a + 3 * 1.0; r.push(1.0); print(a.g)
""",
    ),
    Right(
        "gradients that start as None, and a flag that asks for none",
        """
class T:
    def __init__(self, v, requires_grad=True, back=()):
        self.v, self.requires_grad, self.back, self.grad = v, requires_grad, back, None
    def __add__(self, o): return T(self.v + o.v, True, [(self, 1.0), (o, 1.0)])
    def __mul__(self, o): return T(self.v * o.v, True, [(self, o.v), (o, self.v)])
    def backward(self):
        order = []
        def visit(t):
            if t not in order:
                for p, _ in t.back: visit(p)
                order.append(t)
        visit(self)
        self.grad = 1.0
        for t in reversed(order):
            for p, s in t.back:
                if p.requires_grad:
                    p.grad = (p.grad or 0.0) + s * t.grad
x = T(3.0, requires_grad=False); w = T(2.0); b = T(1.0)
y = w * x + b; y.backward(); print(w.grad, b.grad, x.grad)
""",
    ),
    Right(
        "gradients by id",
        """
class E:
    def __init__(self, v, ins=()): self.v, self.ins = v, ins
    def __add__(self, o): return E(self.v + o.v, ((self, 1.0), (o, 1.0)))
    def __mul__(self, o): return E(self.v * o.v, ((self, o.v), (o, self.v)))
def grads_of(root):
    order, seen, grads = [], set(), {}
    def visit(n):
        if id(n) not in seen:
            seen.add(id(n))
            for m, _ in n.ins: visit(m)
            order.append(n)
    visit(root)
    grads[id(root)] = 1.0
    for n in reversed(order):
        for m, s in n.ins:
            grads[id(m)] = grads.get(id(m), 0.0) + s * grads[id(n)]
    return grads
a = E(2.0); b = E(3.0); r = a * b + a; g = grads_of(r); print(g[id(a)], g[id(b)])
""",
    ),
    Right(
        "a breadth-first pass that waits for all uses",
        _on("factory", "a = V(2.0)", "b = a * a", "r = b + a", "GO"),
    ),
    Right(
        "interior gradients cleared once passed on",
        _on("local_grads", "a = V(2.0)", "b = a * a", "r = b + a", "GO", "GO").replace(
            "child.grad += local_grad * v.grad",
            "child.grad += local_grad * v.grad\n            if v._children: v.grad = 0",
        ),
    ),
]

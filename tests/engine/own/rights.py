"""Right programs that look as if something were wrong; `expected` is `right` or, where nothing is told, `unchecked`."""

from __future__ import annotations

from typing import Final, NamedTuple

from .shapes import SHAPES, TEXTS


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
        for name, shape in SHAPES.items()
        if shape.grad and name not in ("property_slots", "contexts")
    ),
    Right(
        "money, which adds in a way of its own",
        """
class Money:
    def __init__(self, cents): self.cents = cents
    def __add__(self, o): return Money(self.cents + o.cents)
    def __mul__(self, k): return Money(round(self.cents * k))
    def __sub__(self, o): return Money(max(0, self.cents - o.cents))
m, t = Money(1999), Money(0)
for _ in range(3): t = t + m * 1.08
print(t.cents, (t - Money(99999)).cents)
""",
        "unchecked",
    ),
    Right(
        "places of a tape, whose numbers are kept elsewhere",
        """
nodes = []
class Ref:
    def __init__(self, i): self.i = i
    def __add__(self, o): return push("add", self, o, nodes[self.i]["val"] + nodes[o.i]["val"])
    def __mul__(self, o): return push("mul", self, o, nodes[self.i]["val"] * nodes[o.i]["val"])
def push(op, a, b, val):
    nodes.append({"op": op, "a": a and a.i, "b": b and b.i, "val": val, "adj": 0.0})
    return Ref(len(nodes) - 1)
x, y = push("leaf", None, None, 1.0), push("leaf", None, None, 2.0)
f = x * y + x
nodes[f.i]["adj"] = 1.0
for n in reversed(nodes):
    if n["op"] == "add":
        nodes[n["a"]]["adj"] += n["adj"]
        nodes[n["b"]]["adj"] += n["adj"]
    elif n["op"] == "mul":
        nodes[n["a"]]["adj"] += n["adj"] * nodes[n["b"]]["val"]
        nodes[n["b"]]["adj"] += n["adj"] * nodes[n["a"]]["val"]
print(nodes[x.i]["adj"], nodes[y.i]["adj"])
""",
        "unchecked",
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
    Right(
        "function objects",
        """
import math
class Function:
    def __call__(self, *inputs):
        self.inputs = inputs
        out = Var(self.forward(*[x.data for x in inputs]))
        out.creator = self
        self.output = out
        return out
class Add(Function):
    def forward(self, a, b): return a + b
    def backward(self, g): return g, g
class Mul(Function):
    def forward(self, a, b):
        self.a, self.b = a, b
        return a * b
    def backward(self, g): return g * self.b, g * self.a
class Exp(Function):
    def forward(self, a):
        self.y = math.exp(a); return self.y
    def backward(self, g): return g * self.y
class Var:
    def __init__(self, data):
        self.data = data; self.grad = None; self.creator = None
    def backward(self):
        if self.grad is None: self.grad = 1.0
        funcs, seen = [], set()
        def add(f):
            if f is not None and f not in seen:
                for x in f.inputs: add(x.creator)
                seen.add(f); funcs.append(f)
        add(self.creator)
        for f in reversed(funcs):
            gs = f.backward(f.output.grad)
            if not isinstance(gs, tuple): gs = (gs,)
            for x, g in zip(f.inputs, gs):
                x.grad = g if x.grad is None else x.grad + g
    def __add__(self, o): return Add()(self, o if isinstance(o, Var) else Var(o))
    def __mul__(self, o): return Mul()(self, o if isinstance(o, Var) else Var(o))
    def exp(self): return Exp()(self)
    def cleargrad(self): self.grad = None
a = Var(2.0); b = Var(0.3)
c = a * b
d = (c + a).exp()
e = d * c + 2.0
e.backward(); print(a.grad, b.grad)
""",
    ),
    Right(
        "sum op with a list, softmax list",
        """
import math
class Value:
    def __init__(self, data, prev=(), back=None): self.data, self.grad, self.prev, self.back = data, 0.0, list(prev), back
    def __mul__(self, o):
        out = Value(self.data * o.data, [self, o])
        def back():
            self.grad += o.data * out.grad
            o.grad += self.data * out.grad
        out.back = back
        return out
    @staticmethod
    def sum(values):
        out = Value(sum(v.data for v in values), values)
        def back():
            for v in values: v.grad += out.grad
        out.back = back
        return out
    @staticmethod
    def softmax(values):
        es = [math.exp(v.data) for v in values]; t = sum(es)
        outs = [Value(e / t, values) for e in es]
        for i, o in enumerate(outs):
            def back(i=i, o=o):
                for j, v in enumerate(values):
                    v.grad += outs[i].data * ((1.0 if i == j else 0.0) - outs[j].data) * o.grad
            o.back = back
        return outs
    def backward(self):
        topo, seen = [], set()
        def build(v):
            if v not in seen:
                seen.add(v)
                for p in v.prev: build(p)
                topo.append(v)
        build(self); self.grad = 1.0
        for v in reversed(topo):
            if v.back: v.back()
xs = [Value(float(i)) for i in range(3)]
ps = Value.softmax(xs)
r = Value.sum([ps[0] * xs[1], ps[2] * ps[2]])
r.backward(); print([x.grad for x in xs])
""",
        "unchecked",
    ),
    Right(
        "grads are objects too",
        """
class V:
    def __init__(self, v, deps=()): self.v=v; self.deps=deps; self.grad=None
    def __add__(self,o): return V(self.v+o.v, ((self,lambda g:g),(o,lambda g:g)))
    def __mul__(self,o): return V(self.v*o.v, ((self,lambda g:g*o),(o,lambda g:g*self)))
    def backward(self):
        order=[];seen=set()
        def visit(n):
            if n in seen: return
            seen.add(n)
            for d,_ in n.deps: visit(d)
            order.append(n)
        visit(self)
        self.grad=V(1.0)
        for n in reversed(order):
            for d,f in n.deps:
                g=f(n.grad)
                d.grad = g if d.grad is None else d.grad+g
a=V(2.0);b=V(3.0)
r=a*b+a*a
r.backward(); print(a.grad.v,b.grad.v)
""",
    ),
    Right(
        "log-derivative tape of tuples",
        """
TAPE=[]
class N:
    n=0
    def __init__(self,val):
        self.val=val; self.adj=0.0; self.i=N.n; N.n+=1
    def __add__(self,o):
        r=N(self.val+o.val); TAPE.append((r,[(self,1.0),(o,1.0)])); return r
    def __mul__(self,o):
        r=N(self.val*o.val); TAPE.append((r,[(self,o.val),(o,self.val)])); return r
def grad(y):
    y.adj=1.0
    for r,ins in TAPE[::-1]:
        for x,d in ins: x.adj+=d*r.adj
a=N(2.0);b=N(3.0);y=a*b+a; z=y*a
grad(z);print(a.adj,b.adj)
""",
    ),
    Right(
        "Vector class, no autograd",
        """
class Vec:
    def __init__(self,x,y): self.x=x; self.y=y
    def __add__(self,o): return Vec(self.x+o.x,self.y+o.y)
    def __mul__(self,k): return Vec(self.x*k,self.y*k)
a=Vec(1.0,2.0)+Vec(3.0,4.0)*2; print(a.x,a.y)
""",
        "unchecked",
    ),
    Right(
        "frozen dataclass dual",
        """
from dataclasses import dataclass
@dataclass(frozen=True)
class Dual:
    re: float
    du: float = 0.0
    def __add__(self,o): return Dual(self.re+o.re,self.du+o.du)
    def __mul__(self,o): return Dual(self.re*o.re,self.re*o.du+self.du*o.re)
x=Dual(3.0,1.0); y=x*x+x; print(y)
""",
    ),
    Right(
        "subclass Parameter, numpy-free nn",
        """
class Value:
    def __init__(self, data, _c=()): self.data=data; self.grad=0; self._c=_c; self._backward=lambda:None
    def __add__(self, o):
        o = o if isinstance(o, Value) else Value(o)
        out = Value(self.data+o.data,(self,o))
        def _backward():
            self.grad += out.grad; o.grad += out.grad
        out._backward=_backward
        return out
    def __mul__(self, o):
        o = o if isinstance(o, Value) else Value(o)
        out = Value(self.data*o.data,(self,o))
        def _backward():
            self.grad += o.data*out.grad; o.grad += self.data*out.grad
        out._backward=_backward
        return out
    def __radd__(self,o): return self+o
    def __rmul__(self,o): return self*o
    def __neg__(self): return self*-1
    def __sub__(self,o): return self+(-o)
    def __rsub__(self,o): return o+(-self)
    def backward(self):
        topo=[];vis=set()
        def b(v):
            if v not in vis:
                vis.add(v)
                for c in v._c: b(c)
                topo.append(v)
        b(self); self.grad=1
        for v in topo[::-1]: v._backward()
class Parameter(Value):
    def __init__(self, data, name):
        super().__init__(data)
        self.name = name
class Linear:
    def __init__(self): self.w=[Parameter(0.5,'w0'),Parameter(-0.2,'w1')]; self.b=Parameter(0.1,'b')
    def __call__(self,x): return sum((w*xi for w,xi in zip(self.w,x)), self.b)
    def zero_grad(self):
        for p in [*self.w,self.b]: setattr(p,'grad',0)
m=Linear()
for step in range(3):
    m.zero_grad()
    loss = sum((m(x)-y)*(m(x)-y) for x,y in [((1.0,2.0),1.0),((0.5,-1.0),0.0)])
    loss.backward()
    for p in [*m.w,m.b]: p.data -= 0.1*p.grad
    print(loss.data)
""",
    ),
    Right(
        "in-place iadd",
        """
class V:
    def __init__(self, d, ch=()): self.d, self.g, self.ch, self.b = d, 0.0, ch, None
    def __add__(self, o):
        out = V(self.d + o.d, (self, o))
        def b(): self.g += out.g; o.g += out.g
        out.b = b
        return out
    def __mul__(self, o):
        out = V(self.d * o.d, (self, o))
        def b(): self.g += o.d * out.g; o.g += self.d * out.g
        out.b = b
        return out
    def __iadd__(self, o): return self + o
    def backward(self):
        t, s = [], set()
        def v(n):
            if n not in s:
                s.add(n); [v(c) for c in n.ch]; t.append(n)
        v(self); self.g = 1.0
        for n in reversed(t):
            if n.b: n.b()
a = V(2.0); b = V(3.0)
s = a * b
s += a
s += s * b
s.backward(); print(a.g, b.g)
""",
    ),
    *(
        Right(
            f"gradients that the program {what} after the pass",
            _CLOSED
            + "w, v = Value(0.5), Value(-1.5)\n"
            + "for _ in range(2):\n"
            + "    r = (w * 2.0 + v) * (w + 1.0)\n"
            + "    w.grad = v.grad = 0.0\n"
            + "    r.backward()\n"
            + f"    {line}\n"
            + "    for p in (w, v): p.data -= 0.1 * p.grad\n",
        )
        for what, line in (
            ("scales", "for p in (w, v): p.grad *= 0.5"),
            ("clips", "for p in (w, v): p.grad = max(min(p.grad, 1.0), -1.0)"),
            ("decays the weights by", "for p in (w, v): p.grad += 0.01 * p.data"),
            ("rounds", "w.grad, v.grad = round(w.grad, 1), round(v.grad, 1)"),
        )
    ),
    *(
        Right(path.stem.removeprefix("right_").replace("_", " "), path.read_text(encoding="utf-8"))
        for path in sorted(TEXTS.glob("right_*.py"))
    ),
]

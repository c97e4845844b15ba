from micrograd.engine import Value

a, b = Value(-4.0), Value(2.0)
c = a + b
d = a * b + b**3
c += c + 1
c += 1 + c + (-a)
d += d * 2 + (b + a).relu()
d += 3 * d + (b - a).relu()
e = c - d
f = e**2
g = f / 2.0
g += 10.0 / f
print(a, [b], g, f"{g.data:.4f}")
g.backward()
print(a.grad, b.grad, a, type(a), isinstance(a, Value), sorted(v.data for v in g._prev), g._op)
from micrograd.nn import MLP, Neuron
import random

random.seed(1)
n = MLP(2, [3, 1])
print(n, len(n.parameters()), n([1.0, -2.0]))
print(Neuron(2), hash(a) == hash(a), a == a, a != b)

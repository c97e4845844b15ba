"""The cells of the lecture's two notebooks, of trace_graph and of the demo, in our own words."""

CLASS = """
class Value:
    def __init__(self, data, _children=(), _op='', label=''):
        self.data = data
        self.grad = 0.0
        self._backward = lambda: None
        self._prev = set(_children)
        self._op = _op
        self.label = label
    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data + other.data, (self, other), '+')
        def _backward():
            self.grad += 1.0 * out.grad
            other.grad += out.grad
        out._backward = _backward
        return out
    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data * other.data, (self, other), '*')
        def _backward():
            self.grad += other.data * out.grad
            other.grad += self.data * out.grad
        out._backward = _backward
        return out
    def __pow__(self, other):
        out = Value(self.data**other, (self,), '**')
        def _backward():
            self.grad += other * (self.data ** (other - 1)) * out.grad
        out._backward = _backward
        return out
    def __neg__(self):
        return self * -1
    def __sub__(self, other):
        return self + (-other)
    def __radd__(self, other):
        return self + other
    def __rmul__(self, other):
        return self * other
    def __rsub__(self, other):
        return (-self) + other
    def __truediv__(self, other):
        return self * other**-1
    def exp(self):
        out = Value(math.exp(self.data), (self,), 'exp')
        def _backward():
            self.grad += out.data * out.grad
        out._backward = _backward
        return out
    def __repr__(self):
        return f"Value(data={self.data})"
    def tanh(self):
        x = self.data
        t = (math.exp(2*x) - 1)/(math.exp(2*x) + 1)
        out = Value(t, (self, ), 'tanh')
        def _backward():
            self.grad += (1 - t**2) * out.grad
        out._backward = _backward
        return out
    def relu(self):
        out = Value(0 if self.data < 0 else self.data, (self,), 'ReLU')
        def _backward():
            self.grad += (out.data > 0) * out.grad
        out._backward = _backward
        return out
    def backward(self):
        topo, visited = [], set()
        def build_topo(v):
            if v not in visited:
                visited.add(v)
                for child in v._prev:
                    build_topo(child)
                topo.append(v)
        build_topo(self)
        self.grad = 1.0
        for node in reversed(topo):
            node._backward()
"""

PLOTS = "import math\nimport random\nimport numpy as np\nimport matplotlib.pyplot as plt\n%matplotlib inline"
CURVE = [
    "def f(x):\n  return 3*x**2 - 4*x + 5",
    "f(3.0)",
    "xs = np.arange(-5, 5, 0.25)\nplt.plot(xs, f(xs))",
    "h = 0.000001\nx = 2/3\n(f(x + h) - f(x))/h",
]
NUDGE = "a, b, c = 2.0, -3.0, 10.0\nd1 = a*b + c\na += 0.0001\nd2 = a*b + c\nprint('slope', (d2 - d1)/0.0001)"
DRAWING = """
from graphviz import Digraph
def trace(root):
  nodes, edges = set(), set()
  def build(v):
    if v not in nodes:
      nodes.add(v)
      for child in v._prev:
        edges.add((child, v)); build(child)
  build(root)
  return nodes, edges
def draw_dot(root, format='svg', rankdir='LR'):
  assert rankdir in ['LR', 'TB']
  dot = Digraph(format=format, graph_attr={'rankdir': rankdir})
  for n in trace(root)[0]:
    uid = str(id(n))
    dot.node(name=uid, label="{ %s | data %.4f | grad %.4f }" % (n.label, n.data, n.grad), shape='record')
    if n._op: dot.edge(uid + n._op, uid)
  return dot
"""
L = (
    "a = Value(2.0, label='a'); b = Value(-3.0, label='b'); c = Value(10.0, label='c')\n"
    "e = a*b; e.label = 'e'\n"
    "d = e + c; d.label = 'd'\nf = Value(-2.0, label='f')\nL = d*f; L.label = 'L'\nL"
)
NEURON = """
x1, x2 = Value(2.0, label='x1'), Value(0.0, label='x2')
w1, w2 = Value(-3.0, label='w1'), Value(1.0, label='w2')
b = Value(6.8813735870195432, label='b')
x1w1 = x1*w1; x1w1.label = 'x1*w1'
x2w2 = x2*w2; x2w2.label = 'x2*w2'
s = x1w1 + x2w2; s.label = 'x1*w1 + x2*w2'
n = s + b; n.label = 'n'
o = n.tanh(); o.label = 'o'
"""
BY_HAND = [
    "o.grad = 1.0",
    "1 - o.data**2",
    "n.grad = 0.5",
    "s.grad = 0.5; b.grad = 0.5",
    "x1w1.grad = 0.5\nx2w2.grad = 0.5",
    "x1.grad = w1.data*x1w1.grad\nw1.grad = x1.data*x1w1.grad",
]
BY_STEPS = [
    "o.grad = 1.0",
    "o._backward()",
    "n._backward()",
    "b._backward()",
    "s._backward()",
    "x1w1._backward(); x2w2._backward()",
]
ORDER = """
topo, visited = [], set()
def build(v):
  if v not in visited:
    visited.add(v)
    for child in v._prev:
      build(child)
    topo.append(v)
build(o)
topo[-1]
"""
TORCH = """
x1 = torch.Tensor([2.0]).double()               ; x1.requires_grad = True
w1 = torch.Tensor([-3.0]).double()              ; w1.requires_grad = True
b = torch.Tensor([6.8813735870195432]).double() ; b.requires_grad = True
o = torch.tanh(x1*w1 + b)
print(o.data.item())
o.backward()
print('x1', x1.grad.item())
"""
NETWORK = """
class Neuron:
  def __init__(self, nin):
    self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
    self.b = Value(random.uniform(-1, 1))
  def __call__(self, x):
    return sum((wi*xi for wi, xi in zip(self.w, x)), self.b).tanh()
  def parameters(self):
    return self.w + [self.b]
class Layer:
  def __init__(self, nin, nout):
    self.neurons = [Neuron(nin) for _ in range(nout)]
  def __call__(self, x):
    outs = [n(x) for n in self.neurons]
    return outs[0] if len(outs) == 1 else outs
  def parameters(self):
    return [p for neuron in self.neurons for p in neuron.parameters()]
class MLP:
  def __init__(self, nin, nouts):
    sz = [nin] + nouts
    self.layers = [Layer(sz[i], sz[i + 1]) for i in range(len(nouts))]
  def __call__(self, x):
    for layer in self.layers: x = layer(x)
    return x
  def parameters(self):
    return [p for layer in self.layers for p in layer.parameters()]
"""
TRAINING = """
for k in range(20):
  ypred = [n(x) for x in xs]
  loss = sum((yout - ygt)**2 for ygt, yout in zip(ys, ypred))
  for p in n.parameters(): p.grad = 0.0
  loss.backward()
  for p in n.parameters(): p.data += -0.1*p.grad
  print(k, loss.data)
"""
FIRST = [
    PLOTS,
    *CURVE,
    NUDGE,
    CLASS + L,
    DRAWING,
    "draw_dot(L)",
    "b.data += 0.001\nL = (a*b + c)*f\nprint((L.data + 8)/0.001)",
    "plt.plot(np.arange(-5,5,0.2), np.tanh(np.arange(-5,5,0.2))); plt.grid();",
    NEURON,
    "draw_dot(o)",
    *BY_HAND,
    NEURON,
    *BY_STEPS,
    ORDER,
    "a = Value(3.0, label='a')\nb = a + a   ; b.label = 'b'\nb.backward()\ndraw_dot(b)",
    "a.grad",
]
SAMPLES = """
xs = [
  [2.0, 3.0, -1.0],
  [3.0, -1.0, 0.5],
  [0.5, 1.0, 1.0],
  [1.0, 1.0, -1.0],
]
ys = [1.0, -1.0, -1.0, 1.0] # wanted
"""
SECOND = [
    PLOTS,
    *CURVE,
    CLASS,
    DRAWING,
    NEURON + "o.backward()",
    "draw_dot(o)",
    NEURON + "e = (2*n).exp()\no = (e - 1)/(e + 1)\no.backward()\nx1.grad",
    "import torch",
    TORCH,
    NETWORK,
    "random.seed(1337)\nn = MLP(3, [4, 4, 1])\nn([2.0, 3.0, -1.0])",
    SAMPLES,
    TRAINING,
    "ypred",
    "",
]
AT_RANDOM = """
import random
from micrograd import nn
random.seed(1337)
n = nn.Neuron(2)
y = n([Value(1.0), Value(-2.0)])
y.backward()
dot = draw_dot(y)
dot
"""
TRACE = [
    "# install graphviz first\nfrom graphviz import Digraph",
    "from micrograd.engine import Value",
    DRAWING,
    "x = Value(1.0)\ny = (x*2 + 1).relu()\ny.backward()\ndraw_dot(y)",
    AT_RANDOM,
    "dot.render('gout')",
]
MOONS = """
from sklearn.datasets import make_moons, make_blobs
X, y = make_moons(n_samples=100, noise=0.1)
y = y*2 - 1
plt.figure(figsize=(5,5))
plt.scatter(X[:,0], X[:,1], c=y, s=20, cmap='jet')
"""
DEMO = [
    PLOTS,
    "from micrograd.engine import Value\nfrom micrograd.nn import Neuron, Layer, MLP",
    "np.random.seed(1337)\nrandom.seed(1337)",
    MOONS,
    "model = MLP(2, [16, 16, 1])\nprint(model)\nprint('parameters', len(model.parameters()))",
    """
def loss(batch_size=None):
    if batch_size is None:
        Xb, yb = X, y
    else:
        ri = np.random.permutation(X.shape[0])[:batch_size]
        Xb, yb = X[ri], y[ri]
    scores = list(map(model, [list(map(Value, xrow)) for xrow in Xb]))
    losses = [(1 + -yi*si).relu() for yi, si in zip(yb, scores)]
    total = sum(losses)*(1.0/len(losses)) + 1e-4*sum((p*p for p in model.parameters()))
    right = [(yi > 0) == (si.data > 0) for yi, si in zip(yb, scores)]
    return total, sum(right)/len(right)
""",
]
FIRST_LOSS = "total, acc = loss()\nprint(total, acc)"
STEPS = """
for k in range(100):
    total, acc = loss()
    model.zero_grad()
    total.backward()
    for p in model.parameters(): p.data -= (1.0 - 0.9*k/100)*p.grad
    if k % 1 == 0: print(f"step {k} loss {total.data}, accuracy {acc*100}%")
"""
BOUNDARY = """
h = 2.0
x_min, x_max = X[:, 0].min() - 1, X[:, 0].max() + 1
y_min, y_max = X[:, 1].min() - 1, X[:, 1].max() + 1
xx, yy = np.meshgrid(np.arange(x_min, x_max, h), np.arange(y_min, y_max, h))
scores = list(map(model, [list(map(Value, xrow)) for xrow in np.c_[xx.ravel(), yy.ravel()]]))
Z = np.array([s.data > 0 for s in scores]).reshape(xx.shape)
plt.contourf(xx, yy, Z, cmap=plt.cm.Spectral, alpha=0.8)
plt.scatter(X[:, 0], X[:, 1], c=y, s=40, cmap=plt.cm.Spectral)
plt.xlim(xx.min(), xx.max())
print(Z.shape == xx.shape)
"""

"""Notebooks of the lecture and of micrograd, in our own words: every cell of each runs, in order."""

import pytest

from engine.language import LanguageError, Run, run
from tests.engine.test_pasted import CLASS

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


def notebook(cells: list[str]) -> str:
    return "".join(f"# %%\n{cell}\n" for cell in cells)


def after_each_cell(cells: list[str]) -> Run:
    """A person runs one cell after the other: none of them may fail."""
    for count in range(1, len(cells)):
        run(notebook(cells[:count]))
    return run(notebook(cells))


def kinds(ran: Run) -> list[str]:
    return [item.kind for item in ran.items if item.kind != "text"]


def test_the_first_lecture_notebook() -> None:
    ran = after_each_cell(FIRST)
    lines = ran.output.splitlines()
    assert lines[:2] == ["20.0", "2.999378523327323e-06"]
    assert float(lines[2].split()[1]) == pytest.approx(-3.0, abs=1e-9)
    assert lines[3].startswith("Value(data=-8.0")
    assert float(lines[4]) == pytest.approx(-3.9999999999995595, abs=1e-9)
    assert float(lines[5]) == pytest.approx(0.5)
    assert lines[6].startswith("Value(data=0.7071067811865")
    assert lines[-1] == "2.0"
    assert kinds(ran) == ["plot", "graph", "plot", "graph", "graph"]
    assert [len(item.series) for item in ran.items if item.kind == "plot"] == [1, 1]


def test_the_second_lecture_notebook_with_the_lectures_losses() -> None:
    ran = after_each_cell(SECOND)
    lines = ran.output.splitlines()
    assert float(lines[2]) == pytest.approx(-1.5)
    assert float(lines[3]) == pytest.approx(0.7071067811865476)
    assert float(lines[4].split()[1]) == pytest.approx(-1.5)
    assert "0.42767811248845455" in lines[5]
    losses = [float(line.split()[1]) for line in lines[6:26]]
    for step, loss in {
        0: 6.005402783252284,
        1: 3.2021496469205015,
        2: 2.4621709281541335,
        19: 0.01778187468615766,
    }.items():
        assert losses[step] == pytest.approx(loss, abs=1e-9)
    assert len(ran.passes) == 23


def test_the_notebook_about_drawing() -> None:
    assert kinds(after_each_cell(TRACE)) == ["graph", "graph"]


def test_the_demo_through_its_first_loss() -> None:
    ran = run(notebook([*DEMO, FIRST_LOSS]))
    assert len(ran.values) == 65_818
    assert "ReLUNeuron(16)" in ran.output
    assert "parameters 337" in ran.output
    assert ran.output.splitlines()[-1].startswith("Value(data=0.895844102868322")
    (plot,) = [item for item in ran.items if item.kind == "plot"]
    assert [(series.label, len(series.xs)) for series in plot.series] == [("-1", 50), ("1", 50)]


def test_the_demos_hundred_steps_are_offered_on_the_training_page() -> None:
    with pytest.raises(LanguageError) as caught:
        run(notebook([*DEMO, FIRST_LOSS, STEPS]))
    assert caught.value.code == "limit"
    assert caught.value.hint
    assert "/train#preset=moons-demo" in caught.value.hint


def test_the_demos_picture_of_the_boundary_is_left_out_with_a_remark() -> None:
    ran = run(notebook([*DEMO, BOUNDARY]))
    assert ran.output.endswith("True\n")
    assert any("training page" in note.message for note in ran.notes)
    assert [len(item.series) for item in ran.items if item.kind == "plot"] == [2, 2]


def test_another_network_in_training_is_offered_the_training_page_and_others_are_not() -> None:
    with pytest.raises(LanguageError) as caught:
        run(notebook([*SECOND[:-2], TRAINING.replace("20", "2000")]))
    assert caught.value.hint
    assert caught.value.hint.endswith("/train")
    with pytest.raises(LanguageError) as caught:
        run("a = Value(1.0)\nwhile True: a = a + 1")
    assert "/train" not in (caught.value.hint or "")

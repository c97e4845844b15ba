"""The lecture as whole programs: loops, classes, training, with its numbers."""

import math

import pytest

from engine.language import Limits, Run, run

MLP = """
import random
random.seed(1337)

class Neuron:
    def __init__(self, size):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(size)]
        self.b = Value(random.uniform(-1, 1))
    def __call__(self, inputs):
        total = sum((w*x for w, x in zip(self.w, inputs)), self.b)
        return total.tanh()
    def parameters(self):
        return self.w + [self.b]

class Layer:
    def __init__(self, size, count):
        self.neurons = [Neuron(size) for _ in range(count)]
    def __call__(self, inputs):
        results = [neuron(inputs) for neuron in self.neurons]
        return results[0] if len(results) == 1 else results
    def parameters(self):
        return [p for neuron in self.neurons for p in neuron.parameters()]

class MLP:
    def __init__(self, size, counts):
        sizes = [size] + counts
        self.layers = [Layer(sizes[i], sizes[i + 1]) for i in range(len(counts))]
    def __call__(self, inputs):
        for layer in self.layers:
            inputs = layer(inputs)
        return inputs
    def parameters(self):
        return [p for layer in self.layers for p in layer.parameters()]

net = MLP(3, [4, 4, 1])
xs = [[2.0, 3.0, -1.0], [3.0, -1.0, 0.5], [0.5, 1.0, 1.0], [1.0, 1.0, -1.0]]
ys = [1.0, -1.0, -1.0, 1.0]
print(len(net.parameters()), net(xs[0]).data)
"""
TRAIN = """
for step in range(20):
    guesses = [net(x) for x in xs]
    loss = sum((guess - y)**2 for y, guess in zip(ys, guesses))
    for p in net.parameters():
        p.grad = 0.0
    loss.backward()
    for p in net.parameters():
        p.data += -0.1 * p.grad
    print(loss.data)
"""
LOSSES = {0: 6.005402783252284, 1: 3.2021496469205015, 2: 2.4621709281541335, 19: 0.01778187468615766}


def lines(ran: Run) -> list[float]:
    return [float(line) for line in ran.output.splitlines()[1:]]


@pytest.fixture(scope="module")
def trained() -> Run:
    return run(MLP + TRAIN)


def test_the_seeded_mlp_trains_as_in_the_lecture(trained: Run) -> None:
    count, first = trained.output.splitlines()[0].split()
    assert count == "41"
    assert float(first) == pytest.approx(0.42767811248845455, abs=1e-9)
    losses = lines(trained)
    assert {step: losses[step] for step in LOSSES} == pytest.approx(LOSSES, abs=1e-9)


def test_one_prediction_and_one_loss_have_micrograds_number_of_values() -> None:
    assert len(run(MLP).values) == 126
    source = MLP.replace("print(len", "0 and print(len")
    source += "loss = sum((guess - y)**2 for y, guess in zip(ys, [net(x) for x in xs]))"
    assert len(run(source).values) == 398


def test_without_zero_grad_the_gradients_pile_up() -> None:
    ran = run(MLP + TRAIN.replace("p.grad = 0.0", "pass"))
    losses = lines(ran)
    assert losses[:2] == pytest.approx([LOSSES[0], LOSSES[1]], abs=1e-9)
    assert losses[2] != pytest.approx(LOSSES[2], abs=1e-6)
    assert len(ran.passes) == 20


def test_every_step_is_a_pass_with_the_data_and_grads_of_its_time(trained: Run) -> None:
    assert [p.index for p in trained.passes] == list(range(20))
    assert [p.data for p in trained.passes] == lines(trained)
    assert trained.shown == 19
    first, second = (run(MLP + TRAIN, wanted=wanted) for wanted in (0, 1))
    assert (first.shown, first.root and first.root.data) == (0, trained.passes[0].data)
    weight, after = (ran.values[0] for ran in (first, second))
    assert weight.op is None
    assert after.data == weight.data - 0.1 * weight.grad
    for ran in (first, second, trained):
        assert all(c.after == c.before + c.upstream * c.local for c in ran.terms)
        last = list(ran.terms)[-1]
        assert last.after == last.parent.grad


def test_values_remember_where_they_were_made(trained: Run) -> None:
    scopes = {value.scope for value in trained.values}
    assert ("MLP parameters", "Layer 0", "Neuron 2") in scopes
    assert ("iteration 19", "sample 1", "MLP", "Layer 1", "Neuron 3") in scopes


def test_micrograds_readme_prints_its_numbers() -> None:
    source = (
        "from micrograd.engine import Value\na = Value(-4.0)\nb = Value(2.0)\nc = a + b\nd = a * b + b**3\n"
        "c += c + 1\nc += 1 + c + (-a)\nd += d * 2 + (b + a).relu()\nd += 3 * d + (b - a).relu()\ne = c - d\n"
        "f = e**2\ng = f / 2.0\ng += 10.0 / f\nprint(f'{g.data:.4f}')\ng.backward()\nprint(f'{a.grad:.4f}')\n"
        "print(f'{b.grad:.4f}')"
    )
    assert run(source).output == "24.7041\n138.8338\n645.5773\n"


def test_backpropagation_by_hand_and_by_each_nodes_own_step() -> None:
    start = (
        "x1 = Value(2.0)\nx2 = Value(0.0)\nw1 = Value(-3.0)\nw2 = Value(1.0)\nb = Value(6.8813735870195432)\n"
        "n = x1*w1 + x2*w2 + b\nn.label = 'n'\no = n.tanh()\n"
    )
    by_order = (
        "order = []\nseen = set()\ndef visit(v):\n    if v not in seen:\n        seen.add(v)\n"
        "        for child in v._prev:\n            visit(child)\n        order.append(v)\n"
        "visit(o)\no.grad = 1.0\n"
        "for v in reversed(order):\n    v._backward()\n"
        "print([x.grad for x in (x1, w1, x2, w2)], len(order))"
    )
    ran = run(start + by_order)
    numbers, count = ran.output.rsplit(maxsplit=1)
    assert [float(x) for x in numbers.strip("[]").split(", ")] == pytest.approx([-1.5, 1.0, 0.5, 0.0])
    assert (count, ran.passes) == ("10", [])
    by_hand = run(start + "o.grad = 1.0\nn.grad = 1 - o.data**2\nprint(n.grad, n.label)")
    slope, name = by_hand.output.split()
    assert float(slope) == pytest.approx(1 - math.tanh(0.8813735870195432) ** 2)
    assert name == "n"


def test_pytorchs_spelling() -> None:
    source = (
        "import torch\nx1 = torch.Tensor([2.0]).double()\nx1.requires_grad = True\n"
        "w1 = torch.tensor(-3.0, requires_grad=True)\nb = torch.tensor([6.8813735870195432])\n"
        "o = torch.tanh(x1*w1 + b)\no.backward()\nprint(o.data.item(), x1.grad.item(), w1.grad.item())"
    )
    ran = run(source)
    assert [float(x) for x in ran.output.split()] == pytest.approx([0.7071067811865476, -1.5, 1.0], abs=1e-6)


def test_a_plot_keeps_its_numbers() -> None:
    source = (
        "import numpy as np\nimport matplotlib.pyplot as plt\n%matplotlib inline\ndef f(x):\n"
        "    return 3*x**2 - 4*x + 5\nxs = np.arange(-5, 5, 0.25)\nplt.plot(xs, f(xs))\nprint(f(3.0))\n"
        "plt.title('f')"
    )
    ran = run(source)
    text, plot = ran.items
    assert (plot.kind, text.text, ran.root) == ("plot", "20.0\n", None)
    assert (plot.series[0].xs[:2], plot.series[0].ys[0], len(plot.series[0].xs)) == ([-5.0, -4.75], 100.0, 40)


def test_cells_share_names_and_show_their_last_expression() -> None:
    ran = run("# %%\na = Value(2.0, label='a')\na\n# %%\nb = a*3\nprint(b.data)\n# %%\n'text'\n# %%\nNone")
    assert ran.output == "Value(data=2.0, grad=0.0)\n6.0\n'text'\n"
    assert run("a = Value(2.0)\na").output == ""


MOONS = """
import random
import numpy as np
from micrograd.nn import MLP
from sklearn.datasets import make_moons
np.random.seed(1337)
random.seed(1337)
X, y = make_moons(n_samples=100, noise=0.1)
y = y*2 - 1
model = MLP(2, [16, 16, 1])
scores = list(map(model, [list(map(Value, row)) for row in X]))
losses = [(1 + -yi*score).relu() for yi, score in zip(y, scores)]
total = sum(losses) * (1.0 / len(losses)) + 1e-4 * sum((p*p for p in model.parameters()))
print(len(model.parameters()), total.data)
"""


def test_the_first_loss_of_the_moons() -> None:
    ran = run(MOONS, Limits(max_seconds=120.0))
    count, loss = ran.output.split()
    assert count == "337"
    assert float(loss) == pytest.approx(0.8958441028683222, abs=1e-12)
    assert len(ran.values) == 65_818

"""Programs to export, and running what comes of them."""

import contextlib
import io
import re
import sys
from typing import Final

from engine.asking.snapshot import Snapshot, snapshot
from engine.export import SOURCES
from engine.language import run

Shown = dict[str, tuple[float, float]]

_LINE: Final = re.compile(r"(\w+): data (\S+), grad (\S+)")

PROGRAMS: Final[dict[str, str]] = {
    "L": "a = 2.0\nb = -3.0\nc = 10\ne = a*b\nd = e + c\nf = -2\nL = d*f",
    "neuron": "x1 = 2\nx2 = 0\nw1 = -3\nw2 = 1\nb = 6.8813735870195432\nn = x1*w1 + x2*w2 + b\no = tanh(n)",
    "used twice": "a = 3\nb = a + a",
    "broken up": "n = 0.8813735870195432\ne = (2*n).exp()\no = (e - 1)/(e + 1)",
    "README": "a = -4.0\nb = 2.0\nc = a + b\nd = a*b + b**3\nc += c + 1\nc += 1 + c + (-a)\n"
    "d += d*2 + (b + a).relu()\nd += 3*d + (b - a).relu()\ne = c - d\nf = e**2\ng = f/2.0\ng += 10.0/f",
    "numbers only": "2*3 - 4",
    "one leaf": "x = 5",
    "signs": "a = -2; b = 3\ny = (-a)**2 - 2**b/(a - 1) - (a - (b - a)) + -(a + b)**-1 - -a*-b",
    "powers": "a = 1.5; b = -0.5; c = -2; k = 3\ny = a**b + a**-b**2 + (a*b)**2 + c**k + k**a",
    "all ops": "x = 0.4; y = 0.7\n"
    "z = exp(x) + expm1(x) + log(x) + log2(x) + log10(x) + log1p(x) + sqrt(x) + tanh(x)\n"
    "u = sigmoid(x) + relu(x) + relu(-x) + leaky_relu(-x, 0.2) + softplus(x) + silu(x) + gelu(x) + erf(x)\n"
    "v = sin(x) + cos(x) + tan(x) + asin(x) + acos(x) + atan(x) + sinh(x) + cosh(x)\n"
    "w = z*u/v - x**y + abs(-x) + max(x, y) + min(x, y)",
    "kinks": "x = 0; y = 0\nz = relu(x) + 2*abs(x) + 3*max(x, y) + 5*min(x, y) + 7*leaky_relu(x)",
    "hard names": "import_ = 2\nprint_ = 3\nλ = 0.5\ntorch_ = 4\ny = import_*λ + print_*torch_",
    "far out": "x = 30; y = -30\n"
    "z = softplus(x) + softplus(y)*1e9 + sigmoid(y)*1e9 + silu(y)*1e9 + gelu(y/6)",
    "own ops": "op cube(x) = x**3 + sigmoid(x)*0\n  d/dx = 3*x**2\n"
    "op mix(p, q) = p*exp(q) - leaky_relu(q, 0.5)*pi\n  d/dp = exp(q)\n"
    "  d/dq = p*exp(q) - (1 if q > 0 else 0.5)*pi\n"
    "a = 1.5\nb = -0.5\ny = cube(a) + mix(b, cube(b))*mix(a, 2.0)",
    "loop": "from micrograd.engine import Value\nw = Value(0.5, label='w')\nx = Value(2.0)\n"
    "for i in range(3):\n    x = (x*w + i).tanh()\nx.backward()",
    "network": "from micrograd.nn import MLP\nimport random\nrandom.seed(1337)\nn = MLP(3, [4, 4, 1])\n"
    "xs = [[2.0, 3.0, -1.0], [3.0, -1.0, 0.5]]\nys = [1.0, -1.0]\n"
    "loss = sum((n(x) - y)**2 for x, y in zip(xs, ys))\nloss.backward()",
    "training": "from micrograd.engine import Value\nw = Value(0.5)\n"
    "for i in range(3):\n    loss = (w*2 - 3)**2\n    w.grad = 0\n"
    "    loss.backward()\n    w.data += -0.05*w.grad",
}  # fmt: skip


def shown(source: str) -> Snapshot:
    return snapshot(run(source))


def written(snap: Snapshot, target: str) -> str:
    """The graph as source for a target."""
    return SOURCES[target](snap.root, {value for value in snap.order if snap.kind(value) == "constant"})


def executed(source: str) -> Shown:
    """What running the source prints: a name, its data and its gradient on each line."""
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        depth = sys.getrecursionlimit()  # micrograd's source raises it, PyTorch's sets its precision
        torch = sys.modules.get("torch")
        precision = torch.get_default_dtype() if torch else None
        try:
            exec(compile(source, "<exported>", "exec"), {"__name__": "__main__"})
        finally:
            sys.setrecursionlimit(depth)
            if torch:
                torch.set_default_dtype(precision)
    lines = [_LINE.fullmatch(line) for line in output.getvalue().splitlines()]
    return {found[1]: (float(found[2]), float(found[3])) for found in lines if found}


def rerun(source: str) -> Shown:
    """The same for livegrad's own source."""
    return {value.label: (value.data, value.grad) for value in run(source).values}

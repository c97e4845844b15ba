"""Who trains the same network beside the tape: each contender makes all steps of a task and gives its losses.

All compute in double precision, from the same parameters, with plain gradient descent.
"""

import ctypes
import random
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import micrograd.engine
import numpy as np
from numpy.typing import NDArray

from engine import Value, kernels
from engine.datasets import load
from engine.losses import l2
from engine.nn import MLP
from engine.optim import OptimizerSpec
from engine.tape import Lanes, record

Array = NDArray[np.float64]
Contender = Callable[[], Array]


SIZES = (
    ((4,), 100, 1_000),
    ((8, 8, 8), 100, 400),
    ((16, 16), 100, 200),
    ((32, 32), 500, 60),
    ((64, 64), 1_000, 12),
    ((64, 64, 64), 2_000, 5),
)
"""Hidden layers, samples, and steps a round, of `sized`."""


@dataclass(frozen=True)
class Task:
    """One network, its samples and learning rates. The loss has `decay` times the sum of squares in it."""

    name: str
    sizes: tuple[int, ...]
    activation: str
    tanh_output: bool
    hinge: bool
    decay: float
    x: Array
    y: Array
    start: Array
    rates: Array


def moons() -> Task:
    """micrograd's demo."""
    data = load("moons", 100, 0.1, 1337, 2, 0.0)
    sizes, rates = (2, 16, 16, 1), 1.0 - 0.9 * np.arange(100) / 100
    return Task(
        "moons", sizes, "relu", False, True, 1e-4, data.x_train, data.y_train, _start(sizes, "zero"), rates
    )


def lecture() -> Task:
    """The lecture's four samples."""
    x = np.array([[2.0, 3.0, -1.0], [3.0, -1.0, 0.5], [0.5, 1.0, 1.0], [1.0, 1.0, -1.0]])
    y, sizes = np.array([1.0, -1.0, -1.0, 1.0]), (3, 4, 4, 1)
    return Task("lecture", sizes, "tanh", True, False, 0.0, x, y, _start(sizes, "uniform"), np.full(100, 0.1))


def sized() -> list[Task]:
    """Networks of growing size on made-up points: tanh, squares. Rates so small that nothing diverges."""
    tasks = []
    for hidden, samples, steps in SIZES:
        sizes, rng = (2, *hidden, 1), np.random.default_rng(1337)
        x = rng.uniform(-1.0, 1.0, (samples, 2))
        start = 0.3 * _start(sizes, "zero")
        name = f"{list(hidden)} on {samples:,} samples"
        rates = np.full(steps, 1e-4)
        tasks.append(
            Task(name, sizes, "tanh", False, False, 0.0, x, np.sign(x[:, 0] * x[:, 1]), start, rates)
        )
    return tasks


def _start(sizes: tuple[int, ...], bias: str) -> Array:
    mlp = MLP(sizes[0], list(sizes[1:]), bias=bias, rng=random.Random(1337))
    return np.array([p.data for p in mlp.parameters()])


def lanes_of(task: Task) -> Lanes:
    """The task's tape, over its samples."""
    output = "tanh" if task.tanh_output else "linear"
    mlp = MLP(task.sizes[0], list(task.sizes[1:]), activation=task.activation, output=output)
    x, y = [Value(0.0) for _ in range(task.sizes[0])], Value(0.0)
    score, parameters = mlp(x), mlp.parameters()
    loss = (1 + -y * score).relu() if task.hinge else (score - y) ** 2
    tape = record(
        loss,
        parameters,
        [*x, y],
        penalty=task.decay * l2(parameters) if task.decay else None,
        reduction="mean" if task.hinge else "sum",
    )
    return tape.lanes(np.vstack([task.x.T, task.y[None, :]]))


def on_tape(task: Task) -> Contender:
    assert kernels.warm(), kernels.trouble()
    lanes, spec = lanes_of(task), OptimizerSpec("sgd")
    state = np.zeros((0, len(task.start)))
    return lambda: lanes.train(task.start.copy(), state, spec, task.rates).losses


def in_numpy(task: Task) -> Contender:
    """Whole layers at a time, in buffers made once."""
    shapes = list(pairwise(task.sizes))
    n = len(task.y)
    acts = [np.ascontiguousarray(task.x), *(np.empty((n, outs)) for _, outs in shapes)]
    slopes = [np.empty((n, outs)) for _, outs in shapes]
    y = task.y[:, None]

    def run() -> Array:
        parameters = [np.array(block) for block in _blocks(task)]
        losses = np.empty(len(task.rates))
        for step, rate in enumerate(task.rates.tolist()):
            for k, (w, b) in enumerate(pairwise_of(parameters)):
                z = np.matmul(acts[k], w.T, out=acts[k + 1])
                z += b
                if k < len(shapes) - 1 or task.tanh_output:
                    np.tanh(z, out=z) if task.activation == "tanh" else np.maximum(z, 0.0, out=z)
            score, slope = acts[-1], slopes[-1]
            if task.hinge:
                margin = 1.0 - y * score
                total = np.maximum(margin, 0.0).mean()
                np.multiply(margin > 0.0, y * (-1.0 / n), out=slope)
            else:
                np.subtract(score, y, out=slope)
                total = (slope * slope).sum()
                slope *= 2.0
            if task.decay:
                total += task.decay * sum(float(np.vdot(p, p)) for p in parameters)
            losses[step] = total
            for k in range(len(shapes) - 1, -1, -1):
                w, b = parameters[2 * k], parameters[2 * k + 1]
                slope = slopes[k]
                if k < len(shapes) - 1 or task.tanh_output:
                    out = acts[k + 1]
                    slope *= 1.0 - out * out if task.activation == "tanh" else out > 0.0
                dw, db = slope.T @ acts[k], slope.sum(axis=0)
                if k:
                    np.matmul(slope, w, out=slopes[k - 1])
                if task.decay:
                    dw += (2.0 * task.decay) * w
                    db += (2.0 * task.decay) * b
                w -= rate * dw
                b -= rate * db
        return losses

    return run


def _blocks(task: Task) -> list[Array]:
    """Weights (outs, ins) and biases (outs,) of every layer."""
    found, at = [], 0
    for ins, outs in pairwise(task.sizes):
        block = task.start[at : at + outs * (ins + 1)].reshape(outs, ins + 1)
        at += block.size
        found += [block[:, :-1], block[:, -1]]
    return found


def pairwise_of(parameters: list[Any]) -> list[tuple[Any, Any]]:
    return list(zip(parameters[::2], parameters[1::2], strict=True))


def in_torch(task: Task, torch: Any) -> Contender:
    """Eager mode, as one writes it."""
    x, y = torch.tensor(task.x), torch.tensor(task.y)[:, None]

    def run() -> Array:
        parameters = [torch.tensor(np.array(block), requires_grad=True) for block in _blocks(task)]
        losses = []
        for rate in task.rates.tolist():
            loss = _loss(task, torch, torch.nn.functional.linear, parameters, x, y)
            for p in parameters:
                p.grad = None
            loss.backward()
            with torch.no_grad():
                for p in parameters:
                    p -= rate * p.grad
            losses.append(loss.item())
        return np.array(losses)

    return run


def _loss(task: Task, xp: Any, linear: Any, parameters: Any, x: Any, y: Any) -> Any:
    """The task's loss in a library that looks like NumPy."""
    for k, (w, b) in enumerate(pairwise_of(parameters)):
        x = linear(x, w, b)
        if k < len(task.sizes) - 2 or task.tanh_output:
            x = xp.tanh(x) if task.activation == "tanh" else x.clip(min=0.0)
    loss = (1.0 - y * x).clip(min=0.0).mean() if task.hinge else ((x - y) ** 2).sum()
    return loss + task.decay * sum((p * p).sum() for p in parameters) if task.decay else loss


def in_jax(task: Task, jax: Any, scan: bool) -> Contender:
    """jit of one step, called a step at a time; or of lax.scan over all of them."""
    jax.config.update("jax_enable_x64", True)
    xp = jax.numpy
    x, y, rates = xp.array(task.x), xp.array(task.y)[:, None], xp.array(task.rates)

    def step(parameters: Any, rate: Any) -> Any:
        loss, slopes = jax.value_and_grad(lambda ps: _loss(task, xp, lambda a, w, b: a @ w.T + b, ps, x, y))(
            parameters
        )
        return [p - rate * slope for p, slope in zip(parameters, slopes, strict=True)], loss

    one, every = jax.jit(step), jax.jit(lambda ps: jax.lax.scan(step, ps, rates)[1])

    def run() -> Array:
        parameters: Any = [xp.array(np.array(block)) for block in _blocks(task)]
        if scan:
            return np.asarray(every(parameters))
        losses = []
        for rate in rates:
            parameters, loss = one(parameters, rate)
            losses.append(loss)
        return np.array([float(loss) for loss in losses])

    run()  # compiles
    return run


def in_c(task: Task) -> Contender | None:
    """Loops written by hand for this very network; None where there is no C compiler."""
    compiler = shutil.which("gcc") or shutil.which("cc")
    if compiler is None:
        return None
    folder = tempfile.TemporaryDirectory(prefix="livegrad-bench-")
    library = Path(folder.name) / "mlp.so"
    sizes = ",".join(map(str, task.sizes))
    flags = {
        "LAYERS": len(task.sizes) - 1,
        "SIZES": f"{{{sizes}}}",
        "SAMPLES": len(task.y),
        "OUTPUT_TANH": int(task.tanh_output),
        "HIDDEN_TANH": int(task.activation == "tanh"),
        "HINGE": int(task.hinge),
    }
    defined = [f"-D{name}={value}" for name, value in flags.items()]
    source = Path(__file__).with_name("mlp.c")
    fast = ["-O3", "-march=native", "-ffast-math", "-shared", "-fPIC"]
    subprocess.run([compiler, *fast, *defined, str(source), "-o", str(library), "-lm"], check=True)
    train = ctypes.CDLL(str(library)).train
    double = ctypes.POINTER(ctypes.c_double)
    x, y = np.ascontiguousarray(task.x.T), np.ascontiguousarray(task.y)

    def at(array: Array) -> Any:
        return array.ctypes.data_as(double)

    def run(keep: Any = folder) -> Array:
        parameters, losses = task.start.copy(), np.empty(len(task.rates))
        train(
            at(parameters), len(parameters), at(x), at(y), at(task.rates), len(task.rates),
            ctypes.c_double(task.decay), at(losses),
        )  # fmt: skip
        return losses

    return run


def in_micrograd(task: Task, steps: int) -> Contender:
    """PyPI's micrograd, whose neurons are built as the lecture builds them."""
    kind: Any = micrograd.engine.Value

    def tanh(value: Any) -> Any:
        e = (2 * value).exp() if hasattr(value, "exp") else _exp(kind, 2 * value)
        return (e - 1) / (e + 1)

    def run() -> Array:
        parameters = [kind(p) for p in task.start.tolist()]
        losses = []
        for rate in task.rates[:steps].tolist():
            scores = []
            for sample in task.x.tolist():
                x, at = sample, 0
                for k, (ins, outs) in enumerate(pairwise(task.sizes)):
                    made = []
                    for _ in range(outs):
                        *w, b = parameters[at : at + ins + 1]
                        at += ins + 1
                        z = sum((wi * xi for wi, xi in zip(w, x, strict=True)), b)
                        if k < len(task.sizes) - 2 or task.tanh_output:
                            z = tanh(z) if task.activation == "tanh" else z.relu()
                        made.append(z)
                    x = made
                scores.append(x[0])
            y = task.y.tolist()
            if task.hinge:
                parts = [(1 + -yi * s).relu() for yi, s in zip(y, scores, strict=True)]
                loss = sum(parts) * (1.0 / len(parts))
            else:
                loss = sum((s - yi) ** 2 for yi, s in zip(y, scores, strict=True))
            if task.decay:
                loss = loss + task.decay * sum(p * p for p in parameters)
            for p in parameters:
                p.grad = 0
            loss.backward()
            for p in parameters:
                p.data -= rate * p.grad
            losses.append(loss.data)
        return np.array(losses)

    return run


def _exp(kind: Any, value: Any) -> Any:
    """e to the power of a micrograd Value, which has no exp of its own (lecture 1:30:00)."""
    out = kind(float(np.exp(value.data)), (value,), "exp")

    def backward() -> None:
        value.grad += out.data * out.grad

    out._backward = backward
    return out

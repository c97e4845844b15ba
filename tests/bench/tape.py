"""Steps of training on the tape, beside everybody who can train the same network.

`python -m tests.bench tape` prints the rows. In each round every contender makes all steps of the task from
the same parameters, in turn; what is told are medians of the rounds, and a contender whose losses differ is
an error.
"""

import gc
import importlib
import os
import random
import sys
from statistics import median
from time import perf_counter
from typing import Any

import numpy as np

from engine import Value, kernels
from engine.nn import MLP
from engine.tape import record
from tests.bench.peers import (
    Contender,
    Task,
    in_c,
    in_jax,
    in_micrograd,
    in_numpy,
    in_torch,
    lecture,
    moons,
    on_tape,
    sized,
)

Row = dict[str, Any]


def rows(rounds: int = 21) -> list[Row]:
    """A row a contender: its microseconds a step, and how many times as long that is as the tape's."""
    depth = sys.getrecursionlimit()
    sys.setrecursionlimit(max(depth, 100_000))  # micrograd's order of nodes is recursive
    try:
        by_size = [row for task in sized() for row in _beside_jax(task, rounds // 2)]  # first: it sets JAX up
        return [
            *_training(moons(), rounds, 2),
            *_training(lecture(), rounds, 20),
            *by_size,
            *_replay(rounds),
        ]
    finally:
        sys.setrecursionlimit(depth)


def _training(task: Task, rounds: int, micrograd_steps: int) -> list[Row]:
    contenders: dict[str, Contender] = {"tape": on_tape(task), "a NumPy MLP": in_numpy(task)}
    torch, jax = _library("torch"), _library("jax")
    if torch is not None:
        for name, threads in (
            ("PyTorch, one thread", 1),
            ("PyTorch, its own threads", torch.get_num_threads()),
        ):
            contenders[name] = _with_threads(torch, threads, in_torch(task, torch))
    if jax is not None:
        contenders["JAX, jit of a step"] = in_jax(task, jax, scan=False)
        contenders["JAX, lax.scan"] = in_jax(task, jax, scan=True)
    by_hand = in_c(task)
    if by_hand is not None:
        contenders["C by hand"] = by_hand
    times, losses = _in_turn(task, contenders, rounds)
    start = perf_counter()
    losses["micrograd"] = in_micrograd(task, micrograd_steps)()
    times["micrograd"] = [(perf_counter() - start) / micrograd_steps]
    return _compared(task, times, losses)


def _beside_jax(task: Task, rounds: int) -> list[Row]:
    """The tape on one thread, beside the two libraries that people would take."""
    os.environ.setdefault("XLA_FLAGS", "--xla_cpu_multi_thread_eigen=false")  # one thread each
    contenders: dict[str, Contender] = {"tape": on_tape(task)}
    torch, jax = _library("torch"), _library("jax")
    if torch is not None:
        contenders["PyTorch, one thread"] = _with_threads(torch, 1, in_torch(task, torch))
    if jax is not None:
        contenders["JAX, lax.scan"] = in_jax(task, jax, scan=True)
    return _compared(task, *_in_turn(task, contenders, rounds))


def _in_turn(
    task: Task, contenders: dict[str, Contender], rounds: int
) -> tuple[dict[str, list[float]], dict[str, Any]]:
    """Each contender's seconds a step in every round, and its losses."""
    times: dict[str, list[float]] = {name: [] for name in contenders}
    losses: dict[str, Any] = {}
    gc.collect()
    for _ in range(rounds):
        for name, run in contenders.items():
            start = perf_counter()
            losses[name] = run()
            times[name].append((perf_counter() - start) / len(task.rates))
    return times, losses


def _compared(task: Task, times: dict[str, list[float]], losses: dict[str, Any]) -> list[Row]:
    for name, found in losses.items():
        np.testing.assert_allclose(found, losses["tape"][: len(found)], rtol=1e-8, err_msg=name)
    ours = median(times["tape"])
    found_rows = [_row(f"tape: a step of {task.name}", ours * 1e6, "us", "itself", 1.0)]
    found_rows += [
        _row(f"  {name}", median(times[name]) * 1e6, "us", "tape is faster by", median(times[name]) / ours)
        for name in times
        if name != "tape"
    ]
    return found_rows


def _replay(rounds: int) -> list[Row]:
    """The plain program of a sample, node by node: the picture of one sample, and its Values."""
    random.seed(1337)
    mlp = MLP(2, [16, 16, 1])
    x, y = [Value(0.3), Value(-0.4)], Value(1.0)
    loss = (1 + -y * mlp(x)).relu()
    tape = record(loss, mlp.parameters(), [*x, y])
    program, loops = tape.program, kernels.found()
    assert loops is not None
    data, grad = np.empty(program.n_nodes), np.empty(program.n_nodes)
    data[: program.first] = [value.data for value in tape.values[: program.first]]
    nodes = (program.codes, program.left, program.right, program.constants, program.first, program.loss)
    fast, slow = [], []
    for _ in range(rounds):
        start = perf_counter()
        for _ in range(100):
            loops.replay(*nodes, data, grad)
        fast.append((perf_counter() - start) / 100)
        start = perf_counter()
        loss.backward()
        slow.append(perf_counter() - start)
    each = 1e9 / len(program.codes)
    return [
        _row(
            f"tape: replay of {len(program.codes)} nodes, both ways",
            median(fast) * each,
            "ns a node",
            "Value.backward alone",
            median(slow) / median(fast),
        )
    ]


def _library(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


def _with_threads(torch: Any, threads: int, run: Contender) -> Contender:
    def with_threads() -> Any:
        torch.set_num_threads(threads)
        return run()

    return with_threads


def _row(name: str, value: float, unit: str, against: str, ratio: float) -> Row:
    return {"name": name, "value": value, "unit": unit, "against": against, "ratio": ratio}


if __name__ == "__main__":
    for row in rows():
        print("{name:52} {value:11.2f} {unit:9} {ratio:8.2f} x {against}".format(**row))

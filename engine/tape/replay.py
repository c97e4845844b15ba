"""One sample of a tape, unfused: the data and grad of every node, as the Values have them."""

from __future__ import annotations

from dataclasses import replace as changed

import numpy as np
from numpy.typing import NDArray

from engine import kernels
from engine.tape.numpy_lanes import NumpyLanes
from engine.tape.program import Program

Array = NDArray[np.float64]


def replay(program: Program, parameters: Array, columns: Array) -> tuple[list[float], list[float]]:
    """Data and grad of every node for one sample; the grads are of its loss alone, seed 1."""
    loops = kernels.found()
    if loops is None:
        single = NumpyLanes(changed(program, penalty=-1, mean=False), columns.reshape(-1, 1))
        single.forward(parameters)
        single.backward(every=True)
        return _numbers(single.data), _numbers(single.grad)
    data, grad = np.empty(program.n_nodes), np.empty(program.n_nodes)
    data[: program.first] = np.concatenate((parameters, columns, program.given))
    loops.replay(
        program.codes, program.left, program.right, program.constants, program.first, program.loss, data, grad
    )
    return data.tolist(), grad.tolist()


def _numbers(nodes: list[object]) -> list[float]:
    return [float(np.asarray(node).item()) for node in nodes]

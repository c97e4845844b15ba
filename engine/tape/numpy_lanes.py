"""The reference executor: a program over lanes, one NumPy call for each op, every node's data and grad kept.

Slow and plain: it says what the fused programs must give, and knows every node.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from engine.tape.program import CODES, KEEPS_K, Program
from engine.tape.rules import FORWARD, LOCAL

Array = NDArray[np.float64]

_CODES: Final = tuple(CODES)


class NumpyLanes:
    """A program's nodes over lanes: a lane node is an array (n,), a uniform one a single number."""

    def __init__(self, program: Program, columns: Array) -> None:
        self.program = program
        self.n = columns.shape[1]
        self.data: list[Any] = [np.float64(0.0)] * program.n_nodes
        self.grad: list[Any] = []
        start = program.n_parameters
        self.data[start : start + program.n_columns] = list(columns)
        self.data[start + program.n_columns : program.first] = list(program.given)
        self._steps = [
            (program.first + i, _CODES[code], left, right, k)
            for i, (code, left, right, k) in enumerate(
                zip(
                    program.codes.tolist(),
                    program.left.tolist(),
                    program.right.tolist(),
                    program.constants.tolist(),
                    strict=True,
                )
            )
        ]

    def forward(self, parameters: Array) -> float:
        """Every node's data; gives the total: the lanes' losses reduced, plus the penalty."""
        program, data = self.program, self.data
        data[: program.n_parameters] = list(parameters)
        with np.errstate(all="ignore"):
            for out, name, left, right, k in self._steps:
                data[out] = FORWARD[name](data[left], k if name in KEEPS_K else data[right])
            losses = self.row(program.loss)
            total = float(losses.mean() if program.mean else losses.sum())
            return total + float(data[program.penalty]) if program.penalty >= 0 else total

    def backward(self, every: bool = False) -> Array:
        """d total / d parameters, (n_parameters,). `every`: of all nodes, not only on ways to parameters.

        Afterwards `grad` holds every visited node's: (n,) of a lane node, one number of a uniform one.
        """
        program, data = self.program, self.data
        grad = self.grad = [np.float64(0.0)] * program.n_nodes
        seed = 1.0 / self.n if program.mean else 1.0
        grad[program.loss] = seed * self.n if program.uniform[program.loss] else np.full(self.n, seed)
        if program.penalty >= 0:
            grad[program.penalty] = grad[program.penalty] + 1.0
        uniform, wanted = program.uniform.tolist(), program.trained.tolist()
        with np.errstate(all="ignore"):
            for out, name, left, right, k in reversed(self._steps):
                if not (every or wanted[out]):
                    continue
                upstream = grad[out]
                other = k if name in KEEPS_K else data[right]
                slopes = LOCAL[name](data[out], data[left], other)
                for parent, slope in zip((left, right), slopes, strict=False):
                    if every or wanted[parent]:
                        amount = upstream * slope
                        # a uniform parent of lanes is felt by all of them
                        grad[parent] = grad[parent] + (np.sum(amount) if uniform[parent] else amount)
        return np.array(grad[: program.n_parameters], dtype=np.float64)

    def row(self, node: int) -> Array:
        """A node's data over all lanes, (n,)."""
        return np.broadcast_to(np.asarray(self.data[node], dtype=np.float64), (self.n,))

    def grad_row(self, node: int) -> Array:
        """A node's grad over all lanes, (n,); a uniform node has one grad, which stands in each place."""
        return np.broadcast_to(np.asarray(self.grad[node], dtype=np.float64), (self.n,))

"""The compiled executor: a fused program's buffers, and calls of the loops on them."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.kernels import Kernels
from engine.optim import OptimizerSpec
from engine.tape.code import DENSE, Fused

Array = NDArray[np.float64]
Numbers = NDArray[np.int64]

WIDTH: Final = 256
"""Lanes that go through the buffers at a time: few enough that they stay in the processor's nearest
caches."""

LOOK, GRADIENT = -2, -1  # rules of `kernels_run.train` that make no step
RULES: Final = {"sgd": 0, "momentum": 1, "adam": 2, "adamw": 3}

_none: Final = np.zeros((1, 0), dtype=np.int64)


def _padded(count: int) -> int:
    """Whole vectors, and an odd number of them: rows a power of two apart share few places of a cache."""
    return (-(-count // 8) | 1) * 8


class Made(NamedTuple):
    """How many steps were made; totals and their penalties, samples on the right side; the last update."""

    made: int
    totals: Array
    penalties: Array
    rights: Numbers
    moved: Array


class CompiledLanes:
    """A fused program over the samples of `columns` (n_columns, n_lanes)."""

    executor: Final = "numba"

    def __init__(
        self, kernels: Kernels, fused: Fused, mean: bool, n_parameters: int, columns: Array, most: int
    ) -> None:
        self.kernels = kernels
        chunks = -(-most // WIDTH)
        width = _padded(-(-most // chunks))
        self.n_parameters = n_parameters
        self.columns = columns
        self.most = most
        self.losses = np.zeros(most)
        self.outputs = np.zeros((len(fused.outputs), most))
        self.slopes = np.zeros((0, 0))
        self.uniform = fused.start.copy()
        self.gradient = np.zeros_like(self.uniform)
        rows = np.array([at if lane else -1 for lane, at in fused.outputs], dtype=np.int64)
        places = np.array([0 if lane else at for lane, at in fused.outputs], dtype=np.int64)
        lane, at = fused.loss
        self._program: tuple[Any, ...] = (
            fused.uniform_code,
            fused.uniform_k,
            fused.lane_code,
            fused.lane_k,
            fused.lists,
            at if lane else -1,
            0 if lane else at,
            fused.penalty,
            int(mean),
        )
        blocks = [row for row in fused.lane_code.tolist() if row[0] == DENSE]
        room = max(((outs + 1) * (ins + 1) for _, _, outs, ins, *_ in blocks), default=0)
        data, grad = _aligned(fused.rows, width), _aligned(fused.rows + 2, width)
        self._room: tuple[Any, ...] = (
            self.uniform,
            self.gradient,
            data,
            grad,
            np.zeros(room),
            self.losses,
        )
        self._outs: tuple[Any, ...] = (rows, places, self.outputs)

    def look(self, parameters: Array, gradient: bool, slopes: bool = False) -> float:
        """A forward pass, and with `gradient` a backward pass. Gives the total."""
        self.uniform[: self.n_parameters] = parameters
        if slopes and not len(self.slopes):
            self.slopes = np.zeros_like(self.outputs)
        empty, total, one = np.zeros(0), np.zeros(1), np.zeros(1)
        self.kernels.train(
            *self._program, self.columns, _none, *self._room, *self._outs, self.slopes,
            GRADIENT if gradient else LOOK, np.zeros(5), np.zeros(1), np.zeros((0, 0)), 1, empty, -1,
            -1, 0.0, total, one, np.zeros(1, dtype=np.int64), empty,
        )  # fmt: skip
        return float(total[0])

    def train(
        self, parameters: Array, state: Array, spec: OptimizerSpec, rates: Array,
        number: int, batches: Numbers | None, piled: Array | None, flip: int | None,
        sides: tuple[int, float] | None,
    ) -> Made:  # fmt: skip
        """See `Lanes.train`. `parameters`, `state` and `piled` change in place."""
        self.uniform[: self.n_parameters] = parameters
        numbers = np.array([spec.momentum, spec.beta1, spec.beta2, spec.epsilon, spec.weight_decay])
        target, level = (-1, 0.0) if sides is None else sides
        totals, penalties = np.zeros(len(rates)), np.zeros(len(rates))
        rights = np.zeros(len(rates), dtype=np.int64)
        moved = np.zeros(self.n_parameters)
        made = self.kernels.train(
            *self._program, self.columns, _none if batches is None else batches, *self._room, *self._outs,
            np.zeros((0, 0)), RULES[spec.name], numbers, rates, state, number,
            np.zeros(0) if piled is None else piled, -1 if flip is None else flip, target, level,
            totals, penalties, rights, moved,
        )  # fmt: skip
        parameters[:] = self.uniform[: self.n_parameters]
        return Made(made, totals, penalties, rights, moved)


def _aligned(rows: int, width: int) -> Array:
    """Zeros (rows, width) that start at a cache line."""
    room = np.zeros(rows * width + 8)
    start = (-room.ctypes.data // 8) % 8
    return room[start : start + rows * width].reshape(rows, width)

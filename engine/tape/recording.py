"""The tape: a graph of Values recorded once and replayed with other numbers, over many samples at a time.

Recorded is ONE sample's loss. A node that depends on a column is a *lane*: a number for every sample.
Everything else is *uniform*. The tape knows nothing of layers or datasets, only Values.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from engine import kernels
from engine.optim import OptimizerSpec
from engine.tape.code import Fused
from engine.tape.compiled import CompiledLanes
from engine.tape.fuse import fuse
from engine.tape.numpy_fused import FusedLanes
from engine.tape.numpy_lanes import NumpyLanes
from engine.tape.program import Program, TapeError, checked, write_program
from engine.tape.replay import replay
from engine.tape.training import Trained, run_steps
from engine.value import Value

Array = NDArray[np.float64]
Reduction = Literal["mean", "sum"]


def record(
    loss: Value,
    parameters: Sequence[Value],
    columns: Sequence[Value],
    *,
    outputs: Sequence[Value] = (),
    penalty: Value | None = None,
    reduction: Reduction = "mean",
) -> Tape:
    """The tape of `loss`, the graph of one sample's loss.

    `parameters` are leaves that all samples share and that get gradients; `columns` are leaves that hold one
    number for each sample. All other leaves are constants. `outputs` are Values to be read back. What is
    differentiated is reduction(loss over the samples) + penalty. TapeError where the graph does not fit.
    """
    if reduction not in ("mean", "sum"):
        raise TapeError(f"Losses are joined by mean or by sum, not by {reduction}.")
    program, values = write_program(loss, parameters, columns, outputs, penalty, reduction == "mean")
    return Tape(program, values)


class Tape:
    """A recorded graph. It never changes; what runs on it are its `lanes`."""

    def __init__(self, program: Program, values: list[Value]) -> None:
        self.program = program
        self.values = tuple(values)
        self.index = {value: number for number, value in enumerate(values)}

    @cached_property
    def fused(self) -> Fused:
        """What runs: the plain program, made short."""
        return fuse(self.program)

    def lanes(self, columns: ArrayLike) -> Lanes:
        """Room to run the tape over samples: `columns` is (n_columns, n_lanes), n_lanes at least 1."""
        return Lanes(self, columns)

    def replay_sample(self, parameters: ArrayLike, columns: ArrayLike) -> float:
        """Write the data and grad of one sample into the very Values this was recorded from.

        `parameters` is (n_parameters,), `columns` (n_columns,). The grads are those of this sample's loss
        alone, as loss.backward() gives them: seed 1, without penalty or reduction. Gives that loss.
        """
        program = self.program
        start = checked(parameters, (program.n_parameters,), "parameters")
        numbers = checked(columns, (program.n_columns,), "columns")
        data, grad = replay(program, start, numbers)
        for value, number, slope in zip(self.values, data, grad, strict=True):
            value.data = number
            value.grad = slope
        return data[program.loss]


class Lanes:
    """A tape over samples, with the data of its last forward pass and the grads of its last backward pass."""

    def __init__(self, tape: Tape, columns: ArrayLike) -> None:
        program = tape.program
        found = np.array(columns, dtype=np.float64, ndmin=2, order="C")
        if found.ndim != 2 or found.shape[0] != program.n_columns or found.shape[1] < 1:
            wanted = f"({program.n_columns}, samples) with a sample or more"
            raise TapeError(f"Columns must have the shape {wanted}, not {found.shape}.")
        self.tape = tape
        self.columns: Array = found
        self.n = found.shape[1]
        self._parameters: Array | None = None
        self._plain: NumpyLanes | None = None
        self._fused: CompiledLanes | FusedLanes | None = None
        self._loss: Array = np.full(self.n, np.nan)
        self._outputs: Array = np.full((len(program.outputs), self.n), np.nan)
        self._slopes: Array = np.empty((0, self.n))
        self._all_known = False

    @property
    def executor(self) -> str:
        """What runs the tape: "numba" or, until its loops are compiled and where it is missing, "numpy"."""
        return "numba" if kernels.ready() else "numpy"

    def forward(self, parameters: ArrayLike) -> float:
        """The total loss at these parameters (n_parameters,): reduction over the samples, plus the
        penalty."""
        return self._look(checked(parameters, (self.tape.program.n_parameters,), "parameters").copy(), False)

    def backward(self, slopes: bool = False) -> Array:
        """d total / d parameters at the parameters of the last forward pass, (n_parameters,).

        With `slopes`, `output_slopes` are known afterwards."""
        if self._parameters is None:
            raise TapeError("The backward pass needs a forward pass before it.")
        fused = self.room()  # the very one that runs: another may be ready a moment later
        self._look(self._parameters, True, slopes, fused)
        self._slopes = fused.slopes[:, : self.n].copy()
        return fused.gradient[: len(self._parameters)].copy()

    def _look(
        self,
        parameters: Array,
        gradient: bool,
        slopes: bool = False,
        fused: CompiledLanes | FusedLanes | None = None,
    ) -> float:
        fused = fused or self.room()
        total = fused.look(parameters, gradient, slopes)
        self._parameters, self._all_known = parameters, self._all_known and gradient
        self._loss, self._outputs = fused.losses[: self.n].copy(), fused.outputs[:, : self.n].copy()
        return total

    @property
    def output_slopes(self) -> Array:
        """d total / d output in every sample, (n_outputs, n_lanes), as of the last backward pass that was
        asked for them. 0 for an output that no sample moves."""
        return self._slopes

    @property
    def loss(self) -> Array:
        """Every sample's loss, (n_lanes,), as of the last forward pass."""
        return self._loss

    @property
    def outputs(self) -> Array:
        """The outputs of every sample, (n_outputs, n_lanes), as of the last forward pass."""
        return self._outputs

    def data(self, value: Value) -> Array:
        """A recorded Value's data in every sample, (n_lanes,), as of the last forward pass."""
        return np.array(self._every().row(self._node(value)))

    def grad(self, value: Value) -> Array:
        """d total / d value in every sample, (n_lanes,). Of a uniform Value: its one grad, in every place."""
        return np.array(self._every().grad_row(self._node(value)))

    def train(
        self,
        parameters: Array,
        state: Array,
        spec: OptimizerSpec,
        rates: ArrayLike,
        *,
        first_number: int = 1,
        batches: ArrayLike | None = None,
        piled: Array | None = None,
        flip: int | None = None,
        sides: tuple[int, float] | None = None,
    ) -> Trained:
        """Make a step for each of `rates`, all in one call of the compiled loops.

        `parameters` (n,), the optimiser's `state` (rows, n) and `piled` change in place; they are float64.
        `batches` (steps, size) are the samples of every step; without it a step takes all. `first_number` is
        the number of the first step since `state` was fresh, from 1. With `piled` (n,) gradients are never
        forgotten: each step's is added to it and the sum is used. `flip` turns the sign of one parameter's
        gradient. `sides` (column, level) counts the samples whose output and column lie on the same side of
        the level; with several outputs, those whose greatest output stands where the greatest of as many
        columns, from that one on, does.

        It stops before the update of a step whose loss or gradient is not finite, and after an update that
        left a parameter so.
        """
        return run_steps(self, parameters, state, spec, rates, first_number, batches, piled, flip, sides)

    def _node(self, value: Value) -> int:
        try:
            return self.tape.index[value]
        except KeyError:
            raise TapeError("This Value is not on the tape.") from None

    def room(self, most: int = 0) -> CompiledLanes | FusedLanes:
        """The fused executor, with room for `most` samples or all of these."""
        most, loops = max(most, self.n), kernels.found()
        known = self._fused
        if known is None or known.most < most or (known.executor == "numba") != (loops is not None):
            program, fused = self.tape.program, self.tape.fused
            if loops is None:
                known = FusedLanes(fused, program.mean, program.n_parameters, self.columns, most)
            else:
                known = CompiledLanes(loops, fused, program.mean, program.n_parameters, self.columns, most)
            self._fused = known
        return known

    def _reference(self) -> NumpyLanes:
        if self._plain is None:
            self._plain = NumpyLanes(self.tape.program, self.columns)
        return self._plain

    def _every(self) -> NumpyLanes:
        """The plain program at the present parameters, every node's data and grad known."""
        if self._parameters is None:
            raise TapeError("Nothing is known before the first forward pass.")
        plain = self._reference()
        if not self._all_known:
            plain.forward(self._parameters)
            plain.backward(every=True)
            self._all_known = True
        return plain

"""The tape: a graph of Values recorded once and replayed with other numbers, over many samples at a time.

Recorded is ONE sample's loss. A node that depends on a column is a *lane*: a number for every sample. Everything
else is *uniform*. The tape knows nothing of layers or datasets, only Values.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from engine.tape_numpy import NumpyLanes
from engine.tape_program import Program, TapeError, write_program
from engine.value import Value

__all__ = ["Lanes", "Tape", "TapeError", "record"]

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

    def lanes(self, columns: ArrayLike) -> Lanes:
        """Room to run the tape over samples: `columns` is (n_columns, n_lanes), n_lanes at least 1."""
        return Lanes(self, columns)

    def replay_sample(self, parameters: ArrayLike, columns: ArrayLike) -> float:
        """Write the data and grad of one sample into the very Values this was recorded from.

        `parameters` is (n_parameters,), `columns` (n_columns,). The grads are those of this sample's loss alone,
        as loss.backward() gives them: seed 1, without penalty or reduction. Gives that loss.
        """
        program = self.program
        numbers = _checked(columns, (program.n_columns,), "columns").reshape(-1, 1)
        single = NumpyLanes(_of_one_sample(program), numbers)
        loss = single.forward(_checked(parameters, (program.n_parameters,), "parameters"))
        single.backward(every=True)
        for value, data, grad in zip(self.values, single.data, single.grad, strict=True):
            value.data = float(np.asarray(data).item())
            value.grad = float(np.asarray(grad).item())
        return loss


class Lanes:
    """A tape over samples, with the data of its last forward pass and the grads of its last backward pass."""

    def __init__(self, tape: Tape, columns: ArrayLike) -> None:
        program = tape.program
        found = np.array(columns, dtype=np.float64, ndmin=2)
        if found.ndim != 2 or found.shape[0] != program.n_columns or found.shape[1] < 1:
            wanted = f"({program.n_columns}, samples) with a sample or more"
            raise TapeError(f"Columns must have the shape {wanted}, not {found.shape}.")
        self.tape = tape
        self.columns: Array = found
        self.n = found.shape[1]
        self._reference = NumpyLanes(program, found)
        self._parameters: Array | None = None
        self._all_known = False

    @property
    def executor(self) -> str:
        """What runs the tape: "numba" or "numpy"."""
        return "numpy"

    def forward(self, parameters: ArrayLike) -> float:
        """The total loss at these parameters (n_parameters,): reduction over the samples, plus the penalty."""
        self._parameters = _checked(parameters, (self.tape.program.n_parameters,), "parameters").copy()
        self._all_known = False
        return self._reference.forward(self._parameters)

    def backward(self) -> Array:
        """d total / d parameters at the parameters of the last forward pass, (n_parameters,)."""
        if self._parameters is None:
            raise TapeError("The backward pass needs a forward pass before it.")
        return self._reference.backward()

    @property
    def loss(self) -> Array:
        """Every sample's loss, (n_lanes,)."""
        return np.array(self._reference.row(self.tape.program.loss))

    @property
    def outputs(self) -> Array:
        """The outputs of every sample, (n_outputs, n_lanes)."""
        rows = [self._reference.row(node) for node in self.tape.program.outputs]
        return np.array(rows).reshape(len(rows), self.n)

    def data(self, value: Value) -> Array:
        """A recorded Value's data in every sample, (n_lanes,), as of the last forward pass."""
        return np.array(self._every().row(self._node(value)))

    def grad(self, value: Value) -> Array:
        """d total / d value in every sample, (n_lanes,). Of a uniform Value: its one grad, in every place."""
        return np.array(self._every().grad_row(self._node(value)))

    def _node(self, value: Value) -> int:
        try:
            return self.tape.index[value]
        except KeyError:
            raise TapeError("This Value is not on the tape.") from None

    def _every(self) -> NumpyLanes:
        """The plain program at the present parameters, every node's data and grad known."""
        if self._parameters is None:
            raise TapeError("Nothing is known before the first forward pass.")
        if not self._all_known:
            self._reference.forward(self._parameters)
            self._reference.backward(every=True)
            self._all_known = True
        return self._reference


def _checked(numbers: ArrayLike, shape: tuple[int, ...], name: str) -> Array:
    found = np.ascontiguousarray(numbers, dtype=np.float64)
    if found.shape != shape:
        raise TapeError(f"The {name} must have the shape {shape}, not {found.shape}.")
    return found


def _of_one_sample(program: Program) -> Program:
    return replace(program, penalty=-1, mean=False)

"""Many steps of training on a tape: one call of the compiled loops, or the same in NumPy."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from engine import kernels, optim
from engine.tape.compiled import CompiledLanes
from engine.tape.program import TapeError, checked

if TYPE_CHECKING:
    from engine.tape.recording import Lanes

Array = NDArray[np.float64]
Numbers = NDArray[np.int64]


class Trained(NamedTuple):
    """What `made` steps gave: the total before each update, the samples on the right side (None if not
    asked), and by how much the last update moved the parameters. `stopped`: the total of the step that was
    not made because it or its gradient was not finite; None if none."""

    made: int
    losses: Array
    right: Numbers | None
    moved: Array
    stopped: float | None


def run_steps(
    lanes: Lanes, parameters: Array, state: Array, spec: optim.OptimizerSpec, rates: ArrayLike,
    first_number: int, batches: ArrayLike | None, piled: Array | None, flip: int | None,
    sides: tuple[int, float] | None,
) -> Trained:  # fmt: skip
    """See `Lanes.train`."""
    program = lanes.tape.program
    n = program.n_parameters
    for name, array, shape in (
        ("parameters", parameters, (n,)),
        ("state", state, (optim.ROWS[spec.name], n)),
        ("piled gradient", piled, (n,)),
    ):
        if array is not None and not (_can_change(array) and array.shape == shape):
            raise TapeError(f"The {name} must be a float64 array of shape {shape}, to be changed in place.")
    found = np.ascontiguousarray(rates, dtype=np.float64)
    numbers = checked(found, (found.size,), "learning rates")
    picks = None if batches is None else _picks(batches, len(numbers), lanes.n)
    if flip is not None and not 0 <= flip < n:
        raise TapeError(f"There is no parameter {flip}: they are 0 to {n - 1}.")
    if sides is not None and not (
        program.outputs and 0 <= sides[0] <= program.n_columns - len(program.outputs)
    ):
        raise TapeError("Sides are counted between the outputs and as many columns.")
    loops = kernels.found()
    if loops is None:
        return _in_numpy(lanes, parameters, state, spec, numbers, first_number, picks, piled, flip, sides)
    fused: CompiledLanes = lanes.room(0 if picks is None else picks.shape[1])
    target, level = (-1, 0.0) if sides is None else sides
    made, totals, rights, moved = fused.train(
        loops,
        parameters,
        state,
        spec.name,
        np.array([spec.momentum, spec.beta1, spec.beta2, spec.epsilon, spec.weight_decay]),
        numbers,
        first_number,
        picks,
        np.zeros(0) if piled is None else piled,
        -1 if flip is None else flip,
        target,
        level,
    )
    stopped = float(totals[made]) if made < len(numbers) and np.isfinite(parameters).all() else None
    return Trained(made, totals[:made], None if sides is None else rights[:made], moved, stopped)


def _in_numpy(
    lanes: Lanes, parameters: Array, state: Array, spec: optim.OptimizerSpec, rates: Array, first_number: int,
    picks: Numbers | None, piled: Array | None, flip: int | None, sides: tuple[int, float] | None,
) -> Trained:  # fmt: skip
    """The same, step by step: the reference of the compiled loops."""
    totals, rights, moved = (
        np.zeros(len(rates)),
        np.zeros(len(rates), dtype=np.int64),
        np.zeros(len(parameters)),
    )
    for step, rate in enumerate(rates.tolist()):
        batch = lanes if picks is None else lanes.tape.lanes(lanes.columns[:, picks[step]])
        totals[step] = total = batch.forward(parameters)
        if sides is not None:
            rights[step] = _right(batch, *sides)
        gradient = batch.backward()
        made = step
        stopped = None if np.isfinite(total) and np.isfinite(gradient).all() else total
        if stopped is None:
            if flip is not None:
                gradient[flip] *= -1.0
            if piled is not None:
                piled += gradient
                gradient = piled
            before = parameters.copy()
            with np.errstate(all="ignore"):
                optim.update(spec, parameters, gradient, state, first_number + step, rate)
                moved = parameters - before
            made = step + 1
        if stopped is not None or not np.isfinite(parameters).all():
            return Trained(made, totals[:made], None if sides is None else rights[:made], moved, stopped)
    return Trained(len(rates), totals, None if sides is None else rights, moved, None)


def _right(lanes: Lanes, column: int, level: float) -> int:
    outputs = lanes.outputs
    wanted = lanes.columns[column : column + len(outputs)]
    if len(outputs) == 1:
        return int(((outputs > level) == (wanted > level)).sum())
    return int((outputs.argmax(axis=0) == wanted.argmax(axis=0)).sum())


def _can_change(array: Array) -> bool:
    return array.dtype == np.float64 and array.flags.c_contiguous and array.flags.writeable


def _picks(batches: ArrayLike, steps: int, n: int) -> Numbers:
    found = np.array(batches, dtype=np.int64, order="C")
    if found.ndim != 2 or found.shape[0] != steps or found.shape[1] < 1:
        raise TapeError(f"Batches must have the shape ({steps}, samples a step), not {found.shape}.")
    if steps and not (found.min() >= 0 and found.max() < n):
        raise TapeError(f"A batch names a sample that is not there: they are 0 to {n - 1}.")
    return found

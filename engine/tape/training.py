"""Many steps of training on a tape, checked and then made in one call of an executor."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from engine import optim
from engine.tape.program import TapeError, checked

if TYPE_CHECKING:
    from engine.tape.recording import Lanes

Array = NDArray[np.float64]
Numbers = NDArray[np.int64]


class Trained(NamedTuple):
    """What `made` steps gave: the total before each update and the penalty in it, the samples on the right
    side (None if not asked), and by how much the last update moved the parameters. `stopped`: the total of
    the step that was not made because it or its gradient was not finite; None if none."""

    made: int
    losses: Array
    penalties: Array
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
    made = lanes.room(0 if picks is None else picks.shape[1]).train(
        parameters, state, spec, numbers, first_number, picks, piled, flip, sides
    )
    count = made.made
    stopped = float(made.totals[count]) if count < len(numbers) and np.isfinite(parameters).all() else None
    rights = None if sides is None else made.rights[:count]
    return Trained(count, made.totals[:count], made.penalties[:count], rights, made.moved, stopped)


def _can_change(array: Array) -> bool:
    return array.dtype == np.float64 and array.flags.c_contiguous and array.flags.writeable


def _picks(batches: ArrayLike, steps: int, n: int) -> Numbers:
    found = np.array(batches, dtype=np.int64, order="C")
    if found.ndim != 2 or found.shape[0] != steps or found.shape[1] < 1:
        raise TapeError(f"Batches must have the shape ({steps}, samples a step), not {found.shape}.")
    if steps and not (found.min() >= 0 and found.max() < n):
        raise TapeError(f"A batch names a sample that is not there: they are 0 to {n - 1}.")
    return found

"""A graph of Values as arrays: what every executor of a tape reads.

Nodes are numbered parameters first, then columns, then constants, then one for each op in topological order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from engine.ops import OPS
from engine.value import Value

Array = NDArray[np.float64]
Numbers = NDArray[np.int64]

CODES: Final[dict[str, int]] = {name: code for code, name in enumerate(OPS)}
"""An op's number in an instruction."""

KEEPS_K: Final = frozenset(name for name, op in OPS.items() if op.takes_constant)
"""Ops whose second argument is a constant of their own."""


class TapeError(ValueError):
    """A graph that cannot be recorded as it was asked for. The text is for people."""


@dataclass(frozen=True, slots=True, eq=False)
class Program:
    """The plain program: one instruction for each op, nothing fused.

    Instruction i is op `codes[i]` on nodes `left[i]` and `right[i]` (equal to left for one parent) with
    `constants[i]`; its result is node `first + i`. `given` holds the data of the constants, nodes
    `first - len(given)` up to `first`. `uniform` tells of every node whether it depends on no column, and
    `trained` whether it depends on a parameter. `loss`, `outputs` and `penalty` (-1: none) are nodes.
    """

    n_parameters: int
    n_columns: int
    given: Array
    codes: Numbers
    left: Numbers
    right: Numbers
    constants: Array
    uniform: NDArray[np.bool_]
    trained: NDArray[np.bool_]
    loss: int
    outputs: tuple[int, ...]
    penalty: int
    mean: bool

    @property
    def first(self) -> int:
        """The node that the first instruction makes."""
        return self.n_parameters + self.n_columns + len(self.given)

    @property
    def n_nodes(self) -> int:
        return self.first + len(self.codes)


def write_program(
    loss: Value,
    parameters: Sequence[Value],
    columns: Sequence[Value],
    outputs: Sequence[Value],
    penalty: Value | None,
    mean: bool,
) -> tuple[Program, list[Value]]:
    """The program of these graphs, and its nodes' Values by their number.

    TapeError if a parameter or column is not a leaf or is named twice, if the penalty reads a column, or if
    there is an op that is not in the table.
    """
    values: list[Value] = [*parameters, *columns]
    index = {value: number for number, value in enumerate(values)}
    if len(index) != len(values):
        raise TapeError("A Value can be a parameter or a column only once.")
    for value in values:
        if value.op is not None:
            name = value.label or "one"
            raise TapeError(f"Parameters and columns must be leaves; {name} is made by {value.op.name}.")
    roots = [loss, *outputs, *([] if penalty is None else [penalty])]
    order = _reachable(roots)
    for leaf in order:
        if leaf.op is None and leaf not in index:
            index[leaf] = len(values)
            values.append(leaf)
    given = np.array([leaf.data for leaf in values[len(parameters) + len(columns) :]], dtype=np.float64)
    n = len(parameters)
    uniform = [not n <= i < n + len(columns) for i in range(len(values))]
    trained = [i < n for i in range(len(values))]
    rows: list[tuple[int, int, int, float]] = []
    for value in order:
        if value.op is None:
            continue
        left, right = index[value.parents[0]], index[value.parents[-1]]
        if value.op.name not in CODES:
            raise TapeError(f"A tape has the ops of the table only, and not {value.op.name}.")
        rows.append((CODES[value.op.name], left, right, value.constant))
        uniform.append(uniform[left] and uniform[right])
        trained.append(trained[left] or trained[right])
        index[value] = len(values)
        values.append(value)
    if penalty is not None and not uniform[index[penalty]]:
        raise TapeError("The penalty may depend on parameters only, not on a column.")
    codes, lefts, rights, constants = zip(*rows, strict=True) if rows else ((), (), (), ())
    program = Program(
        n_parameters=n,
        n_columns=len(columns),
        given=given,
        codes=np.array(codes, dtype=np.int64),
        left=np.array(lefts, dtype=np.int64),
        right=np.array(rights, dtype=np.int64),
        constants=np.array(constants, dtype=np.float64),
        uniform=np.array(uniform, dtype=np.bool_),
        trained=np.array(trained, dtype=np.bool_),
        loss=index[loss],
        outputs=tuple(index[value] for value in outputs),
        penalty=-1 if penalty is None else index[penalty],
        mean=mean,
    )
    return program, values


def _reachable(roots: Iterable[Value]) -> list[Value]:
    """Everything the roots depend on, parents before children (creation order, as everywhere)."""
    order = list(dict.fromkeys(roots))
    seen = set(order)
    for value in order:  # grows while it is walked
        for parent in value.parents:
            if parent not in seen:
                seen.add(parent)
                order.append(parent)
    order.sort(key=lambda value: value.serial)
    return order


def checked(numbers: ArrayLike, shape: tuple[int, ...], name: str) -> Array:
    """These numbers as a float64 array of that shape. TapeError if they have another."""
    found = np.ascontiguousarray(numbers, dtype=np.float64)
    if found.shape != shape:
        raise TapeError(f"The {name} must have the shape {shape}, not {found.shape}.")
    return found

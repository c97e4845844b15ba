"""What the compiled loops read: instructions as numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.ops import OPS
from engine.tape.program import CODES

Array = NDArray[np.float64]
Numbers = NDArray[np.int64]

DENSE: Final = -1
SPREAD: Final = -2
SQUARES: Final = -3
"""Codes beside the op table's: of a dense block (or a uniform sum of products), of a uniform node made a
lane, and of the sum of squares of neighbouring places."""

NO_GRAD, FIRST, MORE = 0, 1, 2
"""What a grad's writer does: nothing, write it, add to it."""

BINARY: Final = frozenset(code for name, code in CODES.items() if OPS[name].arity == 2)


@dataclass(frozen=True, slots=True, eq=False)
class Fused:
    """Arrays for the loops of `engine/kernels/lanes.py`.

    A row of `uniform_code` is one of
      (code, out, left, right)
      (SQUARES, out, first place, count)
      (DENSE, out, at, terms): at `lists[at:]` stand the left and then the right factors of the terms.

    A row of `lane_code` is one of
      (code, at, count, 0, grad of left, grad of right, live): `count` times the same op; at `lists[at:]`
        stand the outs, then the lefts, then the rights
      (SPREAD, out, place, 0, 0, 0, live)
      (DENSE, at, outs, ins, coefficients' grads wanted, biases' grads wanted, live): at `lists[at:]` stand
        the outs, their biases, the ins, what to do with each in's grad, and the places of the coefficients,
        out by out.

    `loss` and `outputs` are (True, row) or (False, place).
    """

    start: Array
    rows: int
    uniform_code: Numbers
    uniform_k: Array
    lane_code: Numbers
    lane_k: Array
    lists: Numbers
    loss: tuple[bool, int]
    outputs: tuple[tuple[bool, int], ...]
    penalty: int


class Step(NamedTuple):
    """A lane instruction: for each out its row and two operands, or its row, bias and coefficients."""

    code: int
    live: bool
    k: float
    outs: list[tuple[int, ...]]
    ins: tuple[int, ...]


class Encoder:
    """Writes the rows of `lane_code`.

    `row` gives the row of a lane node, `needed` says whether a node stands between a parameter and the total,
    `grows` are the places whose gradient is wanted, `loss` is the lane whose grad is there from the start, if
    it is a lane.
    """

    def __init__(
        self, row: dict[int, int], needed: list[bool], grows: set[int], lists: list[int], loss: int | None
    ) -> None:
        self.row, self.needed, self.grows, self.lists = row, needed, grows, lists
        self.written = set() if loss is None else {loss}

    def _writer(self, node: int, live: bool) -> int:
        """What the next to write a node's grad does, going backward."""
        if not (live and self.needed[node]):
            return NO_GRAD
        if node in self.written:
            return MORE
        self.written.add(node)
        return FIRST

    def encode(self, steps: list[Step]) -> tuple[list[tuple[int, ...]], list[float]]:
        """The rows and their constants. From the last to the first, as the backward pass goes, it is seen who
        is the first to write a grad."""
        rows = []
        for step in reversed(steps):
            code, live, ins = step.code, step.live, step.ins
            if code == DENSE:
                rows.append(self._dense(step))
            elif code == SPREAD:
                rows.append((SPREAD, *step.outs[0], 0, 0, live))
            else:
                left = self._writer(ins[0], live)
                right = self._writer(ins[1], live) if code in BINARY else NO_GRAD
                rows.append((code, *step.outs[0], left, right, live))
        return self._in_runs(rows[::-1], [step.k for step in steps])

    def _dense(self, step: Step) -> tuple[int, ...]:
        at, outs = len(self.lists), step.outs
        coefficients = [place for _, _, *places in outs for place in places]
        biases = [bias for _, bias, *_ in outs]
        self.lists += [out for out, *_ in outs]
        self.lists += biases
        self.lists += [self.row[n] for n in step.ins]
        self.lists += [self._writer(n, step.live) for n in step.ins]
        self.lists += coefficients
        wanted = (any(place in self.grows for place in places) for places in (coefficients, biases))
        return (DENSE, at, len(outs), len(step.ins), *wanted, step.live)

    def _in_runs(
        self, rows: list[tuple[int, ...]], ks: list[float]
    ) -> tuple[list[tuple[int, ...]], list[float]]:
        """Neighbours that do the same become one instruction: (code, at, how many, 0, ...) with their outs,
        lefts and rights at `lists[at:]`."""
        found: list[tuple[int, ...]] = []
        found_ks: list[float] = []
        i = 0
        while i < len(rows):
            code, *_, left, right, live = rows[i]
            end = i + 1
            if code in (DENSE, SPREAD):
                found.append(rows[i])
            else:
                while end < len(rows) and (rows[end][0], *rows[end][4:], ks[end]) == (
                    code,
                    left,
                    right,
                    live,
                    ks[i],
                ):
                    end += 1
                found.append((code, len(self.lists), end - i, 0, left, right, live))
                for operand in (1, 2, 3):
                    self.lists += [row[operand] for row in rows[i:end]]
            found_ks.append(ks[i])
            i = end
        return found, found_ks

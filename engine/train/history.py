"""What is kept of a training's past: its figures, thinned, and states to go back to. Both are bounded."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple, overload

import numpy as np
from numpy.typing import NDArray

from engine.train.state import State

Array = NDArray[np.float64]
MOST_ROWS: Final = 16_384
MOST_STATES: Final = 128
MOST_STATE_BYTES: Final = 4_000_000
FIRST_SPACING: Final = 128


class Record(NamedTuple):
    """The figures of one step, before its update.

    `loss` is what the step made small: over its batch, `penalty` included. `whole_loss` is the same over all
    training samples, where a batch is fewer. None where there is none: no sides, no test samples, all samples
    in every batch, or a step at which it was left out.
    """

    step: int
    loss: float
    accuracy: float | None
    learning_rate: float
    test_loss: float | None
    test_accuracy: float | None
    penalty: float
    whole_loss: float | None


COLUMNS: Final = len(Record._fields)


class Records(Sequence[Record]):
    """Records, held as `rows`: float64 (m, COLUMNS), a column a field, NaN for None."""

    def __init__(self, rows: Array) -> None:
        self.rows = rows

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, index: int) -> Record: ...
    @overload
    def __getitem__(self, index: slice) -> Records: ...
    def __getitem__(self, index: int | slice) -> Record | Records:
        return Records(self.rows[index]) if isinstance(index, slice) else _record(self.rows[index].tolist())

    def __iter__(self) -> Iterator[Record]:
        return map(_record, self.rows.tolist())


def _record(row: list[float]) -> Record:
    step, loss, accuracy, rate, test_loss, test_accuracy, penalty, whole = row
    tested = (_known(test_loss), _known(test_accuracy))
    return Record(int(step), loss, _known(accuracy), rate, *tested, penalty, _known(whole))


def _known(number: float) -> float | None:
    return None if math.isnan(number) else number


class History:
    """Rows of all steps so far. When there are too many, every other is dropped, and so on from there."""

    def __init__(self) -> None:
        self._rows = np.empty((MOST_ROWS, COLUMNS))
        self._count = 0
        self._stride = 1

    def add(self, rows: Array) -> None:
        """Rows of the steps that follow. Those between two kept ones are dropped."""
        while len(rows):
            kept = rows[rows[:, 0] % self._stride == 0]
            room = MOST_ROWS - self._count
            if len(kept) <= room:
                self._rows[self._count : self._count + len(kept)] = kept
                self._count += len(kept)
                return
            self._rows[self._count :] = kept[:room]
            rows = kept[room:]
            self._stride *= 2
            thinned = self._rows[self._rows[:, 0] % self._stride == 0]
            self._count = len(thinned)
            self._rows[: self._count] = thinned

    def cut(self, step: int) -> None:
        """Forget this step and what came after; what comes now is thinned as if there had been nothing."""
        self._count = int(np.searchsorted(self._rows[: self._count, 0], step))
        while self._stride > 1 and step <= MOST_ROWS * (self._stride // 2):
            self._stride //= 2

    def rows(self) -> Array:
        """float64 (m, COLUMNS), oldest first; m is at most MOST_ROWS."""
        return self._rows[: self._count].copy()


class Checkpoints:
    """States along the way, further apart the longer the way is."""

    def __init__(self, first: State) -> None:
        self.spacing = FIRST_SPACING
        self._states = [first.copy()]
        self._most = max(8, min(MOST_STATES, MOST_STATE_BYTES // max(first.nbytes, 1)))

    @property
    def floor(self) -> int:
        """The earliest step that can be gone back to."""
        return self._states[0].step

    def next_after(self, step: int) -> int:
        """The step at which the next state is to be kept."""
        return (step // self.spacing + 1) * self.spacing

    def keep(self, state: State) -> None:
        """Remember the state, if its step is one of those that are."""
        if state.step % self.spacing == 0:
            self.add(state)
        if len(self._states) > self._most:
            self.spacing *= 2
            self._states[1:] = [s for s in self._states[1:] if s.step % self.spacing == 0]

    def add(self, state: State) -> None:
        """Remember the state."""
        i = bisect_right([state.step for state in self._states], state.step)
        if self._states[i - 1].step != state.step:
            self._states.insert(i, state.copy())

    def before(self, step: int) -> State:
        """A copy of the latest state that is not later than `step`."""
        i = bisect_right([state.step for state in self._states], step)
        return self._states[max(i - 1, 0)].copy()

    def until(self, step: int) -> list[State]:
        """The states that are not later than `step`, earliest first. They are not to be changed."""
        return [state for state in self._states if state.step <= step]

    def cut(self, step: int) -> None:
        """Forget what is later than `step`."""
        self._states[1:] = [state for state in self._states[1:] if state.step <= step]
        while self.spacing > FIRST_SPACING and step - self.floor < self._most * (self.spacing // 2):
            self.spacing //= 2

    def begin_after(self, step: int) -> None:
        """Forget what is not later than `step`, if anything is later."""
        self._states = [state for state in self._states if state.step > step] or self._states

"""Where a training stands, and which samples each step takes: all that the next step depends on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from typing import Any, TypeGuard

import numpy as np
from numpy.typing import NDArray

from engine.optim import ROWS, fresh_state
from engine.recent import Recent
from engine.train.config import Config
from engine.train.fields import ConfigError

Array = NDArray[np.float64]


@dataclass(slots=True, eq=False)
class State:
    """After `step` updates.

    `memory` (rows, n) is what the optimiser called `optimizer` remembers after `number` steps of its own;
    `piled` (n,) are the gradients that were not forgotten, None while they are. `moved` (n,) is the last
    update, for people to see; nothing depends on it. `replaced` is what parameters, by their numbers, were
    before they were set by hand at this step.
    """

    step: int
    parameters: Array
    optimizer: str
    memory: Array
    moved: Array
    number: int = 0
    piled: Array | None = None
    replaced: dict[int, float] = field(default_factory=dict)

    @classmethod
    def first(cls, config: Config, parameters: Array) -> State:
        count = len(parameters)
        return cls(0, parameters, config.optimizer, fresh_state(config.spec, count), np.zeros(count))

    def copy(self) -> State:
        piled = None if self.piled is None else self.piled.copy()
        parameters, memory, moved = self.parameters.copy(), self.memory.copy(), self.moved.copy()
        replaced = self.replaced.copy()
        return State(self.step, parameters, self.optimizer, memory, moved, self.number, piled, replaced)

    def suit(self, config: Config) -> None:
        """Another optimiser starts with nothing to remember; so does the pile of gradients."""
        if self.optimizer != config.optimizer:
            self.memory, self.number = fresh_state(config.spec, len(self.parameters)), 0
            self.optimizer = config.optimizer
        if not config.forget_zero_grad:
            self.piled = None
        elif self.piled is None:
            self.piled = np.zeros(len(self.parameters))

    def edit(self, config: Config) -> None:
        """Set what is set by hand at this step, and undo what no longer is."""
        for index, number in self.replaced.items():
            self.parameters[index] = number
        self.replaced = {}
        for step, index, number in config.edits:
            if step == self.step:
                self.replaced[index] = float(self.parameters[index])
                self.parameters[index] = number

    def next_edit(self, config: Config) -> int | None:
        """The next step at which something is set by hand."""
        return next((step for step, _, _ in config.edits if step > self.step), None)

    def extra(self) -> dict[str, Any]:
        """The small rest beside step, parameters and memory, as JSON can hold it."""
        piled = None if self.piled is None else self.piled.tolist()
        replaced = [[index, number] for index, number in self.replaced.items()]
        return {"optimizer": self.optimizer, "number": self.number, "piled": piled, "replaced": replaced}

    @property
    def nbytes(self) -> int:
        return self.parameters.nbytes * (3 + ROWS[self.optimizer])


class Batches:
    """Which samples each step takes, a function of seed and step.

    Epoch after epoch all samples pass in an order of that epoch's own, cut into batches; a batch may end in
    the next epoch. The same steps take the same samples however they are asked for.
    """

    def __init__(self, seed: int, samples: int) -> None:
        self._seed, self._samples = seed, samples
        self._dice = np.random.RandomState(0)
        self._orders: Recent[NDArray[np.int64]] = Recent(8)

    def take(self, start: int, count: int, size: int) -> NDArray[np.int64]:
        """The steps from `start` on: int64 (count, size), indices of samples."""
        first, last = start * size // self._samples, ((start + count) * size - 1) // self._samples
        passing = [self._orders.get(epoch, partial(self._order, epoch)) for epoch in range(first, last + 1)]
        offset = start * size - first * self._samples
        return np.concatenate(passing)[offset : offset + count * size].reshape(count, size)

    def _order(self, epoch: int) -> NDArray[np.int64]:
        self._dice.seed([self._seed, 2, epoch])  # a tenth of what a new generator costs
        return self._dice.permutation(self._samples).astype(np.int64)


def state_from(kept: Mapping[str, Any], config: Config) -> State:
    """A state from what somebody else has kept. Raises ConfigError naming `resume`."""
    sizes = config.shapes
    count = sum((before + 1) * after for before, after in pairwise(sizes))
    step, number, optimizer = (kept.get(name) for name in ("step", "number", "optimizer"))
    if not _counted(step) or not _counted(number):
        raise ConfigError("resume", "Its step is not a whole number.")
    if not isinstance(optimizer, str) or optimizer not in ROWS:
        raise ConfigError("resume", "Its optimizer is not one.")
    rows = kept.get("state")
    if not isinstance(rows, Sequence) or len(rows) != ROWS[optimizer]:
        raise ConfigError("resume", "The optimiser's state does not fit the optimiser.")
    memory = np.zeros((len(rows), count))
    for place, row in zip(memory, rows, strict=True):
        place[:] = _numbers(row, count)
    if len(memory) == 2 and (memory[1] < 0.0).any():
        raise ConfigError("resume", "The optimiser's state has a negative square.")
    piled = kept.get("piled")
    return State(
        step, _numbers(kept.get("parameters"), count), optimizer, memory, np.zeros(count), number,
        None if piled is None else _numbers(piled, count), _replaced(kept.get("replaced", []), count),
    )  # fmt: skip


def _counted(number: object) -> TypeGuard[int]:
    return isinstance(number, int) and not isinstance(number, bool) and 0 <= number <= 1_000_000_000


def _replaced(rows: object, count: int) -> dict[int, float]:
    message = "What was set by hand is not a list of parameters and numbers."
    if not isinstance(rows, (list, tuple)) or len(rows) > count:
        raise ConfigError("resume", message)
    found: dict[int, float] = {}
    for row in rows:
        if not isinstance(row, (list, tuple)) or len(row) != 2 or not _counted(row[0]) or row[0] >= count:
            raise ConfigError("resume", message)
        found[row[0]] = float(_numbers(row[1:], 1)[0])
    return found


def _numbers(row: object, count: int) -> Array:
    message = f"There are not {count:,} finite numbers where there should be."
    if not isinstance(row, (list, tuple)) or len(row) != count:
        raise ConfigError("resume", message)
    if not all(type(x) in (int, float) and abs(x) <= 1e300 for x in row):
        raise ConfigError("resume", message)
    return np.array(row, dtype=np.float64)

"""A small trainer of the shape that sessions expect: quick to make, and its numbers are easy to foretell.

Two parameters fall towards 0 by a tenth a step; the loss is half the sum of their squares.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

import numpy as np

from app.training.errors import TrainingError
from app.training.messages import Inspect
from app.training.protocol import Numbers, Stop, Trainer


@dataclass(frozen=True)
class ToyConfig:
    steps: int = 1_000_000
    learning_rate: float = 0.1
    start: float = 1.0
    seconds: float = 0.0  # a step takes so long
    diverges_at: int | None = None
    fails_at: int | None = None

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)

    def replace(self, **fields: Any) -> ToyConfig:
        return replace(self, **fields)


@dataclass(frozen=True)
class ToyRow:
    step: int
    loss: float
    accuracy: float | None
    learning_rate: float
    test_loss: float | None = None
    test_accuracy: float | None = None
    penalty: float = 0.0


@dataclass(frozen=True)
class ToyRows:
    rows: Numbers


@dataclass(frozen=True)
class ToyStopped:
    step: int
    message: str


@dataclass(frozen=True)
class ToyChange:
    step: int
    fields: Mapping[str, Any]


@dataclass(frozen=True)
class ToyLayer:
    gradient: float
    data: float
    update_ratio: float


@dataclass(frozen=True)
class ToyData:
    x_train: Numbers = field(default_factory=lambda: np.array([[-1.0, -1.0], [1.0, 1.0], [1.0, -1.0]]))
    y_train: Numbers = field(default_factory=lambda: np.array([-1.0, 1.0, 1.0]))
    x_test: Numbers = field(default_factory=lambda: np.zeros((0, 2)))
    y_test: Numbers = field(default_factory=lambda: np.zeros(0))
    kind: str = "binary"
    classes: int = 2
    features: int = 2


@dataclass(frozen=True)
class ToyFlow:
    loss: float
    units: Numbers
    gradients: Numbers
    parameters: Numbers


class ToyTrainer:
    """Fulfils `app.training.protocol.Trainer`."""

    def __init__(self, config: ToyConfig) -> None:
        self.base = self.config = config
        self.changes: list[ToyChange] = []
        self.shapes: Sequence[int] = [2, 1]
        self.names: Sequence[str] = ["w1", "w2"]
        self.unit_layers: Sequence[int] = [1]
        self.data = ToyData()
        self.step = self.end = 0
        self.parameters: Numbers = np.array([config.start, -2.0 * config.start])
        self.state: Numbers = np.zeros((0, 2))
        self.last_update: Numbers = np.zeros(2)
        self.executor = "toy"
        self.diverged: ToyStopped | None = None
        self.threshold = 0.0

    @property
    def gradients(self) -> Numbers:
        return self.parameters

    @property
    def penalty(self) -> tuple[float, Numbers]:
        return 0.0, np.zeros(2)

    def follow(self, sample: int) -> ToyFlow:
        units = self.responses(self.data.x_train[sample : sample + 1])
        return ToyFlow(self.now().loss, units, np.ones(1), self.parameters)

    def flow(self) -> ToyFlow:
        return self.follow(0)

    def hardest(self) -> int:
        return 0

    def now(self) -> ToyRow:
        loss = float(self.parameters @ self.parameters) / 2
        return ToyRow(self.step, loss, None, self.config.learning_rate)

    def advance(self, count: int, stop: Stop | None = None) -> ToyRows:
        rows: list[list[float]] = []
        while len(rows) < count and self.step < self.config.steps and not (stop and stop()):
            if self.step == self.config.fails_at:
                raise ZeroDivisionError("a fault of ours")
            if self.step == self.config.diverges_at:
                self.diverged = ToyStopped(self.step, f"The loss at step {self.step} is not finite.")
                break
            now = self.now()
            rows.append([self.step, now.loss, np.nan, now.learning_rate, np.nan, np.nan, 0.0, np.nan])
            self.last_update = -now.learning_rate * self.parameters
            self.parameters = self.parameters + self.last_update
            self.step += 1
            if self.config.seconds:
                time.sleep(self.config.seconds)
        self.end = self.step
        return ToyRows(np.array(rows, dtype=np.float64).reshape(-1, 8))

    def seek(self, step: int, stop: Stop | None = None) -> None:
        again = ToyTrainer(self.config)
        again.advance(step, stop)
        self.step, self.parameters = step, again.parameters

    def set(self, **fields: Any) -> None:
        self.config = replace(self.config, **fields)
        self.changes.append(ToyChange(self.step, fields))

    def responses(self, points: Numbers) -> Numbers:
        return (points @ self.parameters)[None]

    def scores(self) -> Numbers:
        return self.responses(self.data.x_train)

    def dead(self) -> Sequence[tuple[int, int]]:
        return []

    def saturated(self) -> Sequence[tuple[int, int]]:
        return [(0, 0)]

    def layer_stats(self) -> Sequence[ToyLayer]:
        return [ToyLayer(1.0, 2.0, float("inf"))]

    def resume_extra(self) -> dict[str, Any]:
        return {}


class ToyEngine:
    """Fulfils `app.training.protocol.Engine`."""

    def make(self, config: Mapping[str, Any]) -> Trainer:
        try:
            return ToyTrainer(ToyConfig(**config))
        except TypeError:
            raise TrainingError("config", "There is no such field.", field="?") from None

    def resume(self, snapshot: Mapping[str, Any]) -> Trainer:
        trainer = ToyTrainer(ToyConfig(**snapshot["config"]))
        trainer.step = trainer.end = snapshot["step"]
        trainer.parameters = np.array(snapshot["parameters"])
        return trainer

    def change(self, trainer: Trainer, fields: Mapping[str, Any]) -> Trainer:
        if "start" in fields:
            return ToyTrainer(trainer.config.replace(**fields))
        trainer.set(**fields)
        return trainer

    def inspect(self, trainer: Trainer, asked: Inspect) -> dict[str, Any]:
        if asked.sample >= len(trainer.data.x_train):
            raise TrainingError("request", "There is no such sample.")
        return {"nodes": []}

    def export(self, trainer: Any, form: str) -> str:  # noqa: ARG002 (the same model in any form)
        return form

    def options(self) -> dict[str, Any]:
        return {"fields": [], "default": {}, "presets": {}, "limits": {}}

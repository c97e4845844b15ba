"""What a trainer shows of itself; nothing here changes it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from engine.datasets import Data
from engine.train import model
from engine.train.config import Config
from engine.train.course import Course
from engine.train.history import Record, Records
from engine.train.landscape import (
    Directions,
    Map,
    Slice,
    map_over,
    path_pair,
    random_pair,
    slice_along,
    weight_pair,
)
from engine.train.look import Flow, LayerStats, Look, SampleGraph, Unit, layer_stats
from engine.train.past import Change, Past
from engine.train.state import State

Array = NDArray[np.float64]
T = TypeVar("T")


class Shown:
    """The looking half of Trainer."""

    config: Config
    _past: Past
    _state: State
    _course: Course
    _end: int
    _seen: tuple[tuple[object, ...], dict[str, Any]] | None = None

    @property
    def _look(self) -> Look:
        return self._course.look

    # -- what it is -----------------------------------------------------------------------------------

    @property
    def base(self) -> Config:
        """The configuration at the start."""
        return self._past.base

    @property
    def changes(self) -> list[Change]:
        """What was changed since, and at which step."""
        return list(self._past.changes)

    @property
    def shapes(self) -> list[int]:
        """Inputs, neurons of every layer, outputs."""
        return self.config.shapes

    @property
    def unit_layers(self) -> list[int]:
        """Neurons of every layer, the output's among them."""
        return self.config.shapes[1:]

    @property
    def names(self) -> list[str]:
        """What every parameter is called."""
        return list(self._course.model.names)

    @property
    def layers(self) -> list[slice]:
        """Which parameters belong to which layer."""
        return list(self._course.model.layers)

    @property
    def data(self) -> Data:
        return self._course.data

    @property
    def threshold(self) -> float:
        """A score above it stands for the side 1."""
        return model.threshold(self.config)

    @property
    def executor(self) -> str:
        """What runs the tape: "numba" or "numpy"."""
        return self._course.lanes.executor

    # -- where it stands ------------------------------------------------------------------------------

    @property
    def step(self) -> int:
        """How many updates were made."""
        return self._state.step

    @property
    def end(self) -> int:
        """The latest step known; more than `step` after going back."""
        return self._end

    @property
    def parameters(self) -> Array:
        return self._state.parameters.copy()

    @property
    def state(self) -> Array:
        """What the optimiser remembers, (rows, n)."""
        return self._state.memory.copy()

    @property
    def last_update(self) -> Array:
        return self._state.moved.copy()

    @property
    def gradients(self) -> Array:
        """What the next step would hand to the optimiser, (n,)."""
        return self._known("gradients", lambda: self._course.gradient(self.config, self._state)).copy()

    def flow(self) -> Flow:
        """The backward pass of the batch that the next step takes, without the penalty."""
        batch = self._course.batch(self.config, self._state)
        return self._known("flow", lambda: self._look.flow(self._state.parameters, batch))

    def follow(self, sample: int) -> Flow:
        """The backward pass of one training sample's own loss. IndexError if there is no such sample."""
        columns = self._course.columns
        if not 0 <= sample < columns.shape[1]:
            raise IndexError(sample)
        with np.errstate(all="ignore"):
            return self._look.flow(self._state.parameters, columns[:, sample : sample + 1])

    def hardest(self) -> int:
        """The training sample with the largest loss."""
        columns = self._course.columns
        losses = self._known("hardest", lambda: self._look.flow(self._state.parameters, columns)).losses
        return int(np.argmax(losses))

    @property
    def penalty(self) -> tuple[float, Array]:
        """What the penalty adds to the loss, and its gradient (n,)."""
        return self._known("penalty", lambda: self._course.penalty(self._state.parameters))

    def slice(self) -> Slice:
        """The loss along the gradient."""
        p, gradient = self._state.parameters, self.gradients
        ahead = self._state.copy()
        with np.errstate(all="ignore"):
            self._course.run(self.config, ahead, 1)
            length = float(gradient @ gradient)
            step = float((p - ahead.parameters) @ gradient) / length if length else 0.0
            return slice_along(self._course.loss, p, gradient, step)

    def map(
        self, directions: Directions, weights: tuple[int, int] = (0, 1), seed: int = 0, side: int = 31
    ) -> Map:
        """The loss over two directions, and the way on it. IndexError if there is no such parameter."""
        p, way = self._state.parameters, self.way()
        names = ("direction 1", "direction 2")
        if directions == "weights":
            names = (self.names[weights[0]], self.names[weights[1]])
            pair = weight_pair(len(p), *weights)
        elif directions == "path" and len(way) > 2:
            pair, names = path_pair(way, p), ("the way’s first component", "its second")
        else:
            pair = random_pair(p, self.shapes, seed)
        with np.errstate(all="ignore"):
            return map_over(self._course.loss, p, pair, way, names, side)

    def way(self, most: int = 120) -> Array:
        """See Trainer.way."""
        raise NotImplementedError

    def now(self) -> Record:
        """The figures at the present parameters, over all training and all test samples."""
        with np.errstate(all="ignore"):
            loss, accuracy = self._course.evaluate(self._state.parameters)
            test_loss, test_accuracy = self._course.test(self._state.parameters)
        rate = self._course.rate(self.config, self.step)
        row = np.array([[self.step, loss, accuracy, rate, test_loss, test_accuracy, self.penalty[0], loss]])
        return Records(row)[0]._replace(loss=loss)

    def responses(self, points: Array) -> Array:
        """What every neuron gives at every point, (units, points), layer by layer; `points` (n, features)."""
        with np.errstate(all="ignore"):
            return self._look.responses(self._state.parameters, points)

    def scores(self) -> Array:
        """What the model gives for the training samples, (outputs, samples)."""
        return self._of_data()[-self.config.outputs :].copy()

    def dead(self) -> list[Unit]:
        """Hidden ReLUs (layer, neuron), from 0, that give 0 for all training samples."""
        return self._look.dead(self._of_data())

    def saturated(self) -> list[Unit]:
        """Hidden neurons (layer, neuron), from 0, on a flat end of tanh or sigmoid for nearly all samples."""
        return self._look.saturated(self._of_data())

    def _of_data(self) -> Array:
        return self._known(
            "responses", lambda: self._look.responses(self._state.parameters, self.data.x_train)
        )

    def _known(self, name: str, make: Callable[[], T]) -> T:
        """Something of the present parameters, computed once: a page asks for it several times."""
        now = (self._state, self._state.step, self._course, self.config)
        if self._seen is None or any(a is not b for a, b in zip(self._seen[0], now, strict=True)):
            self._seen = (now, {})
        found = self._seen[1].get(name)
        if found is None:
            with np.errstate(all="ignore"):
                found = self._seen[1][name] = make()
        return cast(T, found)

    def layer_stats(self) -> list[LayerStats]:
        return layer_stats(self.layers, self._state.parameters, self.flow().parameters, self._state.moved)

    def inspect(self, sample: int, split: Literal["train", "test"] = "train") -> SampleGraph:
        """One sample's loss as Values at the present parameters. IndexError if there is no such sample."""
        data = self.data
        x, y = (data.x_train, data.y_train) if split == "train" else (data.x_test, data.y_test)
        if not 0 <= sample < len(x):
            raise IndexError(sample)
        return self._graph(x[sample : sample + 1], y[sample : sample + 1])

    def inspect_at(self, point: Array) -> SampleGraph:
        """The Values at a place that is no sample, (features,): its target, and so its loss, mean nothing."""
        return self._graph(point[None], self.data.y_train[:1])

    def _graph(self, x: Array, y: Array) -> SampleGraph:
        column = model.columns(self.config, x, y)[:, 0]
        with np.errstate(all="ignore"):
            return self._look.sample(self._state.parameters, column, x[0].tolist(), self.step, float(y[0]))

"""Looking into a model: what its neurons make of points, which of them are stuck, and one sample's Values."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.graph import topological_order
from engine.losses import LOSSES, total
from engine.recent import Recent
from engine.tape import Lanes, Tape, record
from engine.train.config import Config
from engine.train.inputs import entered
from engine.train.model import SampleModel, sample_model
from engine.value import Value

Array = NDArray[np.float64]
Unit = tuple[int, int]

FLAT: Final = {"tanh": (-0.97, 0.97), "sigmoid": (0.015, 0.985)}
"""Beyond these outputs next to no gradient gets through."""
NEARLY_ALL: Final = 0.95


class LayerStats(NamedTuple):
    """L2 norms of a layer's gradients (of the data alone) and parameters, and of its last update over its
    parameters."""

    gradient: float
    data: float
    update_ratio: float


class Flow(NamedTuple):
    """One backward pass from the loss of one sample or of a batch, without the penalty.

    `losses` (samples,) are the samples' own, `loss` is what they come to together. `units` (units, samples)
    are the neurons' outputs, layer by layer, and `gradients` (units,) is d loss / d output: over a batch the
    sum of its samples', as if the neuron gave a little more for each of them. `parameters` is (n,).
    """

    loss: float
    losses: Array
    units: Array
    gradients: Array
    parameters: Array


@dataclass(frozen=True, slots=True, eq=False)
class SampleGraph:
    """One sample's loss as Values, data and grad written at the parameters of `step`.

    `root` is the loss of this sample alone, without penalty and not divided by the number of samples.
    `units` are the neurons' outputs, layer by layer.
    """

    root: Value
    values: list[Value]
    units: list[list[Value]]
    x: list[float]
    y: float
    step: int

    def unit(self, layer: int, number: int) -> Value:
        """The output of a neuron; both count from 0. IndexError if there is none."""
        if layer < 0 or number < 0:
            raise IndexError
        return self.units[layer][number]


class Look:
    """Pictures of the models of one configuration. Its tapes are recorded when they are first needed."""

    def __init__(self, config: Config) -> None:
        self.config = config
        self._flows: Recent[Lanes] = Recent(3)  # the sample that is followed, the batch
        self._lanes: Recent[Lanes] = Recent(4)  # the samples, and the grids of one page

    @cached_property
    def _model(self) -> SampleModel:
        return sample_model(self.config)

    @cached_property
    def _picture(self) -> Tape:
        model = self._model
        units = [unit for layer in model.units for unit in layer]
        return record(total(model.scores), model.parameters, model.inputs, outputs=units)

    @cached_property
    def _flow(self) -> Tape:
        model = self._model
        columns = [*model.inputs, *model.targets]
        units = [unit for layer in model.units for unit in layer]
        joined = LOSSES[self.config.loss].reduction
        return record(model.loss, model.parameters, columns, outputs=units, reduction=joined)

    def flow(self, parameters: Array, columns: Array) -> Flow:
        """The pass of the samples that `columns` (features + targets, samples) holds."""
        columns = np.ascontiguousarray(columns)
        place = (columns.shape, columns.tobytes())
        lanes = self._flows.get(place, lambda: self._flow.lanes(columns))
        loss = lanes.forward(parameters)
        gradient = lanes.backward(slopes=True)
        return Flow(loss, lanes.loss, lanes.outputs, lanes.output_slopes.sum(axis=1), gradient)

    def responses(self, parameters: Array, points: Array) -> Array:
        """What every neuron gives at every point: (units, points); `points` is (n, features)."""
        points = np.ascontiguousarray(points, dtype=np.float64)
        place = (points.shape, points.tobytes())
        lanes = self._lanes.get(place, lambda: self._picture.lanes(entered(self.config.entries, points)))
        lanes.forward(parameters)
        return np.array(lanes.outputs)[:, : len(points)]

    def dead(self, responses: Array) -> list[Unit]:
        """Hidden ReLUs that give 0 at all of the points."""
        return self._hidden((responses > 0.0).sum(axis=1) == 0, ("relu",))

    def saturated(self, responses: Array) -> list[Unit]:
        """Hidden neurons that stand on a flat end of tanh or sigmoid at nearly all of the points."""
        found: list[Unit] = []
        for activation, (low, high) in FLAT.items():
            flat = (responses < low) | (responses > high)
            found += self._hidden(flat.sum(axis=1) >= NEARLY_ALL * flat.shape[1], (activation,))
        return sorted(found)

    def _hidden(self, stuck: NDArray[np.bool_], activations: tuple[str, ...]) -> list[Unit]:
        """Those hidden neurons that are, of the layers with such an activation."""
        config = self.config
        places = [(i, j) for i, count in enumerate(config.hidden) for j in range(count)]
        return [
            place
            for place, it in zip(places, stuck[: len(places)].tolist(), strict=True)
            if it and config.layer_activations[place[0]] in activations
        ]

    def sample(self, parameters: Array, column: Array, x: list[float], step: int, y: float) -> SampleGraph:
        """The Values of one sample. The next call writes into the same ones."""
        self._flow.replay_sample(parameters, column)
        model = self._model
        return SampleGraph(model.loss, topological_order(model.loss), model.units, x, y, step)


def layer_stats(layers: list[slice], parameters: Array, gradients: Array, update: Array) -> list[LayerStats]:
    found = []
    with np.errstate(over="ignore"):
        for part in layers:
            gradient, data, moved = (float(np.linalg.norm(a[part])) for a in (gradients, parameters, update))
            found.append(LayerStats(gradient, data, moved / data if data else 0.0))
    return found

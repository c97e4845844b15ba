"""The graph that is trained: one sample's loss, as ordinary Values with labels and scopes.

Nothing later knows of layers: the tape is recorded from these Values.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine import losses
from engine.datasets import Data, Kind, divided, load
from engine.nn import MLP
from engine.train.config import Config
from engine.train.inputs import entered
from engine.value import Value

Array = NDArray[np.float64]
EQUAL: Final = 0.5
"""Every weight, where all start alike."""


@dataclass(frozen=True, slots=True, eq=False)
class SampleModel:
    """One sample's way through the model.

    `inputs` and `targets` are the leaves that hold the sample, `units` the outputs of all neurons, layer by
    layer, `scores` those of the last. `penalty` depends on the parameters alone; None if there is none.
    """

    parameters: list[Value]
    inputs: list[Value]
    targets: list[Value]
    units: list[list[Value]]
    scores: list[Value]
    loss: Value
    penalty: Value | None
    names: list[str]
    layers: list[slice]


def first_parameters(config: Config) -> Array:
    """What the parameters start from, float64 (n,).

    Drawn by Python's generator from the seed, neuron by neuron, each one's weights and then its bias.
    """
    model = _mlp(config)
    numbers = [p.data for p in model.parameters()]
    if config.init == "zeros":
        return np.zeros(len(numbers))
    if config.init == "equal":
        return np.concatenate([[EQUAL] * len(n.w) + [0.0] for layer in model.layers for n in layer.neurons])
    if config.init in ("glorot", "he"):
        numbers = []
        for layer in model.layers:
            ins, outs = len(layer.neurons[0].w), len(layer.neurons)
            # Glorot and Bengio, 2010; He et al., 2015: the limits of the uniform draw
            limit = math.sqrt(6.0 / (ins + outs if config.init == "glorot" else ins))
            numbers += [p.data * limit for p in layer.parameters()]
    return np.array(numbers)


def sample_model(config: Config) -> SampleModel:
    """The graph of one sample, all its leaves at 0, so that making it leaves no op's range."""
    inputs = [Value(0.0, name) for name in config.entries]
    targets = [Value(0.0, f"y{i}" if config.outputs > 1 else "y") for i in range(config.outputs)]
    mlp = _mlp(config)
    names: list[str] = []
    layers: list[slice] = []
    units: list[list[Value]] = []
    seen = set(inputs)
    x: list[Value] = inputs
    for i, layer in enumerate(mlp.layers, 1):
        start, outs = len(names), []
        name = "Output" if i == len(mlp.layers) else f"Layer {i}"
        alone = name == "Output" and len(layer.neurons) == 1
        for j, neuron in enumerate(layer.neurons, 1):
            scope = (name,) if alone else (name, f"Neuron {j}")
            own = [f"w{k}" for k in range(1, len(neuron.w) + 1)] + ["b"]
            for p, label in zip(neuron.parameters(), own, strict=True):
                p.data, p.label = 0.0, label
                names.append(f"{name}, {label}" if alone else f"{name}, neuron {j}, {label}")
            out = neuron(list(x))
            _put_in(scope, out, seen)
            outs.append(out)
        layers.append(slice(start, len(names)))
        units.append(outs)
        x = outs
    for score in x:
        score.label = "score"
    loss = losses.LOSSES[config.loss].of_sample(x, targets)
    _put_in(("Loss",), loss, seen)
    loss.label = "loss"
    parameters = mlp.parameters()
    return SampleModel(
        parameters, inputs, targets, units, x, loss, _penalty(config, parameters), names, layers
    )


def _mlp(config: Config) -> MLP:
    mlp = MLP(
        len(config.entries),
        [*config.hidden, config.outputs],
        activation=config.activation,
        bias="uniform" if config.init == "lecture" else "zero",
        output=config.output_activation,
        rng=random.Random(config.seed),  # noqa: S311 (reproducible, not secret)
    )
    for layer, activation in zip(mlp.layers, config.layer_activations, strict=False):
        for neuron in layer.neurons:
            neuron.activation = activation
    return mlp


def _put_in(scope: tuple[str, ...], out: Value, seen: set[Value]) -> None:
    """Everything that was newly made for `out` belongs to `scope`."""
    ahead = [out]
    while ahead:
        value = ahead.pop()
        if value not in seen:
            seen.add(value)
            value.scope = scope
            ahead += value.parents


def _penalty(config: Config, parameters: list[Value]) -> Value | None:
    parts: Iterable[tuple[float, Value]] = [
        (factor, of(parameters)) for factor, of in ((config.l1, losses.l1), (config.l2, losses.l2)) if factor
    ]
    terms = [factor * part for factor, part in parts]
    return losses.total(terms) if terms else None


# -- samples -----------------------------------------------------------------------------------------


def samples(config: Config) -> Data:
    """Training and test data. In classes, y is -1 or 1 for two and 0, 1, 2 … for more."""
    if config.points is None:
        return load(
            config.dataset, config.samples, config.noise, config.seed, config.classes, config.test_fraction
        )
    rows = np.array(config.points)
    x, y, sides = rows[:, :-1], rows[:, -1], config.sides
    if sides == 2 and (y < 0.0).sum() == 0 and (y == 0.0).any():
        y = 2.0 * y - 1.0  # 0 and 1 are the two sides as well
    kind: Kind = "regression" if sides == 0 else "binary" if sides == 2 else "classes"
    return divided(x, y, kind, sides, config.seed, config.test_fraction)


def columns(config: Config, x: Array, y: Array) -> Array:
    """What the leaves `inputs` and `targets` hold for every sample: float64 (inputs + outputs, samples)."""
    if config.outputs > 1:
        number = y if y.size == 0 or config.sides > 2 else (y + 1.0) / 2.0
        hot = (np.arange(config.outputs)[:, None] == number[None, :]).astype(np.float64)
        return np.vstack([entered(config.entries, x), hot])
    if config.output_activation == "sigmoid" and config.sides == 2:
        y = (y + 1.0) / 2.0  # what a sigmoid can reach
    return np.vstack([entered(config.entries, x), y[None, :]])


def threshold(config: Config) -> float:
    """A score above it stands for the side 1."""
    return 0.5 if config.output_activation == "sigmoid" else 0.0


def right(config: Config, scores: Array, numbers: Array) -> int | None:
    """How many samples are on the right side; None where there are no sides.

    `scores` is (outputs, samples), `numbers` what `columns` gave.
    """
    if config.sides == 0:
        return None
    targets = numbers[len(config.entries) :]
    if config.outputs > 1:
        return int((scores.argmax(axis=0) == targets.argmax(axis=0)).sum())
    level = threshold(config)
    return int(((scores[0] > level) == (targets[0] > level)).sum())

"""What is trained, on what, and how: one immutable configuration, checked as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from itertools import pairwise
from typing import Any, Final

from engine.datasets import DATASETS
from engine.losses import LOSSES
from engine.optim import WORDS, OptimizerSpec
from engine.schedules import SCHEDULES
from engine.train.fields import (
    MOST_PARAMETERS,
    ConfigError,
    Field,
    choice,
    edits,
    names,
    number,
    points,
    switch,
    units,
    whole,
)
from engine.train.inputs import INPUTS, own
from engine.train.lessons import LESSONS, LONG

ACTIVATIONS: Final = (
    "relu", "tanh", "sigmoid", "linear", "leaky_relu", "softplus", "silu", "gelu", "sin",
)  # fmt: skip
INITS: Final = {
    "micrograd": "weights from -1 to 1, biases 0",
    "lecture": "weights and biases from -1 to 1",
    "glorot": "weights by layer size, as suits tanh",
    "he": "weights by layer size, as suits ReLU",
    "zeros": "all zero: nothing tells the neurons apart",
    "equal": "every weight 0.5, biases 0: the neurons of a layer are twins",
}
POINTS: Final = "points"


@dataclass(frozen=True, slots=True)
class Config:
    """A whole training. The defaults are micrograd's demo: two moons, MLP(2, [16, 16, 1]), 100 steps.

    Making one checks everything and raises ConfigError, which names the field.
    """

    dataset: str = choice("moons", [*DATASETS, POINTS], "the samples")
    samples: int = whole(100, 2, 20_000, "how many samples are drawn")
    noise: float = number(0.1, 0.0, 10.0, "standard deviation of what is added to every coordinate")
    classes: int = whole(2, 2, 6, "classes, for spiral and gaussians")
    points: tuple[tuple[float, ...], ...] | None = points("samples of your own")
    test_fraction: float = number(0.0, 0.0, 0.9, "share of the samples that is set aside for the test")

    inputs: tuple[str, ...] | None = names(
        INPUTS, "what goes into the model; the samples' own numbers if not set"
    )
    hidden: tuple[int, ...] = units((16, 16), "neurons of each hidden layer")
    activation: str = choice("relu", ACTIVATIONS, "what the hidden neurons do with their sum")
    activations: tuple[str, ...] | None = names(ACTIVATIONS, "the same for each hidden layer by itself")
    output_activation: str = choice("linear", ("linear", "tanh", "sigmoid"), "the same for the output")
    init: str = choice("micrograd", INITS, "what the parameters start from")

    loss: str = choice("hinge", LOSSES, "what is made small")
    l1: float = number(0.0, 0.0, 100.0, "added to the loss: this times the sum of |p|")
    l2: float = number(1e-4, 0.0, 100.0, "added to the loss: this times the sum of p²")

    optimizer: str = choice("sgd", WORDS, "how a step is made of a gradient")
    momentum: float = number(0.9, 0.0, 1.0, "for momentum: how much speed is kept")
    beta1: float = number(0.9, 0.0, 0.999999, "for adam: memory of the mean")
    beta2: float = number(0.999, 0.0, 0.999999999, "for adam: memory of the squares")
    epsilon: float = number(1e-8, 1e-300, 1.0, "for adam: keeps from dividing by 0")
    weight_decay: float = number(0.01, 0.0, 100.0, "for adamw: how fast parameters shrink")
    learning_rate: float = number(1.0, 0.0, 1e6, "how far a step goes")
    schedule: str = choice("linear", SCHEDULES, "how the learning rate changes")
    warmup: int = whole(0, 0, 1_000_000, "steps over which the learning rate rises first")
    schedule_steps: int | None = whole(
        None, 1, 1_000_000_000, "steps that the schedule runs over; all if not set", optional=True
    )
    batch_size: int | None = whole(None, 1, 20_000, "samples a step; all if not set", optional=True)
    steps: int = whole(100, 1, 1_000_000_000, "steps of the training")
    seed: int = whole(1337, 0, 2**32 - 1, "decides samples, parameters and batches")

    forget_zero_grad: bool = switch("break it: gradients pile up from step to step")
    flip_gradient: int | None = whole(
        None, 0, MOST_PARAMETERS - 1, "break it: turn the sign of this parameter's gradient", optional=True
    )

    edits: tuple[tuple[int, int, float], ...] = edits("parameters set by hand: step, number, value")

    def __post_init__(self) -> None:
        for name, row in FIELDS.items():
            object.__setattr__(self, name, row.check(name, getattr(self, name)))
        _fits_together(self)

    @classmethod
    def from_dict(cls, given: Mapping[str, object]) -> Config:
        """A configuration from untrusted names and values; what is not given keeps its default."""
        return cls().replace(**given)

    def replace(self, **given: Any) -> Config:
        """The same with other values. Giving points makes them the dataset; another dataset drops them."""
        for name in given:
            if name not in FIELDS:
                raise ConfigError(name[:40], "There is no such setting.")
        if given.get(POINTS) is not None:
            given.setdefault("dataset", POINTS)
        elif given.get("dataset", POINTS) != POINTS:
            given[POINTS] = None
        return replace(self, **given)

    def to_dict(self) -> dict[str, Any]:
        """Everything, as JSON can hold it."""
        return {name: plain(getattr(self, name)) for name in FIELDS}

    @property
    def spec(self) -> OptimizerSpec:
        return OptimizerSpec(
            self.optimizer, self.momentum, self.beta1, self.beta2, self.epsilon, self.weight_decay
        )

    @property
    def horizon(self) -> int:
        """The step at which the schedule has come to its end."""
        return self.steps if self.schedule_steps is None else self.schedule_steps

    @property
    def features(self) -> int:
        """Numbers that a sample has."""
        return len(self.points[0]) - 1 if self.points is not None else DATASETS[self.dataset].features

    @property
    def entries(self) -> tuple[str, ...]:
        """Names of what goes into the model."""
        return own(self.features) if self.inputs is None else self.inputs

    @property
    def layer_activations(self) -> tuple[str, ...]:
        """What each hidden layer does with its sums."""
        return (self.activation,) * len(self.hidden) if self.activations is None else self.activations

    @property
    def sides(self) -> int:
        """Classes of the data: 0 for a curve."""
        if self.points is None:
            row = DATASETS[self.dataset]
            return 0 if row.kind == "regression" else self.classes if row.classes else 2
        targets = {row[-1] for row in self.points}
        if self.loss != "softmax_nll":
            zero_one = LOSSES[self.loss].targets == "sides" and targets <= {0.0, 1.0}
            return 2 if zero_one or targets <= {-1.0, 1.0} else 0
        if targets <= {-1.0, 1.0}:
            return 2
        numbered = all(y.is_integer() and 0.0 <= y < 10.0 for y in targets)
        return max(int(max(targets)) + 1, 2) if numbered else 0

    @property
    def outputs(self) -> int:
        """Scores that come out of the model."""
        return self.sides if self.loss == "softmax_nll" else 1

    @property
    def shapes(self) -> list[int]:
        """Inputs, neurons of every layer, outputs."""
        return [len(self.entries), *self.hidden, self.outputs]


FIELDS: Final[dict[str, Field]] = {row.name: row.metadata["field"] for row in fields(Config)}
NEW_MODEL_FIELDS: Final = ("inputs", "hidden", "init", "seed")


def plain(value: Any) -> Any:
    """A setting as JSON can hold it."""
    return [plain(item) for item in value] if isinstance(value, tuple) else value


def _fits_together(config: Config) -> None:
    loss = LOSSES[config.loss]
    if (config.dataset == POINTS) != (config.points is not None):
        message = "The points are for the dataset called points."
        if config.points is None:
            message = "The dataset is your own points, and there are none."
        raise ConfigError(POINTS, message)
    if loss.linear and config.output_activation != "linear":
        raise ConfigError(
            "output_activation", f"The loss {config.loss} starts from a plain score.", "Choose linear."
        )
    if config.loss == "hinge" and config.output_activation == "sigmoid":
        raise ConfigError(
            "output_activation", "The margin is between -1 and 1, and a sigmoid stays above 0.",
            "Choose linear or tanh.",
        )  # fmt: skip
    if loss.targets != "numbers" and config.sides == 0:
        raise ConfigError(
            "loss", f"The loss {config.loss} tells classes apart, and these samples are not in classes.",
            "Choose mse or sse." if config.points is None else "Choose mse or sse, or make every y -1 or 1.",
        )  # fmt: skip
    if loss.targets != "classes" and config.sides > 2:
        raise ConfigError(
            "loss", f"The loss {config.loss} knows two classes, and there are {config.sides}.",
            "Choose softmax_nll.",
        )  # fmt: skip
    if any(INPUTS[name][0] > config.features for name in config.entries):
        raise ConfigError(
            "inputs", f"These samples have {config.features} numbers, and an input needs more.",
            "Leave it out, or choose other data.",
        )  # fmt: skip
    if config.activations is not None and len(config.activations) != len(config.hidden):
        raise ConfigError(
            "activations", "There is not one activation for each hidden layer.",
            f"The layers are {len(config.hidden)}.",
        )  # fmt: skip
    sizes = config.shapes
    count = sum((before + 1) * after for before, after in pairwise(sizes))
    if count > MOST_PARAMETERS:
        raise ConfigError(
            "hidden", f"These are {count:,} parameters.", f"There may be {MOST_PARAMETERS:,}: fewer neurons."
        )
    if any(index >= count for _, index, _ in config.edits):
        raise ConfigError("edits", "There is no such parameter.", f"They are numbered 0 to {count - 1}.")
    if config.flip_gradient is not None and config.flip_gradient >= count:
        raise ConfigError(
            "flip_gradient", "There is no such parameter.", f"They are numbered 0 to {count - 1}."
        )


PRESETS: Final[dict[str, Config]] = {
    "moons-demo": Config(schedule_steps=100),
    "lecture": Config(
        dataset="lecture", samples=4, noise=0.0, hidden=(4, 4), activation="tanh", output_activation="tanh",
        init="lecture", loss="sse", l2=0.0, learning_rate=0.1, schedule="constant", steps=20,
    ),
    **{name: Config(**{**LONG, **lesson}) for name, lesson in LESSONS.items()},
}  # fmt: skip

"""One sample under the glass: its Values at the present step, as the expression page shows a program's."""

from __future__ import annotations

from typing import Any

import numpy as np

from app.graph_answer import Bounds, graph_answer
from app.training.errors import TrainingError
from app.training.messages import Inspect
from engine.backward import backward_pass
from engine.graph import topological_order
from engine.train import SampleGraph, Trainer


def sample_answer(trainer: Trainer, asked: Inspect, bounds: Bounds) -> dict[str, Any]:
    """The folded graph of a sample's own loss, or of one unit: then the pass begins with the gradient that
    reaches the unit from the loss, so that its parameters get just what they get in training."""
    try:
        graph = (
            trainer.inspect(asked.sample, asked.split) if asked.point is None else _free(trainer, asked.point)
        )
    except IndexError:
        count = len(trainer.data.x_train if asked.split == "train" else trainer.data.x_test)
        raise TrainingError(
            "request", f"There is no {asked.split} sample {asked.sample}.", hint=f"There are {count} of them."
        ) from None
    root, seed = graph.root, 1.0
    if asked.point is not None:
        root = graph.units[-1][0]
    if asked.unit is not None:
        try:
            root = graph.unit(*asked.unit)
        except IndexError:
            raise TrainingError("request", "There is no such neuron.") from None
        seed = root.grad if asked.point is None else 1.0
    for value in topological_order(root):
        value.grad = 0.0
    opened = "auto" if asked.open is None else asked.open
    answer = graph_answer(root, backward_pass(root, seed), opened, bounds)
    return {**answer, "split": asked.split, "x": graph.x, "y": graph.y, "seed": seed, "point": asked.point}


def _free(trainer: Trainer, point: list[float]) -> SampleGraph:
    features = trainer.data.features
    if len(point) != features:
        raise TrainingError(
            "request", f"The point has {len(point)} numbers.", hint=f"A sample has {features} here."
        )
    return trainer.inspect_at(np.array(point))

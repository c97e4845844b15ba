"""One sample under the glass: its Values at the present step, as the expression page shows a program's."""

from __future__ import annotations

import time
from typing import Any

import numpy as np

from app.graph_answer import Bounds, graph_answer
from app.training.errors import TrainingError
from app.training.messages import Inspect, Landscape
from app.training.observe import finite
from app.training.protocol import Numbers
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


SURVEY_SECONDS = 0.25
SIDES = (9, 33)


def survey(trainer: Any, asked: Landscape) -> dict[str, Any]:
    """The loss around the parameters, as JSON can hold it: as fine as a quarter of a second allows."""
    head = {"type": "landscape", "step": trainer.step, "kind": asked.kind}
    if asked.kind == "slice":
        found = trainer.slice()
        return {**head, "a": found.t.tolist(), "loss": _finite(found.loss), "next": finite(found.next)}
    most = len(trainer.names)
    first, second = (min(index, most - 1) for index in asked.weights)
    began = time.perf_counter()
    trainer.now()
    once = max(time.perf_counter() - began, 1e-6)
    side = int(min(max((SURVEY_SECONDS / once) ** 0.5, SIDES[0]), SIDES[1]))
    shown = trainer.map(asked.directions, (first, second), asked.seed, side)
    return {
        **head, "a": shown.a.tolist(), "b": shown.b.tolist(), "loss": _finite(shown.loss),
        "path": shown.path.tolist(), "names": list(shown.names),
    }  # fmt: skip


def _finite(numbers: Numbers) -> list[float | None]:
    return [finite(x) for x in numbers.ravel().tolist()]


def _free(trainer: Trainer, point: list[float]) -> SampleGraph:
    features = trainer.data.features
    if len(point) != features:
        raise TrainingError(
            "request", f"The point has {len(point)} numbers.", hint=f"A sample has {features} here."
        )
    return trainer.inspect_at(np.array(point))

"""What a page is shown of a trainer: the `ready` message and the frames."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import Any

import numpy as np

from app.training.frames import Array
from app.training.protocol import Numbers, Trainer, TrainingData

Range = tuple[float, float, float, float]

MARGIN = 0.15
"""Room around the data on the plane, as a share of its extent."""
MOST_ROWS = 2_000
"""Rows of history in one frame. Of more steps every so manieth is told, and always the last."""


@dataclass(frozen=True, slots=True)
class View:
    """What the page can show: points along a side of the grids, frames a second, pictures of units or none,
    and the training sample whose activations are wanted."""

    grid: int = 64
    unit_grid: int = 24
    hz: float = 30.0
    units: bool = True
    sample: int | None = None


def plane(data: TrainingData, before: Range | None = None) -> Range:
    """x from, x to, y from, y to: the part of the plane to show. One that still holds all points stays.

    With one feature, y is the target.
    """
    x = np.concatenate([data.x_train, data.x_test])
    vertical = x[:, 1] if data.features > 1 else np.concatenate([data.y_train, data.y_test])
    horizontal = x[:, 0]
    if before is not None and all(
        low <= axis.min() and axis.max() <= high
        for axis, low, high in ((horizontal, *before[:2]), (vertical, *before[2:]))
    ):
        return before
    return (*_around(horizontal), *_around(vertical))


def same(data: TrainingData, told: TrainingData | None) -> bool:
    """Whether the samples are those that were told."""
    return told is not None and all(
        np.array_equal(getattr(data, name), getattr(told, name))
        for name in ("x_train", "y_train", "x_test", "y_test")
    )


def _around(axis: Numbers) -> tuple[float, float]:
    low, high = float(axis.min()), float(axis.max())
    room = (high - low) * MARGIN or 1.0
    return low - room, high + room


def grid_points(shown: Range, side: int, features: int) -> Numbers:
    """Points (side x side, 2) row by row from the lowest y, or (side, 1) for one feature.

    More features than two are held at 0: the picture is a slice.
    """
    x = np.linspace(shown[0], shown[1], side)
    if features == 1:
        return x[:, None]
    points = np.zeros((side * side, features))
    points[:, 0] = np.tile(x, side)
    points[:, 1] = np.repeat(np.linspace(shown[2], shown[3], side), side)
    return points


def ready_message(trainer: Trainer, shown: Range, view: View, *, restarted: bool) -> dict[str, Any]:
    """Everything about a training that stays while it runs."""
    return {
        "type": "ready",
        "restarted": restarted,
        "config": trainer.config.to_dict(),
        "base": trainer.base.to_dict(),
        "changes": changes(trainer),
        "shapes": list(trainer.shapes),
        "unit_layers": list(trainer.unit_layers),
        "parameters": list(trainer.names),
        "threshold": trainer.threshold,
        "grid": view.grid,
        "unit_grid": view.unit_grid,
        "step": trainer.step,
        "end": trainer.end,
        "steps": trainer.config.steps,
        "executor": trainer.executor,
        **data_message(trainer.data, shown),
    }


def changed_message(trainer: Trainer) -> dict[str, Any]:
    """The settings as they are after a change."""
    return {
        "type": "changed",
        "config": trainer.config.to_dict(),
        "changes": changes(trainer),
        "step": trainer.step,
        "end": trainer.end,
        "steps": trainer.config.steps,
    }


def changes(trainer: Trainer) -> list[dict[str, Any]]:
    """Settings changed on the way: at which step, and to what."""
    return [{"step": change.step, "fields": dict(change.fields)} for change in trainer.changes]


def data_message(data: TrainingData, shown: Range) -> dict[str, Any]:
    """The samples, and where they lie."""
    return {
        "data": {
            "train": {"x": data.x_train.tolist(), "y": data.y_train.tolist()},
            "test": {"x": data.x_test.tolist(), "y": data.y_test.tolist()},
            "kind": data.kind,
            "classes": data.classes,
            "features": data.features,
        },
        "range": list(shown),
    }


def picture(
    trainer: Trainer, shown: Range, view: View, rows: Numbers
) -> tuple[dict[str, Any], dict[str, tuple[str, Array]]]:
    """Header fields and arrays of a frame. `rows` (m, 8) is the history not yet sent."""
    now = trainer.now()
    features, outputs = trainer.data.features, trainer.unit_layers[-1]
    scores = trainer.scores()
    arrays: dict[str, tuple[str, Array]] = {
        "parameters": ("f8", trainer.parameters),
        "state": ("f8", trainer.state),
        "history": ("f8", thinned(rows)),
        "gradients": ("f4", _single(trainer.gradients)),
        "updates": ("f4", _single(trainer.last_update)),
        "scores": ("f4", _single(scores[0] if outputs == 1 else scores)),
    }
    side = (view.grid,) if features == 1 else (view.grid, view.grid)
    fine = trainer.responses(grid_points(shown, view.grid, features))[-outputs:]
    arrays["boundary"] = ("f4", _single(fine).reshape(side if outputs == 1 else (outputs, *side)))
    if view.units:
        side = (view.unit_grid,) if features == 1 else (view.unit_grid, view.unit_grid)
        coarse = trainer.responses(grid_points(shown, view.unit_grid, features))
        arrays["units"] = ("f4", _single(coarse).reshape(len(coarse), *side))
    followed, batch = _followed(trainer, view), trainer.flow()
    one, (penalty, pull) = trainer.follow(followed), trainer.penalty
    arrays["activations"] = ("f4", _single(one.units[:, 0]))
    arrays["sample_gradients"] = ("f4", _single(one.gradients))
    arrays["sample_parameters"] = ("f4", _single(one.parameters))
    arrays["unit_gradients"] = ("f4", _single(batch.gradients))
    arrays["data_gradients"] = ("f4", _single(batch.parameters))
    if pull.any():
        arrays["penalty_gradients"] = ("f4", _single(pull))
    header: dict[str, Any] = {
        "step": trainer.step,
        "end": trainer.end,
        "executor": trainer.executor,  # compiled loops may have become ready since the start
        "loss": finite(now.loss),
        "penalty": finite(penalty),
        "batch_loss": finite(batch.loss),
        "followed": followed,
        "sample_loss": finite(one.loss),
        "accuracy": now.accuracy,
        "learning_rate": now.learning_rate,
        "test_loss": finite(now.test_loss),
        "test_accuracy": now.test_accuracy,
        "layers": [
            {
                "gradient": finite(layer.gradient),
                "data": finite(layer.data),
                "update_ratio": finite(layer.update_ratio),
            }
            for layer in trainer.layer_stats()
        ],
        "dead": [list(unit) for unit in trainer.dead()],
        "saturated": [list(unit) for unit in trainer.saturated()],
        "resume_extra": trainer.resume_extra(),
    }
    return header, arrays


def _followed(trainer: Trainer, view: View) -> int:
    """The sample that is looked at: the chosen one, or else the one with the largest loss."""
    wanted = view.sample
    return wanted if wanted is not None and wanted < len(trainer.data.x_train) else trainer.hardest()


def thinned(rows: Numbers, most: int = MOST_ROWS) -> Numbers:
    """At most `most` of the rows, evenly spread, the first and the last among them."""
    if len(rows) <= most:
        return rows
    return rows[np.linspace(0, len(rows) - 1, most).round().astype(np.int64)]


def finite(number: float | None) -> float | None:
    """The number, or None for what JSON cannot say."""
    return number if number is not None and isfinite(number) else None


def _single(numbers: Numbers) -> Array:
    """As float32. What is too large for it becomes its largest number, so that a picture has no holes."""
    largest = np.finfo(np.float32).max
    return np.clip(numbers, -largest, largest).astype(np.float32)

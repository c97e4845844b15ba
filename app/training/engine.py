"""Trainers of the engine for untrusted configurations, within this server's limits."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Any, TypeVar

from app.graph_answer import Bounds
from app.settings import Settings
from app.training.errors import TrainingError
from app.training.inspection import sample_answer
from app.training.messages import Inspect
from engine.train import PRESETS, Config, ConfigError, NeedsNewModel, Trainer
from engine.train.config import FIELDS, NEW_MODEL_FIELDS
from engine.train.export import exported
from engine.train.fields import Field

T = TypeVar("T")


class TrainerEngine:
    """Fulfils `app.training.protocol.Engine`."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    def make(self, config: Mapping[str, Any]) -> Trainer:
        """A new training."""
        return _told(lambda: Trainer(self._checked(config)))

    def resume(self, snapshot: Mapping[str, Any]) -> Trainer:
        """A training that goes on from what a browser kept of it, which is no more trusted than a new one."""
        config, changes = snapshot.get("config"), snapshot.get("changes", [])
        if not isinstance(config, dict) or not isinstance(changes, list):
            raise TrainingError("config", "What to resume from is not complete.", field="resume")
        self._check_changes(len(changes))
        step = snapshot.get("step")
        _at_most("resume", step if isinstance(step, int) else 0, self.settings.train_max_steps, "steps")

        def check() -> None:
            settings = self._checked(config)
            for change in changes:
                fields = change.get("fields") if isinstance(change, dict) else None
                if not isinstance(fields, dict):
                    raise TrainingError("config", "A change has no fields.", field="changes")
                settings = self._within_limits(settings.replace(**fields))

        _told(check)
        return _told(lambda: Trainer.resume(snapshot))

    def change(self, trainer: Trainer, fields: Mapping[str, Any]) -> Trainer:
        """Change settings of a running training. Another model needs another trainer, which is returned."""
        fields = _by_hand(trainer, fields)
        self._check_units(fields)
        wanted = _told(lambda: self._within_limits(trainer.config.replace(**fields)))
        self._check_changes(sum(change.step < trainer.step for change in trainer.changes) + 1)

        def change() -> Trainer:
            try:
                trainer.set(**fields)
            except NeedsNewModel:
                return Trainer(wanted)
            return trainer

        return _told(change)

    def inspect(self, trainer: Trainer, asked: Inspect) -> dict[str, Any]:
        """The graph of one sample's loss, or of one unit for that sample."""
        most = Bounds(self.settings.max_layout_boxes, self.settings.max_layout_edges)
        return sample_answer(trainer, asked, most)

    def export(self, trainer: Trainer, form: str) -> str:
        """The model as something that runs elsewhere."""
        return exported(trainer, form)

    def options(self) -> dict[str, Any]:
        """What the page's controls are made from."""
        s = self.settings
        return {
            "fields": [self._field(name, row) for name, row in FIELDS.items()],
            "default": Config().to_dict(),
            "presets": {name: preset.to_dict() for name, preset in PRESETS.items()},
            "limits": {
                "steps": s.train_max_steps,
                "samples": s.train_max_samples,
                "points": s.train_max_points,
                "layers": s.train_max_layers,
                "units": s.train_max_units,
                "parameters": s.train_max_parameters,
                "changes": s.train_max_changes,
                "grid": s.train_max_grid,
                "hz": s.train_frames_per_second,
                "message_bytes": s.train_max_message_bytes,
                "messages_per_second": s.train_messages_per_second,
            },
        }

    def _field(self, name: str, row: Field) -> dict[str, Any]:
        high = self._limits().get(name)
        return {
            "name": name,
            "kind": row.kind,
            "default": Config().to_dict()[name],
            "choices": list(row.choices),
            "low": row.low,
            "high": row.high if high is None or row.high is None else min(row.high, high),
            "optional": row.optional,
            "help": row.words,
            "new_model": name in NEW_MODEL_FIELDS,
        }

    def _limits(self) -> dict[str, int]:
        """This server's own bounds of numbers, by field."""
        s = self.settings
        return {
            "samples": s.train_max_samples,
            "batch_size": max(s.train_max_samples, s.train_max_points),
            "steps": s.train_max_steps,
        }

    def _checked(self, given: Mapping[str, Any]) -> Config:
        self._check_units(given)
        return self._within_limits(Config.from_dict(given))

    def _check_units(self, given: Mapping[str, Any]) -> None:
        """Before the engine speaks of its own limit, which is higher than this server's."""
        hidden = given.get("hidden")
        if isinstance(hidden, list) and all(isinstance(units, int) for units in hidden):
            self._check_sizes(hidden)

    def _check_sizes(self, hidden: Sequence[int]) -> None:
        _at_most("hidden", len(hidden), self.settings.train_max_layers, "hidden layers")
        _at_most("hidden", max(hidden, default=0), self.settings.train_max_units, "neurons in a layer")

    def _within_limits(self, config: Config) -> Config:
        s = self.settings
        for name, most in self._limits().items():
            _at_most(name, getattr(config, name) or 0, most, name.replace("_", " "))
        _at_most("points", len(config.points or ()), s.train_max_points, "points")
        self._check_sizes(config.hidden)
        sizes = config.shapes
        count = sum((a + 1) * b for a, b in pairwise(sizes))
        _at_most("hidden", count, s.train_max_parameters, "parameters")
        return config

    def _check_changes(self, count: int) -> None:
        if count > self.settings.train_max_changes:
            raise TrainingError(
                "limit",
                f"After {self.settings.train_max_changes:,} changes this training remembers no more of them.",
                hint="Start over to change more.",
            )


def _by_hand(trainer: Trainer, fields: Mapping[str, Any]) -> Mapping[str, Any]:
    """`edit` (number, value) sets a parameter at the step where the training stands, whichever that is."""
    if "edit" not in fields:
        return fields
    edit = fields["edit"]
    if not isinstance(edit, list) or len(edit) != 2:
        raise TrainingError("config", "An edit is a parameter's number and its value.", field="edit")
    edits = [list(row) for row in trainer.config.edits if row[0] <= trainer.step]
    rest = {name: value for name, value in fields.items() if name != "edit"}
    return {**rest, "edits": [*edits, [trainer.step, *edit]]}


def _at_most(field: str, count: float, most: int, what: str) -> None:
    if count > most:
        raise TrainingError(
            "limit", f"{count:,} {what} are too many.", hint=f"This server takes {most:,}.", field=field
        )


def _told(work: Callable[[], T]) -> T:
    """The engine's complaint about a field as an error for the client."""
    try:
        return work()
    except ConfigError as error:
        raise TrainingError("config", error.message, hint=error.hint, field=error.field) from error

"""A training page that begins with somebody's own Trainer, where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.settings import Settings
from app.training.engine import TrainerEngine
from engine import train


class Begun(TrainerEngine):
    """The first training made is a copy of the Trainer; every preset is what it is set to."""

    def __init__(self, settings: Settings, trainer: train.Trainer) -> None:
        super().__init__(settings)
        self._config = trainer.config.to_dict()
        self._snapshot: dict[str, Any] | None = trainer.snapshot()

    def make(self, config: Mapping[str, Any]) -> Any:
        """The copy, once; after that whatever the page asks for, such as the same from its start."""
        snapshot, self._snapshot = self._snapshot, None
        return super().make(config) if snapshot is None else train.Trainer.resume(snapshot)

    def options(self) -> dict[str, Any]:
        options = super().options()
        return {**options, "presets": dict.fromkeys(options["presets"], self._config)}

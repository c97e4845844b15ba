"""Which settings held at which step."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from engine.train.config import FIELDS, NEW_MODEL_FIELDS, Config, plain
from engine.train.fields import ConfigError, NeedsNewModel


class Change(NamedTuple):
    """From the update of `step` on, these settings are others. `fields` are as JSON can hold them."""

    step: int
    fields: dict[str, Any]


@dataclass(slots=True)
class Past:
    """The configuration at the start, and its changes in the order of their steps, at most one a step."""

    base: Config
    changes: list[Change] = field(default_factory=list)
    _after: list[Config] = field(default_factory=list)

    def at(self, step: int) -> Config:
        """What holds for the update of `step`."""
        i = bisect_right(self.changes, step, key=lambda change: change.step)
        return self._after[i - 1] if i else self.base

    def next_after(self, step: int) -> int | None:
        """The step of the next change."""
        i = bisect_right(self.changes, step, key=lambda change: change.step)
        return self.changes[i].step if i < len(self.changes) else None

    def add(self, step: int, config: Config) -> None:
        """From `step`, which is not before the last change, `config` holds."""
        self.cut(step)
        before = self.at(step - 1)
        if self.changes and self.changes[-1].step == step:
            self.changes.pop()
            self._after.pop()
        fields = difference(before, config)
        if fields:
            self.changes.append(Change(step, fields))
            self._after.append(config)

    def cut(self, step: int) -> None:
        """Forget the changes after `step`."""
        count = bisect_right(self.changes, step, key=lambda change: change.step)
        del self.changes[count:], self._after[count:]

    @property
    def weight(self) -> int:
        """How much there is to remember: changes, and points in them."""
        heavy = [change.fields.get(name) or () for change in self.changes for name in ("points", "edits")]
        return len(self.changes) + sum(map(len, heavy))


def difference(before: Config, after: Config) -> dict[str, Any]:
    """The settings of `after` that are others than before."""
    return {
        name: plain(getattr(after, name)) for name in FIELDS if getattr(after, name) != getattr(before, name)
    }


def changed(config: Config, given: dict[str, Any]) -> Config:
    """`config` with other settings for the same model. Raises ConfigError, NeedsNewModel among them."""
    after = config.replace(**given)
    fields = difference(config, after)
    hint = "Start again with it."
    for name in NEW_MODEL_FIELDS:
        if name in fields:
            raise NeedsNewModel(name, f"Another {name} needs a new model.", hint)
    if after.shapes != config.shapes:
        name = next(name for name in ("loss", "points", "dataset", "classes") if name in fields)
        message = f"The model has {_counted(config)}; this needs one with {_counted(after)}."
        raise NeedsNewModel(name, message, hint)
    return after


def _counted(config: Config) -> str:
    ins, outs = len(config.entries), config.outputs
    return f"{ins} input{'s' * (ins != 1)} and {outs} output{'s' * (outs != 1)}"


def past_from(config: object, changes: object) -> Past:
    """A past from what somebody else has kept. Raises ConfigError."""
    if not isinstance(config, dict) or not isinstance(changes, (list, tuple)):
        raise ConfigError("resume", "There is no configuration, or no list of changes, in it.")
    past = Past(Config.from_dict(config))
    last = -1
    for change in changes:
        step, fields = (change.get("step"), change.get("fields")) if isinstance(change, dict) else ("", "")
        if (
            not isinstance(step, int)
            or isinstance(step, bool)
            or step <= last
            or not isinstance(fields, dict)
        ):
            raise ConfigError("resume", "The changes are not in the order of their steps.")
        past.add(step, changed(past.at(step), fields))
        last = step
    return past

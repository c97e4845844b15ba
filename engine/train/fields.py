"""What a setting of a training may be: its kind, its bounds, its words; and the check of one value."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

MOST_LAYERS: Final = 16
MOST_UNITS: Final = 512
MOST_POINTS: Final = 20_000
MOST_EDITS: Final = 1_000
MOST_PARAMETERS: Final = 100_000


class ConfigError(ValueError):
    """A setting that cannot be: `field` names it, `message` says why, `hint` what would be right."""

    def __init__(self, field: str, message: str, hint: str | None = None) -> None:
        super().__init__(f"{field}: {message}" + (f" {hint}" if hint else ""))
        self.field = field
        self.message = message
        self.hint = hint


class NeedsNewModel(ConfigError):
    """The setting is fine, but not for the model that is being trained."""


@dataclass(frozen=True, slots=True)
class Field:
    """One setting, for checks, controls and the command line. If `optional`, None stands for "not set"."""

    kind: Literal["choice", "int", "float", "bool", "units", "points", "names", "edits"]
    words: str
    choices: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    optional: bool = False

    def check(self, name: str, value: object) -> Any:
        """`value` as the configuration keeps it. Raises ConfigError."""
        if value is None and self.optional:
            return None
        match self.kind:
            case "choice":
                if not isinstance(value, str) or value not in self.choices:
                    raise ConfigError(name, "There is no such choice.", f"Choose {_either(self.choices)}.")
                return value
            case "bool":
                if not isinstance(value, bool):
                    raise ConfigError(name, "This is a switch.", "Give true or false.")
                return value
            case "units":
                return self._units(name, value)
            case "points":
                return _points(name, value)
            case "names":
                return self._names(name, value)
            case "edits":
                return _edits(name, value)
            case _:
                return self._number(name, value)

    def _number(self, name: str, value: object) -> int | float:
        whole = self.kind == "int"
        if isinstance(value, float) and whole and value.is_integer():
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int if whole else (int, float)):
            raise ConfigError(name, "This is not a whole number." if whole else "This is not a number.")
        assert self.low is not None
        assert self.high is not None
        if not self.low <= value <= self.high:  # also catches NaN
            low, high = (f"{int(x):,}" if whole else f"{x:,g}" for x in (self.low, self.high))
            raise ConfigError(name, "This number is out of range.", f"Give a number from {low} to {high}.")
        return value if whole else float(value)

    def _units(self, name: str, value: object) -> tuple[int, ...]:
        if not isinstance(value, Sequence) or isinstance(value, str) or len(value) > MOST_LAYERS:
            raise ConfigError(name, f"This is a list of at most {MOST_LAYERS} layers.", "For example 16 16.")
        for units in value:
            if isinstance(units, bool) or not isinstance(units, int) or not 1 <= units <= MOST_UNITS:
                raise ConfigError(name, f"A layer has 1 to {MOST_UNITS} neurons.", "For example 16 16.")
        return tuple(value)

    def _names(self, name: str, value: object) -> tuple[str, ...]:
        if not isinstance(value, Sequence) or isinstance(value, str) or not 1 <= len(value) <= MOST_LAYERS:
            raise ConfigError(name, "This is a list of names.", f"They are {_either(self.choices)}.")
        for given in value:
            if not isinstance(given, str) or given not in self.choices:
                raise ConfigError(name, "There is no such name.", f"They are {_either(self.choices)}.")
        return tuple(value)


def _edits(name: str, value: object) -> tuple[tuple[int, int, float], ...]:
    hint = "An edit is a step, a parameter's number and its new value."
    if not isinstance(value, Sequence) or isinstance(value, str) or len(value) > MOST_EDITS:
        raise ConfigError(name, f"This is a list of at most {MOST_EDITS:,} edits.", hint)
    found: dict[tuple[int, int], float] = {}
    for row in value:
        if not isinstance(row, Sequence) or isinstance(row, str) or len(row) != 3:
            raise ConfigError(name, "An edit does not have three numbers.", hint)
        step, index, number = row
        if not all(type(x) is int and 0 <= x <= 1_000_000_000 for x in (step, index)):
            raise ConfigError(name, "A step or a parameter is not a whole number.", hint)
        if isinstance(number, bool) or not isinstance(number, (int, float)) or not abs(number) <= 1e6:
            raise ConfigError(name, "A new value is not a number up to a million.", hint)
        found[step, index] = float(number)
    return tuple((step, index, number) for (step, index), number in sorted(found.items()))


def _points(name: str, value: object) -> tuple[tuple[float, ...], ...]:
    hint = "A point is x1, x2, y, or x, y for a curve."
    if not isinstance(value, Sequence) or isinstance(value, str) or not 1 <= len(value) <= MOST_POINTS:
        raise ConfigError(name, f"This is a list of 1 to {MOST_POINTS:,} points.", hint)
    rows = []
    for number, row in enumerate(value, 1):
        if not isinstance(row, Sequence) or isinstance(row, str) or not 2 <= len(row) <= 4:
            raise ConfigError(name, f"Point {number} does not have 2 to 4 numbers.", hint)
        if len(row) != len(value[0]):
            raise ConfigError(name, f"Point {number} has another number of numbers than point 1.", hint)
        for x in row:
            if isinstance(x, bool) or not isinstance(x, (int, float)) or not abs(x) <= 1e6:
                raise ConfigError(name, f"Point {number} has something that is not a number up to a million.")
        rows.append(tuple(float(x) for x in row))
    return tuple(rows)


def _either(choices: Sequence[str]) -> str:
    return f"{', '.join(choices[:-1])} or {choices[-1]}" if len(choices) > 1 else choices[0]


# -- one line a setting, in Config ------------------------------------------------------------------


def choice(default: str, choices: Mapping[str, object] | Sequence[str], words: str) -> Any:
    return field(default=default, metadata={"field": Field("choice", words, choices=tuple(choices))})


def whole(default: int | None, low: int, high: int, words: str, *, optional: bool = False) -> Any:
    row = Field("int", words, low=low, high=high, optional=optional)
    return field(default=default, metadata={"field": row})


def number(default: float, low: float, high: float, words: str) -> Any:
    assert math.isfinite(high)
    return field(default=default, metadata={"field": Field("float", words, low=low, high=high)})


def switch(words: str) -> Any:
    return field(default=False, metadata={"field": Field("bool", words)})


def units(default: tuple[int, ...], words: str) -> Any:
    return field(default=default, metadata={"field": Field("units", words)})


def points(words: str) -> Any:
    return field(default=None, metadata={"field": Field("points", words, optional=True)})


def names(choices: Mapping[str, object] | Sequence[str], words: str) -> Any:
    row = Field("names", words, choices=tuple(choices), optional=True)
    return field(default=None, metadata={"field": row})


def edits(words: str) -> Any:
    return field(default=(), metadata={"field": Field("edits", words)})

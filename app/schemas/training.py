"""What a training can be set to."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from app.schemas.base import Answer


class FieldInfo(Answer):
    """One field of a configuration, for a control."""

    name: str
    kind: str = Field(
        description="`choice`, `int`, `float`, `bool`, `units` or `points`.", examples=["float"]
    )
    default: Any = Field(description="Its value when nothing is said.")
    choices: list[str] = Field(description="The words allowed; empty unless `kind` is `choice`.")
    low: float | None = Field(description="The smallest number allowed.")
    high: float | None = Field(description="The largest number this server takes.")
    optional: bool = Field(description="Whether null stands for `not set`.")
    help: str = Field(description="What it is, in a few words.")
    new_model: bool = Field(description="Whether changing it starts over with another model.")


class OptionsAnswer(Answer):
    """Everything a training can be set to, and this server's limits."""

    fields: list[FieldInfo]
    default: dict[str, Any] = Field(description="The configuration when nothing is said.")
    presets: dict[str, dict[str, Any]] = Field(description="Complete configurations by name.")
    limits: dict[str, float] = Field(description="What this server takes at most, by what it counts.")

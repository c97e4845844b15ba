"""`run`, for programs that make a Value."""

from typing import Protocol, cast

from engine.language import DEFAULT_LIMITS, Limits, Note, Origin, Pass
from engine.language import run as run_any
from engine.language.timeline import Timeline
from engine.value import Value


class Rooted(Protocol):
    """A Run whose root is there."""

    values: list[Value]
    origins: dict[Value, Origin]
    root: Value
    timeline: Timeline
    output: str
    notes: list[Note]

    @property
    def passes(self) -> list[Pass]: ...


def run(source: str, limits: Limits = DEFAULT_LIMITS) -> Rooted:
    ran = run_any(source, limits)
    assert ran.root is not None
    return cast(Rooted, ran)

"""`run`, for programs that make a Value."""

from typing import Protocol, cast

from engine.language import DEFAULT_LIMITS, Item, Limits, Note, Origin, Pass
from engine.language import run as run_any
from engine.language.run import Terms
from engine.value import Value


class Rooted(Protocol):
    """A Run whose root is there."""

    values: list[Value]
    origins: dict[Value, Origin]
    root: Value
    passes: list[Pass]
    shown: int | None
    terms: Terms
    output: str
    notes: list[Note]
    items: list[Item]


def run(source: str, limits: Limits = DEFAULT_LIMITS, wanted: int | None = None) -> Rooted:
    ran = run_any(source, limits, wanted)
    assert ran.root is not None
    return cast(Rooted, ran)

"""What every question about a program shares: the program, the pass, and a chosen node."""

import math
from typing import Annotated

from pydantic import Field

from app.schemas.base import Answer, Request
from app.schemas.graph import Id
from engine.asking.snapshot import Snapshot
from engine.value import Value

Chosen = Annotated[
    int | str,
    Field(description="A node, by its id in `/api/graph` or by its label.", examples=["a"]),
]
Maybe = Annotated[float | None, Field(description="null where there is no finite number.")]


class ProgramRequest(Request):
    """A program, and which of its backward passes the question is about."""

    source: str = Field(
        description="The program, as for `/api/graph`.",
        examples=["a = 2.0\nb = -3.0\nc = 10\ne = a*b\nd = e + c\nf = -2\nL = d*f"],
    )
    pass_: int | None = Field(None, alias="pass", ge=0, description="Which backward pass; null: the last.")


class ShownNode(Answer):
    """A node as it is called on screen."""

    id: Id
    label: str


def maybe(x: float) -> float | None:
    """JSON has no NaN: null where there is no number."""
    return x if math.isfinite(x) else None


def named(shown: Snapshot, value: Value) -> ShownNode:
    """A node of the shown graph by its id and label."""
    return ShownNode(id=shown.id_of[value], label=value.label)

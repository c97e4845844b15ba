"""Every gradient beside a difference quotient."""

from typing import Literal

from pydantic import Field

from app.schemas.base import Answer, Finite
from app.schemas.graph import Id
from app.schemas.program import Maybe, ProgramRequest, ShownNode


class CheckRequest(ProgramRequest):
    """Which nodes to check, and how far to nudge them."""

    h: Finite = Field(1e-6, ge=1e-300, le=1.0, description="The nudge; relative for numbers beyond 1.")
    nodes: list[Id] | Literal["all", "leaves"] = Field("all", description="The nodes to check.")


class NodeCheckInfo(Answer):
    """One node's gradient by the backward pass and by nudging it both ways."""

    id: Id
    label: str
    analytic: float
    numeric: Maybe
    difference: Maybe
    left: Maybe = Field(description="Slope of a nudge down.")
    right: Maybe = Field(description="Slope of a nudge up.")
    tolerance: Maybe = Field(description="How far the two may be apart for this h: rounding and bend.")
    verdict: Literal["agrees", "differs", "kink", "too coarse", "too fine", "undefined"]
    kink: ShownNode | None = Field(description="At a kink: the node that has it.")


class CheckAnswer(Answer):
    """A verdict for every node asked for, in order of creation."""

    h: float
    checks: list[NodeCheckInfo]
    verdicts: dict[str, int] = Field(description="How many nodes got which verdict.")

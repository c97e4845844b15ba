"""Cuts through the landscape around the shown point: along one leaf, over two, and a nudge."""

from typing import Annotated

from pydantic import Field

from app.schemas.base import Answer, Finite
from app.schemas.graph import Id
from app.schemas.program import Chosen, Maybe, ProgramRequest, ShownNode

Range = Annotated[
    list[Finite], Field(min_length=2, max_length=2, description="From and to, the first the smaller.")
]


class SliceRequest(ProgramRequest):
    """Along which leaf, and from where to where."""

    leaf: Chosen
    from_: Finite | None = Field(None, alias="from", description="null: as far as people like to look.")
    to: Finite | None = None
    points: int = Field(201, ge=2, le=100_000, description="Even places, both ends included.")


class SegmentInfo(Answer):
    """A stretch without holes or jumps."""

    xs: list[float]
    ys: list[float]


class SliceAnswer(Answer):
    """The output as a function of one leaf, and its tangent where the leaf is."""

    leaf: ShownNode
    root: ShownNode
    at: float = Field(description="The leaf's number.")
    output: float = Field(description="The output there.")
    slope: float = Field(description="The gradient: the slope of the tangent there.")
    from_: float = Field(alias="from")
    to: float
    segments: list[SegmentInfo] = Field(
        description="Nothing is drawn between them: there is a hole or a jump."
    )


class SurfaceRequest(ProgramRequest):
    """Over which two leaves, from where to where, how finely."""

    leaves: list[Chosen] = Field(min_length=2, max_length=2)
    x: Range | None = None
    y: Range | None = None
    points: int = Field(41, ge=2, le=1_000, description="Places along each side.")


class SurfaceAnswer(Answer):
    """The output over two leaves, and the gradient where they are."""

    leaves: list[ShownNode]
    root: ShownNode
    at: list[float]
    output: float
    gradient: list[float]
    xs: list[float]
    ys: list[float]
    values: list[list[float | None]] = Field(
        description="One row for every y, one column for every x; null where the output is not defined."
    )
    least: Maybe
    most: Maybe


class NudgeRequest(ProgramRequest):
    """Which node to nudge, and how far."""

    node: Chosen
    h: Finite = Field(1e-3, ge=-1.0, le=1.0, description="The nudge; 0 is none and refused.")


class MovedInfo(Answer):
    """A node that felt the nudge: what became of it, and what its derivative promised."""

    id: Id
    label: str
    before: float
    after: Maybe
    change: Maybe
    predicted: Maybe = Field(description="The derivative times h.")


class SlopeInfo(Answer):
    """Rise over run at one h."""

    h: float
    forward: Maybe = Field(description="(f(x + h) - f(x)) / h")
    central: Maybe = Field(description="(f(x + h) - f(x - h)) / 2h")


class NudgeAnswer(Answer):
    """What a nudge does, and how rise over run depends on h."""

    node: ShownNode
    root: ShownNode
    h: float
    gradient: float
    rise: Maybe
    slope: Maybe = Field(description="Rise over run for this h.")
    moved: list[MovedInfo] = Field(description="The node, and all that depends on it.")
    slopes: list[SlopeInfo] = Field(description="For h from 1 down to 1e-12.")

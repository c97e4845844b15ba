"""Doing it oneself: one optimisation step, and predicting a gradient."""

from typing import Annotated, Literal

from pydantic import Field

from app.schemas.base import Answer, Finite
from app.schemas.graph import Id
from app.schemas.program import Chosen, ProgramRequest, ShownNode


class StepRequest(ProgramRequest):
    """Which leaves to move, and how far along their gradients."""

    leaves: Annotated[list[Chosen], Field(min_length=1)] | None = Field(
        None, description="null: every named leaf whose number stands in the program."
    )
    learning_rate: Finite = Field(0.01, gt=0, le=1e6)
    direction: Literal["up", "down"] = Field("down", description="down: the result is to become smaller.")


class MovedLeaf(Answer):
    """A leaf before and after the step."""

    id: Id
    label: str
    before: float
    after: float
    gradient: float


class StepAnswer(Answer):
    """The program after the step, and what its result has become."""

    source: str
    moved: list[MovedLeaf]
    before: float = Field(description="The result before the step.")
    after: float = Field(description="The result after it.")


class PredictRequest(ProgramRequest):
    """A guess at the gradient of a node."""

    node: Chosen
    answer: str = Field(
        description="A number or a formula, with the program's names.", examples=["-6", "b*f"]
    )


class PredictAnswer(Answer):
    """Whether the guess is right; if not, a question that leads on, never the gradient."""

    node: ShownNode
    right: bool
    value: float = Field(description="What the answer comes to.")
    kind: Literal[
        "right", "rounded", "this pass", "root", "sign", "one use", "local only", "upstream only", "added",
        "value", "nothing", "inverse", "factor", "wrong",
    ] = Field(description="What kind of answer it is.")  # fmt: skip
    question: str | None

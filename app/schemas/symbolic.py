"""The gradient as a graph of its own, and the second derivatives."""

from pydantic import Field

from app.schemas.base import Answer
from app.schemas.graph import Id
from app.schemas.program import Chosen, Maybe, ProgramRequest, ShownNode


class SecondRequest(ProgramRequest):
    """With respect to which leaf."""

    leaf: Chosen


class SecondInfo(Answer):
    """How the gradient changes with another leaf."""

    id: Id
    label: str
    second: Maybe


class SecondAnswer(Answer):
    """The gradient as a program, whose own gradients are the second derivatives."""

    leaf: ShownNode
    root: ShownNode
    gradient: float
    source: str = Field(description="A formula for livegrad: its result is the gradient.")
    values: int = Field(description="How many Values the gradient's graph has.")
    second: list[SecondInfo] = Field(description="For every leaf: the derivative of the gradient.")

"""Saying ops in other ops, as text."""

from typing import Annotated, Literal

from pydantic import Field

from app.schemas.base import Answer
from app.schemas.graph import Id
from app.schemas.program import ProgramRequest


class RewriteRequest(ProgramRequest):
    """Which nodes, and by which rules."""

    nodes: Annotated[list[Id], Field(min_length=1)] | Literal["all"] = "all"
    as_: Literal["parts", "micrograd"] = Field(
        "parts",
        alias="as",
        description="`parts`: each op in the ops it is made of; `micrograd`: as micrograd has it.",
    )


class RewriteAnswer(Answer):
    """The program in its new words."""

    source: str
    places: int = Field(description="How many places were rewritten.")


class RuleInfo(Answer):
    """One rule, both ways."""

    op: str
    whole: str
    parts: str
    shared: str = Field(description="What `e` stands for in the parts; it gets a line of its own.")
    title: str


class RulesAnswer(Answer):
    """Every rule there is."""

    parts: list[RuleInfo]
    micrograd: list[RuleInfo]

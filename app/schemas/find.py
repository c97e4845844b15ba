"""Where a name is in a large graph."""

from pydantic import Field

from app.schemas.base import Answer
from app.schemas.graph import Id
from app.schemas.program import Maybe, ProgramRequest


class FindRequest(ProgramRequest):
    """A piece of a name."""

    name: str = Field(min_length=1, max_length=200, description="Upper and lower case are the same.")


class FoundInfo(Answer):
    """A Value with such a name, or a group."""

    label: str
    value: Id | None = Field(description="Its id in the whole graph; null for a group.")
    path: str | None = Field(description="The path of the group; null for a Value.")
    data: Maybe
    open: list[str] = Field(description="The groups around it: all of them open, it is shown.")


class FindAnswer(Answer):
    """The nearest names first, and how many there are in all."""

    found: list[FoundInfo]
    total: int

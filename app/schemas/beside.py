"""The program's own autograd class beside livegrad's Value."""

from pydantic import Field

from app.schemas.base import Answer
from app.schemas.graph import Id
from app.schemas.program import Maybe


class BesideNode(Answer):
    """One node in both."""

    id: Id
    label: str
    data: Maybe
    own_grad: Maybe = Field(description="What the program's object holds.")
    grad: Maybe = Field(description="What livegrad's Value has: one right pass.")


class BesideAnswer(Answer):
    """Values, gradients, objects and time; no nodes where the program has no class of its own."""

    name: str | None = Field(description="The program's class.")
    nodes: list[BesideNode]
    objects: int = Field(description="Objects that the whole program makes of its own class.")
    seconds: Maybe = Field(description="One run of the whole program in the sandbox, unwatched.")
    our_objects: int | None = Field(
        description="Values that it makes with livegrad's class in its place; null where it needs more than "
        "that class has."
    )
    our_seconds: Maybe = Field(description="One run of it then.")

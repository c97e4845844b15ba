"""What is on screen in other words."""

from typing import Literal

from pydantic import Field

from app.schemas.base import Answer
from app.schemas.graph import Id
from app.schemas.program import Maybe, ProgramRequest


class ExportRequest(ProgramRequest):
    """For which library, or as which picture."""

    target: Literal["pytorch", "micrograd", "jax", "livegrad", "dot", "svg"]


class ExportAnswer(Answer):
    """The text of a file, and a name for it."""

    target: str
    text: str
    filename: str
    media_type: str


class BesideInfo(Answer):
    """One node in both engines."""

    id: Id
    label: str
    data: float
    grad: float
    torch_data: Maybe
    torch_grad: Maybe
    difference: Maybe = Field(description="The larger of the two differences.")


class TorchAnswer(Answer):
    """PyTorch's numbers beside livegrad's; no nodes where it is not installed."""

    installed: bool
    version: str | None
    nodes: list[BesideInfo]
    largest_difference: Maybe

"""Boxes to place, and where they were placed."""

from typing import Annotated, Literal

from pydantic import Field

from app.schemas.base import Answer, Pair, Request

Pixels = Annotated[float, Field(strict=True, ge=1, le=2000)]
Index = Annotated[int, Field(strict=True, ge=0, le=100_000)]
Point = tuple[float, float]


class GroupShape(Request):
    """Boxes that stand together in a frame."""

    boxes: list[Index] = Field(description="Those directly in it; a box is in one group at most.")
    parent: Index | None = Field(None, description="The group around it, which comes before it.")


class LayoutRequest(Request):
    """Boxes by size, edges by index of the box they leave and the box they enter. No text is taken."""

    boxes: list[Pair[Pixels]] = Field(
        description="Width and height of every box, in px (1 to 2000).",
        examples=[[[120.0, 48.0], [36.0, 36.0]]],
    )
    edges: list[Pair[Index]] = Field(
        description="Edges as [from, to], indices into `boxes`. The same edge may come twice. No cycles.",
        examples=[[[0, 1], [0, 1]]],
    )
    groups: list[GroupShape] = Field(
        [], description="Groups, as many as boxes at most.", examples=[[{"boxes": [0, 1], "parent": None}]]
    )
    direction: Literal["LR", "TB"] = Field("LR", description="Left to right, or top to bottom.")


class LayoutAnswer(Answer):
    """Coordinates in px, rounded to 0.01; origin at the top left, y downwards."""

    width: float
    height: float
    nodes: list[Point] = Field(description="Centre of every box, in the order of the request.")
    edges: list[list[Point]] = Field(
        description="Cubic Bézier control points of every edge, in the order of the request: "
        "one start, then three a segment."
    )
    frames: list[tuple[float, float, float, float]] | None = Field(
        None, description="Left, top, right and bottom of every group, if there were any in the request."
    )

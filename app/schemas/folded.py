"""A folded graph: the answer of POST /api/graph to a question with `open`."""

from typing import Literal

from pydantic import Field

from app.schemas.base import Answer
from app.schemas.graph import EngineInfo, Id, ItemInfo, NoteInfo, PassInfo, Span


class GroupInfo(Answer):
    """What is inside a closed group."""

    path: str = Field(description="Tells it apart; to open it, send this in `open`.")
    name: str
    values: int
    leaves: int
    parameters: int = Field(description="Leaves that are no constants.")
    outputs: int = Field(description="Values used outside it; the root is one.")
    children: int = Field(description="Boxes it opens into.")
    first: int = Field(description="Id of its first Value in the whole graph.")
    last: int = Field(description="Id of its last: what is shown and lies between is in it.")
    series: bool = Field(description="Made to keep like things together; others are scopes of the program.")
    spans: list[Span] = Field(description="The places of the source that made it.")


class Box(Answer):
    """A Value, or a closed group.

    A group with one output shows that Value's label, data and gradient; of several, it has no data, and its
    gradient is the L2 norm of theirs.
    """

    id: Id
    op: str | None = Field(description="null for a leaf and for a group.")
    label: str
    data: float | None
    text: str | None = Field(None, description="`nan`, `inf` or `-inf`, where `data` is null for that.")
    grad: float | None
    parents: list[Id] = Field(description="Of a group: every box it needs, once, in order of first use.")
    span: Span | None
    scope: list[str]
    kind: Literal["leaf", "free", "constant", "op", "group"]
    constant: float | None
    literal: Span | None
    value: int | None = Field(description="Id of the Value in the whole graph; of a group: its one output's.")
    group: GroupInfo | None


class MergedContribution(Answer):
    """What one box passes to another: one chain-rule term, or all those from inside a group."""

    parent: Id
    slot: int
    local: float | None = Field(
        description="Of a group with one output: what that changes by; null where there is no such number."
    )
    amount: float | None = Field(description="The sum; null where it lands on several Values.")
    before: float | None = Field(description="The gradient of the parent's box before it.")
    after: float | None
    span: Span | None = Field(None, description="The program's own line that wrote it, where it was one.")
    count: int = Field(description="How many contributions are merged.")
    magnitude: float | None = Field(description="Their L2 norm.")


class BoxTurn(Answer):
    """One box's turn in the backward pass."""

    node: Id
    upstream: float | None
    contributions: list[MergedContribution]


class OpenGroup(Answer):
    """An open group: the page draws a frame around its boxes."""

    path: str
    name: str
    open: Literal[True]
    boxes: list[Id]
    values: int
    parent: str | None = Field(description="The path of the open group around it.")


class Extent(Answer):
    """How much there is in all."""

    values: int
    groups: int


class FoldedGraphAnswer(Answer):
    """Only what is shown of the graph of the chosen pass's root."""

    nodes: list[Box] = Field(description="In order of creation.")
    root: Id | None
    pass_: int | None = Field(alias="pass")
    passes: list[PassInfo]
    backward: list[BoxTurn]
    output: str
    items: list[ItemInfo]
    structure: str
    notes: list[NoteInfo]
    engine: EngineInfo | None
    hidden: list[Box] = Field(
        description="Leaves in closed groups whose number stands in the source, or does not yet: they can be "
        "turned though they are not shown. Their `id` says nothing."
    )
    groups: list[OpenGroup] = Field(description="Those that are open, each before those inside it.")
    open: list[str] = Field(description="Their paths: what is in force.")
    folded: Extent

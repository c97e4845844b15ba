"""The chain rule in other orders: forward from a leaf, and backward with a mistake."""

from typing import Literal

from pydantic import Field

from app.schemas.base import Answer, Request
from app.schemas.graph import BackwardStep, Id
from app.schemas.program import Chosen, Maybe, ProgramRequest, ShownNode


class ForwardRequest(ProgramRequest):
    """From which leaf to sweep."""

    leaf: Chosen


class TermInfo(Answer):
    """One term of a forward sweep: the parent's tangent times the local derivative, added to the node's."""

    parent: Id
    slot: int
    tangent: Maybe
    local: float
    amount: Maybe
    before: Maybe
    after: Maybe


class ForwardStep(Answer):
    """One node's turn in topological order."""

    node: Id
    terms: list[TermInfo]


class CountsInfo(Answer):
    """Chain-rule terms, each one multiplication and one addition."""

    sweep: int = Field(description="One forward sweep, from the chosen leaf.")
    all_sweeps: int = Field(description="Forward sweeps from every leaf.")
    reverse: int = Field(description="One backward pass, which serves every leaf.")
    leaves: int


class TangentInfo(Answer):
    """d(node)/d(leaf)."""

    id: Id
    label: str
    tangent: Maybe


class ForwardAnswer(Answer):
    """A forward sweep, and what it costs beside a backward pass."""

    leaf: ShownNode
    root: ShownNode
    tangents: list[TangentInfo] = Field(description="Of the leaf and all nodes that depend on it.")
    steps: list[ForwardStep]
    counts: CountsInfo


class SwitchesInfo(Request):
    """What is broken. The defaults break nothing."""

    overwrite: bool = Field(False, description="`=` instead of `+=`: the last use of a node wins.")
    keep: bool = Field(False, description="A second pass without zeroing the gradients of the first.")
    order: Literal["topological", "creation", "depth_first", "breadth_first"] = "topological"
    skip: str | None = Field(None, max_length=60, description="An op whose backward was forgotten.")


class BreakRequest(ProgramRequest):
    """The switches of the broken pass."""

    switches: SwitchesInfo


class ComparedInfo(Answer):
    """A node's gradient as the broken pass leaves it, and as it should be."""

    id: Id
    label: str
    wrong: Maybe
    right: float
    differs: bool


class Parting(Answer):
    """Where the broken pass leaves the right one."""

    step: int = Field(
        description="The contribution, counted from 0; equal to their number if one is missing."
    )
    node: Id | None
    parent: Id | None
    slot: int | None = Field(description="Which of the node's parents.")
    message: str


class BreakAnswer(Answer):
    """A broken backward pass, in the shape of `/api/graph`, beside the right gradients."""

    backward: list[BackwardStep]
    turns: list[int] = Field(description="For every entry of `backward`, which pass it belongs to, from 0.")
    nodes: list[ComparedInfo]
    differs: int = Field(description="How many nodes have a wrong gradient.")
    parts: Parting | None = Field(description="null: nothing goes wrong in this graph.")
    ops: list[str] = Field(description="The ops of this graph, any of which can be skipped.")

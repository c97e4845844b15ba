"""Ops that a program defines itself."""

from pydantic import Field

from app.schemas.base import Answer, Request
from app.schemas.graph import OpInfo, Span


class OwnRequest(Request):
    """A program; only its `op name(x) = …` lines are read."""

    source: str = Field(examples=["op cube(x) = x**3\n  d/dx = 3*x**2\na = 2\ny = cube(a)"])


class SampleInfo(Answer):
    """The derivative as typed and as measured by a nudge, at one place."""

    at: list[float]
    argument: str
    typed: float | None = Field(description="null: not a finite number there.")
    measured: float
    agrees: bool


class OwnOpInfo(Answer):
    """One own op: its row, as in `/api/ops`, and what the check of its derivatives says."""

    op: OpInfo
    arguments: list[str]
    span: Span
    agrees: bool
    samples: list[SampleInfo]


class OwnAnswer(Answer):
    """The program's own ops, in order."""

    ops: list[OwnOpInfo]

"""A program, and its graph with forward values, gradients and every contribution of a backward pass."""

from typing import Annotated, Literal

from pydantic import Field

from app.schemas.base import Answer, Request

Span = Annotated[tuple[int, int], Field(description="Start and end in the source, in Unicode code points.")]
GroupPath = Annotated[
    str, Field(max_length=4_000, description="Names from the outermost group to this, with `/` between.")
]
Id = Annotated[int, Field(ge=0, description="Index into `nodes`.")]


class GraphRequest(Request):
    """The program to run. Nothing else is kept or needed."""

    source: str = Field(
        description="An expression, assignments on lines of their own, or any Python program; a line `# %%` "
        "starts a cell.",
        examples=["a = 2.0\nb = -3.0\nc = 10\ne = a*b\nd = e + c\nf = -2\nL = d*f"],
    )
    pass_: int | None = Field(
        None,
        alias="pass",
        ge=0,
        description="Which of the program's backward passes to show; null: the last.",
    )
    open: list[GroupPath] | Literal["auto"] | None = Field(
        None,
        description="null: the whole graph. Otherwise a folded one: exactly the groups with these paths are "
        "open (paths of no group are passed over), or with `auto` a choice that is readable at first sight.",
        examples=["auto", ["iteration", "iteration/sample 1"]],
    )


class Node(Answer):
    """One Value, as the chosen pass left it. In a program a number may be none: then it is null."""

    id: Id
    op: str | None = Field(description="Name of the op that made it, as in `/api/ops`; null for a leaf.")
    label: str = Field(description="Its name, or the source text that made it.")
    data: float | None = Field(description="At the chosen pass: programs can write to it later.")
    text: str | None = Field(None, description="`nan`, `inf` or `-inf`, where `data` is null for that.")
    grad: float | None
    parents: list[Id] = Field(description="Ordered; a parent used twice stands here twice.")
    span: Span | None
    scope: list[str] = Field(description="Where it was made, outermost first.")
    kind: Literal["leaf", "free", "constant", "op"] = Field(
        description="`free` is a name that was never assigned, `constant` a number inside an expression."
    )
    constant: float | None = Field(description="The constant of an op that has one, such as the 2 of `a**2`.")
    literal: Span | None = Field(description="The number in the source that is this leaf's data, if any.")


class PassInfo(Answer):
    """One backward pass the program ran."""

    index: int
    root: Id | None = Field(description="null where it is no Value of the graph that is shown.")
    span: Span | None = Field(description="The `.backward()` call; null for the implicit pass.")
    seed_before: float | None = Field(
        description="The root's gradient before the seed gradient 1 replaced it."
    )
    data: float | None = Field(description="The root's data at the time: in training, the loss.")


class ContributionInfo(Answer):
    """One chain-rule term: `amount = upstream * local`, added to what the parent had."""

    parent: Id
    slot: int = Field(description="Which of the node's parents, from 0.")
    local: float | None
    amount: float | None
    before: float | None
    after: float | None
    span: Span | None = Field(None, description="The program's own line that wrote it, where it was one.")


class BackwardStep(Answer):
    """One node's turn in reverse topological order."""

    node: Id
    upstream: float | None
    contributions: list[ContributionInfo]


class NoteInfo(Answer):
    """A remark about how the source was read. `instead`: a source that is offered in place of it."""

    message: str
    span: Span | None
    instead: str | None


class SeriesInfo(Answer):
    """One curve or cloud of a plot."""

    kind: Literal["line", "scatter"]
    xs: list[float]
    ys: list[float]
    label: str


class ItemInfo(Answer):
    """Something for the output panel, in the order it was made: text, a plot, or the drawing of a graph."""

    kind: Literal["text", "plot", "graph"]
    text: str
    series: list[SeriesInfo]
    root: Id | None = Field(description="Of a drawing: whose graph it is.")
    span: Span | None


class OpInfo(Answer):
    """One row of the table of ops, in words, in text and in MathML."""

    name: str
    arity: int
    symbol: str
    formula: str = Field(description="The forward rule: `a` and `b` are the parents' data, `k` a constant.")
    formula_mathml: str
    rules: list[str] = Field(description="The local derivative for every parent slot; `o` is the result.")
    rules_mathml: list[str]
    reasons: list[str] = Field(description="Why, for every slot; `{a}`, `{b}`, `{o}`, `{k}` stand for names.")
    domain: str
    subgradient: str = Field(description="What is used where the derivative does not exist.")
    code: str = Field(description="The engine's own lines for it; of an own op, its definition.")
    line: int = Field(description="Where they start, in engine/ops.py or the program; 0: not known.")


class FindingInfo(Answer):
    """Where the program's own gradients first go wrong: one for each cause, the earliest first."""

    kind: Literal["overwrites", "local", "missing", "order", "repeated", "seed", "stale", "value"]
    op: str | None
    pass_: int | None = Field(alias="pass")
    node: int = Field(description="Id in the whole graph of the Value that received `got` and not `right`.")
    got: float | None
    right: float | None
    span: Span | None = Field(description="The line that wrote it; of what is missing, the op's function.")
    step: int | None = Field(description="Index among the pass's contributions; null for what never came.")
    message: str
    hint: str = Field(description="A question that leads to the cause.")


class EngineInfo(Answer):
    """The program's own autograd class, if it was that which ran."""

    name: str
    span: Span | None
    data: str | None = Field(description="The attribute that holds the number.")
    grad: str | None = Field(description="The attribute that holds the gradient.")
    verdict: Literal["right", "wrong", "unchecked"]
    findings: list[FindingInfo]
    wrong: list[int] = Field(description="Ids in the whole graph of Values whose gradient is wrong.")
    right: list[float | None] = Field(description="Of each of `wrong` the right gradient.")
    ops: list[OpInfo] = Field(description="Rows of ops that the table does not have.")
    unused: list[str] = Field(
        description="Its ops that nothing in the program used: of them nothing is known."
    )
    elsewhere: int | None = Field(
        description="The first other pass that is wrong, where this one is not; only small ones are judged."
    )


class GraphAnswer(Answer):
    """The graph: nodes in order of creation, so parents come before their children."""

    nodes: list[Node]
    root: Id | None = Field(description="null for a program that makes no Value.")
    pass_: int | None = Field(
        alias="pass", description="The chosen pass; null if the program ran none from this root."
    )
    passes: list[PassInfo]
    backward: list[BackwardStep] = Field(description="The chosen pass.")
    output: str = Field(description="What the program printed.")
    items: list[ItemInfo] = Field(description="The same and the pictures, in order.")
    structure: str = Field(description="Equal for graphs of equal shape, so a picture can keep its layout.")
    notes: list[NoteInfo]
    engine: EngineInfo | None


class OpsAnswer(Answer):
    """The closed table of ops, and the names a program may call them by."""

    ops: list[OpInfo]
    functions: dict[str, str] = Field(description="Function name to op name.")

"""Random graphs for property tests: plans that any engine can build, whose numbers stay tame."""

import math
from typing import Any, NamedTuple

from hypothesis import strategies as st

UNARY = (
    "tanh",
    "sigmoid",
    "sin",
    "cos",
    "softplus",
    "atan",
    "gelu",
    "silu",
    "erf",
    "neg",
    "exp",
    "log",
    "sqrt",
)
BINARY = ("add", "sub", "mul", "div")
MICROGRAD = ("relu", "neg", "square")


class Step(NamedTuple):
    """One op on earlier results; a unary one ignores `right`."""

    op: str
    left: int
    right: int


class Plan(NamedTuple):
    leaves: list[float]
    steps: list[Step]


@st.composite
def plans(draw: st.DrawFn, most: int = 40, unary: tuple[str, ...] = UNARY) -> Plan:
    """Leaves and steps. `tame` swaps the steps that would leave a domain or grow too large."""
    count = draw(st.integers(1, 5))
    leaves = [draw(st.floats(-3, 3).map(lambda x: round(x, 3))) for _ in range(count)]
    rows = draw(
        st.lists(
            st.tuples(st.sampled_from(unary + BINARY), st.integers(0, 10**6), st.integers(0, 10**6)),
            min_size=1,
            max_size=most,
        )
    )
    steps: list[Step] = []
    data = list(leaves)
    for op, left, right in rows:
        left, right = left % len(data), right % len(data)
        step = tame(Step(op, left, right), data)
        steps.append(step)
        data.append(apply_float(step, data))
    return Plan(leaves, steps)


def tame(step: Step, data: list[float]) -> Step:
    """The step, or one that keeps the numbers small and off the kinks."""
    a, b = data[step.left], data[step.right]
    if step.op == "div" and abs(b) < 0.2:
        step = step._replace(op="add")
    if step.op in ("log", "sqrt") and a < 0.2:
        step = step._replace(op="sub")
    if step.op == "exp" and a > 3:
        step = step._replace(op="sub")
    if step.op == "relu" and abs(a) < 1e-3:
        step = step._replace(op="neg")
    if abs(apply_float(step, data)) > 20:
        step = Step("sub", step.left, step.left)
    return step


def apply_float(step: Step, data: list[float]) -> float:
    a, b = data[step.left], data[step.right]
    sigmoid = 1 / (1 + math.exp(-a)) if step.op in ("sigmoid", "silu") else 0.0
    match step.op:
        case "add":
            return a + b
        case "sub":
            return a - b
        case "mul":
            return a * b
        case "div":
            return a / b
        case "neg":
            return -a
        case "square":
            return a * a
        case "relu":
            return max(a, 0.0)
        case "sigmoid":
            return sigmoid
        case "silu":
            return a * sigmoid
        case "softplus":
            return math.log1p(math.exp(a))
        case "gelu":
            return a * (1 + math.erf(a / math.sqrt(2))) / 2
    return float(getattr(math, step.op)(a))


def build(plan: Plan, make_leaf: Any, decomposed: bool = False) -> list[Any]:
    """The plan's Values in the engine whose leaves `make_leaf` makes: leaves, then one a step.

    `decomposed`: with minus and division as micrograd takes them apart.
    """
    values = [make_leaf(x) for x in plan.leaves]
    for op, left, right in plan.steps:
        a, b = values[left], values[right]
        match op:
            case "sub" if decomposed:
                values.append(a + b * -1)
            case "div" if decomposed:
                values.append(a * b**-1)
            case "neg" if decomposed:
                values.append(a * -1)
            case "add":
                values.append(a + b)
            case "sub":
                values.append(a - b)
            case "mul":
                values.append(a * b)
            case "div":
                values.append(a / b)
            case "neg":
                values.append(-a)
            case "square":
                values.append(a**2)
            case _:
                values.append(getattr(a, op)())
    return values

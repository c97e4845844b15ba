"""A formula typed here is what the same lines are as a program in the sandbox: same data, same gradients."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.language import run
from engine.value import Value
from tests.engine.language.programs import programs
from tests.engine.oracle import close

NUMBER = re.compile(r"(?<![\w.])(\d[\d.]*(?:e[+-]?\d+)?)")
POWER = re.compile(r"(\*\*\s*)(-?[\d.]+)")


def as_program(source: str) -> str:
    """Every number as a Value, but exponents; a loop around it makes it a program."""
    lines = []
    for line in source.replace("\r\n", "\n").replace("^", "**").split("\n"):
        if line.startswith("#"):
            continue
        kept: list[str] = []
        line = POWER.sub(lambda found: f"{found[1]}{{{kept.append(found[2]) or len(kept) - 1}}}", line)
        parts = re.split(r"(\{\d+\})", line)
        line = "".join(
            f"({kept[int(part[1:-1])]})" if part.startswith("{") else NUMBER.sub(r"Value(\1)", part)
            for part in parts
        )
        lines.append("    " + line.replace("max(", "maximum("))
    return "for once in range(1):\n" + "\n".join(lines) + "\nL.backward()"


def leaves(values: list[Value]) -> list[Value]:
    return [value for value in values if value.op is None]


@settings(deadline=None, max_examples=60)
@given(st.lists(programs(most=60), min_size=1, max_size=1))
def test_data_and_gradients_are_those_of_the_program(sources: list[str]) -> None:
    (source,) = sources
    formula, program = run(source), run(as_program(source))
    assert formula.root is not None
    assert program.root is not None
    assert close(formula.root.data, program.root.data, 1e-12, 1e-12)
    ours, theirs = ([v for v in leaves(ran.values) if v.grad] for ran in (formula, program))
    assert [v.data for v in ours] == [v.data for v in theirs]
    size = max(1.0, *(abs(v.grad) for v in ours), 0.0)
    for one, other in zip(ours, theirs, strict=True):
        assert close(one.grad, other.grad, 1e-9, 1e-11 * size)

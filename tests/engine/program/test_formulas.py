"""A formula typed here is what the same lines are as a program in the sandbox: same data, same gradients."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.language import run
from engine.value import Value
from tests.engine.language.programs import programs
from tests.engine.oracle import close

NUMBER = re.compile(r"(?<![\w.])(\d[\d.]*(?:e[+-]?\d+)?)")
SIGNED = re.compile(r"([=(*/+,-]\s*)-(\d[\d.]*(?:e[+-]?\d+)?)")
"""A number with a sign of its own, which is one leaf."""
POWER = re.compile(r"(\*\*\s*)(-?[\d.]+)")


def as_program(source: str) -> str:
    """Every number as a Value, but exponents; a loop around it makes it a program."""
    lines = source.replace("\r\n", "\n").replace("^", "**").replace("max(", "maximum(").split("\n")
    kept = [_with_values(line) for line in lines if not line.startswith("#")]
    return "for once in range(1):\n" + "\n".join("    " + line for line in kept) + "\nL.backward()"


def _with_values(line: str) -> str:
    exponents = [found[2] for found in POWER.finditer(line)]
    parts = POWER.sub(r"\1@", line).split("@")
    parts = [NUMBER.sub(r"Value(\1)", SIGNED.sub(r"\1-\2#", part)) for part in parts]
    parts = [re.sub(r"-Value\(([^()]*)\)#", r"Value(-\1)", part) for part in parts]
    return "".join(a + b for a, b in zip(parts, [*(f"({e})" for e in exponents), ""], strict=True))


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
    ours, theirs = (
        sorted((abs(v.data), abs(v.grad)) for v in leaves(ran.values) if v.grad) for ran in (formula, program)
    )  # a sign is a leaf's own here, an op of the program's
    assert len(ours) == len(theirs), as_program(source)
    size = max(1.0, *(grad for _, grad in ours), 0.0)
    for one, other in zip(ours, theirs, strict=True):
        assert one[0] == other[0], as_program(source)
        assert close(one[1], other[1], 1e-9, 1e-11 * size), as_program(source)

"""Engines whose classes overload nothing: gates, functions that are objects, generators, continuations."""

from __future__ import annotations

from typing import Final, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.own.verdict import judge

from .running import run_watched, verdict_of
from .shapes import TEXTS


class Free(NamedTuple):
    """An engine and, where its text has none, the program that uses it."""

    name: str
    program: str = ""

    @property
    def text(self) -> str:
        return (TEXTS / f"free_{self.name}.py").read_text(encoding="utf-8") + self.program


class Bug(NamedTuple):
    engine: str
    old: str
    new: str
    kind: str
    op: str
    blames: str


OBJECTS: Final = """
a, b = leaf(2.0), leaf(-3.0)
c = mul(a, b)
d = add(c, a)
r = add(mul(d, d), cube(d))
r.backward()
"""
GENERATORS: Final = """
a, b = leaf(2.0), leaf(-3.0)
c = mul(a, b)
d = add(c, a)
r = add(mul(d, d), sin(d))
backward(r)
"""
ENGINES: Final = {
    free.name: free
    for free in (
        Free("gates"),
        Free("function_objects", OBJECTS),
        Free("generators", GENERATORS),
        Free("continuations"),
    )
}
BUGS: Final = (
    Bug("gates", "left.value * self.top", "right.value * self.top", "local", "mul", "right.grad +="),
    Bug("gates", "left.grad += self.right", "left.grad = self.right", "overwrites", "mul", "left.grad ="),
    Bug("gates", "square.backward()\nplus.backward()", "plus.backward()\nsquare.backward()", "order", "add",
        "grad +="),
    Bug("gates", "times.backward()\n", "", "missing", "mul", "def forward"),
    Bug("function_objects", "return (3 *", "return (2 *", "local", "cube", "source.grad ="),
    Bug("function_objects", "amount if source.grad is None else source.grad + amount", "amount", "overwrites",
        "mul", "source.grad ="),
    Bug("function_objects", "waiting.sort(key=lambda function: function.depth)", "pass", "order", "add",
        "source.grad ="),
    Bug("generators", "a.d += math.cos(a.x)", "a.d += math.sin(a.x)", "local", "sin", "a.d +="),
    Bug("generators", "b.d += a.x * z.d", "b.d = a.x * z.d", "overwrites", "mul", "b.d ="),
    Bug("generators", "next(stack.pop(), None)", "next(stack.pop(0), None)", "order", "mul", "a.d +="),
    Bug("continuations", "a.d -= z.d", "a.d += z.d", "local", "sub", "a.d +="),
    Bug("continuations", "b.d += a.x * z.d", "b.d = a.x * z.d", "overwrites", "mul", "b.d ="),
)  # fmt: skip


@pytest.mark.parametrize("free", ENGINES.values(), ids=lambda free: free.name)
def test_every_write_is_a_step_and_the_engine_is_right(free: Free) -> None:
    verdict = verdict_of(free.text)
    assert (verdict.verdict, verdict.findings) == ("right", [])
    uses = {"gates": 6, "continuations": 6}.get(free.name, 9)
    assert len(verdict.steps) == uses


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: f"{bug.engine}-{bug.kind}-{bug.op}")
def test_a_bug_is_found_with_its_kind_its_op_and_its_line(bug: Bug) -> None:
    whole = ENGINES[bug.engine].text
    assert bug.old in whole
    source = whole.replace(bug.old, bug.new)
    verdict = verdict_of(source)
    first = verdict.findings[0]
    assert (verdict.verdict, first.kind, first.op or "") == ("wrong", bug.kind, bug.op)
    assert first.place is not None
    assert bug.blames in source.splitlines()[first.place[0] - 1]


def test_results_are_named_and_stand_where_the_program_asked_for_them() -> None:
    source = ENGINES["generators"].text.replace("backward(r)", "s = cube(r)\nbackward(s)")
    told = run_watched(source)[0].graph()
    assert told is not None
    lines = source.splitlines()
    shown = [lines[n["place"][0] - 1][n["place"][1] : n["place"][3]] for n in told["nodes"] if n["op"]]
    assert shown == ["mul(a, b)", "add(c, a)", "mul(d, d)", "sin(d)", "add(mul(d, d), sin(d))", "cube(r)"]
    assert [n["op"] for n in told["nodes"] if n["op"]] == ["mul", "add", "mul", "sin", "add", "cube"]
    assert judge(told).verdict == "right"


@st.composite
def calls(draw: st.DrawFn, unary: str, go: str) -> str:
    """A program of calls on a few leaves."""
    names = [f"v{i}" for i in range(draw(st.integers(1, 3)))]
    lines = [f"{name} = leaf({draw(st.sampled_from([-2.0, -0.5, 0.5, 3.0]))})" for name in names]
    for i in range(draw(st.integers(1, 8))):
        op = draw(st.sampled_from(["mul", "add", unary]))
        given = ", ".join(draw(st.sampled_from(names)) for _ in range(1 if op == unary else 2))
        lines.append(f"n{i} = {op}({given})")
        names.append(f"n{i}")
    return "\n".join([*lines, go.format(names[-1])])


@pytest.mark.parametrize(
    ("name", "unary", "go"),
    [("function_objects", "cube", "{}.backward()"), ("generators", "sin", "backward({})")],
)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_no_program_makes_a_right_engine_wrong(name: str, unary: str, go: str, data: st.DataObject) -> None:
    lines = data.draw(calls(unary, go))
    verdict = verdict_of(Free(name, "\n" + lines).text)
    assert (verdict.verdict, verdict.findings) == ("right", []), lines


ACCOUNTS: Final = """
class Account:
    def __init__(self, n): self.n, self.total = n, 0
a, b = Account(1), Account(2)
a.total += b.n
"""
LAYERS: Final = """
class Layer:
    def __init__(self, w): self.w, self.grad_w = w, 0.0
    def forward(self, x): self.x = x; return self.w * x
    def backward(self, g): self.grad_w += self.x * g; return self.w * g
one, two = Layer(2.0), Layer(3.0)
y = two.forward(one.forward(1.5))
one.backward(two.backward(1.0))
"""


@pytest.mark.parametrize("source", [ACCOUNTS, LAYERS], ids=["accounts", "layers"])
def test_objects_with_which_nothing_is_computed_are_no_graph(source: str) -> None:
    told = run_watched(source)[0].graph()
    assert told is None or not any(node["op"] for node in told["nodes"])

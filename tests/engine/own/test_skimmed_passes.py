"""Passes that nobody will see run by unwatched; what is shown is the same as when all are watched."""

from __future__ import annotations

import pytest

from engine.language import Limits, Run
from engine.language.source import Source
from engine.program import running

from .shapes import SHAPES

_NET = """
import random
class Net:
    def __init__(self):
        self.w = [V(random.uniform(-1, 1)) for _ in range(40)]
        self.b = V(0.5)
    def __call__(self, x):
        return sum((w * x for w in self.w), self.b)
    def parameters(self):
        return self.w + [self.b]
net = Net()
def step(x):
    out = net(x)
    loss = (out + -1.0) * (out + -1.0)
    loss.backward()
    for p in net.parameters():
        p.data += -0.001 * p.grad
        p.grad = 0.0
    return loss
"""
_LOOPS = {
    "a loop over a range": """
for k in range(9):
    print(k, step(k / 9).data)
""",
    "a loop in a loop": """
for epoch in range(4):
    for x in [0.5, -1.0, 2.0]:
        loss = step(x)
    print(epoch, loss.data)
""",
    "a loop that is left early": """
for k in range(100):
    loss = step(0.5)
    if k == 6:
        break
print(loss.data)
""",
    "a loop that is left at once": """
for k in range(6):
    step(0.5)
for k in range(100):
    step(-0.5)
    break
""",
    "a loop that nobody knows the end of": """
k = 0
while k < 25:
    loss = step(0.5)
    k += 1
print(loss.data)
""",
    "two loops": """
for k in range(6):
    step(0.5)
for k in range(7):
    print(step(-0.5).data)
""",
    "objects that outlive many passes": """
seen = []
for k in range(9):
    seen.append(V(float(k)))
    out = net(0.1) * seen[k // 2]
    loss = out * out
    loss.backward()
    for p in net.parameters():
        p.data += -0.001 * p.grad
        p.grad = 0.0
""",
    "objects made anew in every step": """
w = [V(float(i)) for i in range(40)]
for k in range(9):
    loss = sum((p * p for p in w), V(0.0))
    loss.backward()
    w = [V(p.data - 0.01 * p.grad) for p in w]
    for p in w:
        p.grad = 0.0
""",
    "a use after the passes": """
for k in range(9):
    loss = step(0.5)
print(net(1.0).data, loss)
""",
    "a pass by hand after many": """
for k in range(9):
    step(0.5)
a, b = V(2.0), V(-3.0)
c = a * b
c.grad = 1.0
c._backward()
print(a.grad, b.grad)
""",
    "a pass that fails": """
for k in range(9):
    step(0.5 if k < 8 else "half")
""",
}  # fmt: skip


def _told(ran: Run) -> object:
    rows = [
        (v.label, v.op and v.op.name, v.data, v.grad, v.span, v.scope, [p.data for p in v.parents])
        for v in ran.values
    ]
    error = None if ran.error is None else (ran.error.code, ran.error.message, ran.error.span)
    at = {id(v): i for i, v in enumerate(ran.values)}
    terms = [(at[id(one.node)], one.slot, *one[3:]) for one in ran.terms], ran.terms.spans
    passes = [(p.data, p.span, p.root and p.root.label) for p in ran.passes]
    assert ran.engine is not None
    assert not ran.engine.ops  # all are in the table, as their data are those of the pass
    return rows, terms, passes, ran.shown, ran.engine, ran.output, error


@pytest.mark.parametrize("wrong", [False, True])
@pytest.mark.parametrize("wanted", [None, 0, 3, 5])
@pytest.mark.parametrize("kind", _LOOPS)
def test_a_pass_is_shown_as_if_all_were_watched(kind: str, wanted: int | None, wrong: bool) -> None:
    text = SHAPES["closures"].program(*(_NET + _LOOPS[kind]).splitlines())
    text = text.replace("set(_children)", "_children")  # a set has another order in every run
    if wrong:
        text = text.replace("self.grad += other.data * out.grad", "self.grad = other.data * out.grad")
    source = Source(text, program=True)
    skimmed = running._run(source, Limits(), wanted)
    watched = running._run(source, Limits(), wanted, skims=False)
    assert len(watched.passes) >= 7
    assert _told(skimmed) == _told(watched)


def test_a_wrong_pass_before_many_right_ones_is_told_beside_each_of_them() -> None:
    first = "a = V(3.0)\nb = a ** 2\nb.backward()\n"
    text = SHAPES["closures"].program(*(first + _NET + _LOOPS["a loop over a range"]).splitlines())
    source = Source(text.replace("other * self.data**(other - 1)", "self.data**(other - 1)"), program=True)
    for wanted in (3, 5):
        ran = running._run(source, Limits(), wanted)
        assert ran.engine is not None
        assert (ran.shown, ran.engine.verdict, ran.engine.elsewhere) == (wanted, "right", 0)
    assert running._run(source, Limits(), None).shown == 0


def test_a_program_whose_time_is_over_shows_its_last_pass() -> None:
    loop = "\nwhile True:\n    step(0.5)\n"
    source = Source(SHAPES["closures"].program(*(_NET + loop).splitlines()), program=True)
    ran = running._run(source, Limits(max_seconds=0.5), None)
    assert ran.error is not None
    assert ran.error.code == "limit"
    assert ran.passes
    assert ran.shown == len(ran.passes) - 1
    assert len(ran.values) > 100

"""`torch.autograd.Function` in the graph: an op of one's own, with the slopes that its backward says."""

import math

import pytest

from engine.asking.check import check
from engine.language import run
from engine.value import Value

CUBE = """
import torch

class {name}(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x**3

    @staticmethod
    def backward(ctx, upstream):
        x, = ctx.saved_tensors
        return upstream * {rule}

x = torch.tensor(2.0, requires_grad=True)
y = {name}.apply(x) + x
y.backward()
print(x.grad)
"""

DOT = """
import torch

class Dot(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, b):
        ctx.save_for_backward(a, b)
        return (a * b).sum()

    @staticmethod
    def backward(ctx, upstream):
        a, b = ctx.saved_tensors
        return upstream * b, upstream * a

a = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
b = torch.tensor([4.0, -5.0, 6.0], requires_grad=True)
y = 2 * Dot.apply(a, b)
y.backward()
"""


def named(values: list[Value], name: str) -> Value:
    return next(value for value in values if value.label == name)


@pytest.mark.parametrize("name", ["Cube", "relu", "mul"])
@pytest.mark.parametrize(("rule", "grad"), [("3 * x**2", 13.0), ("2 * x**2", 9.0)])
def test_its_backward_is_believed_as_torch_believes_it(name: str, rule: str, grad: float) -> None:
    ran = run(CUBE.format(name=name, rule=rule))
    assert ran.output == f"tensor({grad:.0f}.)\n"
    assert named(ran.values, "y").data == 10.0
    assert named(ran.values, "x").grad == grad
    ops = [value.op for value in ran.values if value.op and value.data == 8.0]
    assert [op.local(8.0, 2.0) for op in ops if op.name.endswith(name)] == [(grad - 1.0,)]


def test_it_may_have_many_numbers() -> None:
    ran = run(DOT)
    assert named(ran.values, "y").data == 24.0
    assert [named(ran.values, f"a[{i}]").grad for i in range(3)] == [8.0, -10.0, 12.0]
    assert [named(ran.values, f"b[{i}]").grad for i in range(3)] == [2.0, 4.0, 6.0]


def test_a_promise_is_not_taken_for_a_measurement() -> None:
    ran = run(CUBE.format(name="Cube", rule="2 * x**2"))
    by_name = {result.node.label: result for result in check(named(ran.values, "y"))}
    assert by_name["x"].verdict == "undefined"
    assert math.isnan(by_name["x"].numeric)
    assert by_name["y"].verdict == "agrees"

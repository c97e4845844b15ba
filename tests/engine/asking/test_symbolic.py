"""The gradient as a graph: its data is the gradient, its gradients are the second derivatives."""

import math

import pytest
from hypothesis import given, settings

from engine import OPS, Value
from engine.asking.snapshot import snapshot
from engine.asking.symbolic import grad_graph
from engine.export import livegrad
from engine.gradcheck import gradcheck, gradients
from engine.graph import topological_order
from engine.language import LanguageError, run
from engine.value import make
from tests.engine.graphs import Plan, build, plans


def test_the_gradient_of_the_lectures_parabola() -> None:
    x = Value(3.0, "x")
    y = 3 * x**2 - 4 * x + 5
    y.label = "y"
    gradient = grad_graph(y, x)
    assert (gradient.root.data, gradient.root.label) == (14.0, "dy_dx")
    assert gradients(gradient.root)[x] == 6.0
    assert livegrad(gradient.root, gradient.constants).splitlines()[0] == "x = 3.0"


@pytest.mark.parametrize("name", OPS)
def test_every_ops_second_derivative_agrees_with_differences(name: str) -> None:
    op = OPS[name]
    leaves = (Value(0.4, "x"), Value(0.7, "y"))[: op.arity]
    root = make(op, leaves, 0.3)
    for leaf in leaves:
        gradient = grad_graph(root * root, leaf).root
        assert gradient.data == pytest.approx(gradients(root * root)[leaf], rel=1e-9)
        for check in gradcheck(gradient, leaves):
            assert check.agrees(), (name, check)


@settings(deadline=None, max_examples=60)
@given(plans(most=15))
def test_the_gradient_graph_of_any_graph_is_its_gradient_and_runs_as_text(plan: Plan) -> None:
    order = topological_order(build(plan, Value)[-1])
    for i, value in enumerate(order):
        value.label = f"x{i}" if value.op is None else ""
    root = order[-1]
    grads = gradients(root)
    for leaf in order:
        if leaf.op is not None:
            continue
        gradient = grad_graph(root, leaf)
        assert gradient.root.data == pytest.approx(grads[leaf], rel=1e-9, abs=1e-9)
        ran = run(livegrad(gradient.root, gradient.constants))
        assert ran.root is not None
        assert ran.root.data == pytest.approx(grads[leaf], rel=1e-9, abs=1e-9)


@pytest.mark.parametrize(
    ("derivative", "second"),
    [("square(x)", 1.0), ("1 if x != 0 else 0", 0.0), ("math.cos(x)", -math.sin(0.5)),
     ("x.cos()", -math.sin(0.5)), ("math.e*x", math.e), ("+tau*x + pi", math.tau), ("leaky_relu(x)", 1.0),
     ("pow(x, 2)", 1.0)],
)  # fmt: skip
def test_whatever_an_own_derivative_is_written_with_is_differentiated(derivative: str, second: float) -> None:
    shown = snapshot(run(f"op f(x) = x**3/3\n  d/dx = {derivative}\nx = 0.5\ny = f(x)"))
    leaf = shown.node("x")
    gradient = grad_graph(shown.root, leaf).root
    assert gradient.data == leaf.grad
    assert gradients(gradient).get(leaf, 0.0) == pytest.approx(second)


def test_what_cannot_be_differentiated_again_is_told() -> None:
    shown = snapshot(run("op f(x) = 2*x\n  d/dx = 2 if x < 30 else x[0]\nx = 0.5\ny = f(x)"))
    shown.node("x").data = 40.0
    with pytest.raises(LanguageError, match="cannot be differentiated again"):
        grad_graph(shown.root, shown.node("x"))


def test_where_the_table_chooses_a_derivative_the_graph_has_it_too() -> None:
    x, z = Value(0.0), Value(0.0)
    assert grad_graph(x**0 + x, x).root.data == 1.0
    assert grad_graph(x**z + x, x).root.data == 1.0


def test_a_leaf_used_twice_gets_both_terms() -> None:
    a = Value(3.0, "a")
    assert grad_graph(a + a, a).root.data == 2.0
    cube = grad_graph(a * a * a, a)
    assert cube.root.data == 27.0
    assert gradients(cube.root)[a] == 18.0


def test_a_constant_gradient_is_a_leaf_of_its_own() -> None:
    x, w = Value(3.0, "x"), Value(5.0, "w")
    y = x * w
    y.label = "y"
    gradient = grad_graph(y, x).root
    assert (gradient.data, gradient.label) == (5.0, "dy_dx")
    assert gradient is not w


def test_upstream_gradients_carry_names() -> None:
    a, b = Value(2.0, "a"), Value(-3.0, "b")
    e = a * b
    e.label = "e"
    root = (e * e).tanh()
    root.label = "L"
    source = livegrad(*grad_graph(root, a))
    assert "dL_de = " in source
    assert "# the gradient of L with respect to a" in source
    assert source.splitlines()[-1].startswith("dL_da = ")


def test_nothing_of_the_graph_is_changed() -> None:
    x = Value(0.5, "x")
    y = x.tanh()
    grad_graph(y, x)
    assert (x.data, x.grad, y.grad, y.label) == (0.5, 0.0, 0.0, "")

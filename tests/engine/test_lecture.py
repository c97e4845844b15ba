"""What the lecture and micrograd show, number by number."""

from collections.abc import Sequence

import pytest

from engine import Value, backward_pass, gradcheck
from tests.engine.rooted import Rooted as Run
from tests.engine.rooted import run


def at(ran: Run, label: str) -> Value:
    """The last Value of a label."""
    return [value for value in ran.values if value.label == label][-1]


def data(ran: Run, labels: str) -> list[float]:
    return [at(ran, label).data for label in labels.split()]


def grads(ran: Run, labels: str) -> list[float]:
    return [at(ran, label).grad for label in labels.split()]


def close(numbers: Sequence[float]) -> object:
    return pytest.approx(numbers, abs=1e-9, rel=0)


# -- a function of one input (0:08:08) ---------------------------------------------------------------

PARABOLA = "x = {}\n3*x**2 - 4*x + 5"


def test_the_parabola_at_3_is_20_and_its_slope_14() -> None:
    ran = run(PARABOLA.format(3.0))
    assert ran.root.data == 20.0
    assert grads(ran, "x") == [14.0]


def test_the_parabola_is_flat_at_two_thirds() -> None:
    ran = run(PARABOLA.format(2 / 3))
    assert grads(ran, "x") == close([0.0])
    h = 1e-6
    forward = (run(PARABOLA.format(2 / 3 + h)).root.data - ran.root.data) / h
    assert forward == pytest.approx(2.999378523327323e-06, abs=1e-9)


# -- several inputs (0:14:12) ------------------------------------------------------------------------


def test_d_of_a_b_c() -> None:
    ran = run("a = 2.0\nb = -3.0\nc = 10.0\nd = a*b + c")
    assert data(ran, "d") == [4.0]
    assert grads(ran, "a b c") == [-3.0, 2.0, 1.0]


# -- L (0:32:10 to 0:51:10) --------------------------------------------------------------------------

L = "a = {}\nb = {}\nc = {}\ne = a*b\nd = e + c\nf = {}\nL = d*f"


def test_the_gradients_of_l() -> None:
    ran = run(L.format(2.0, -3.0, 10.0, -2.0))
    assert data(ran, "e d L") == [-6.0, 4.0, -8.0]
    assert grads(ran, "L d f e c a b") == [1.0, -2.0, 4.0, -2.0, -2.0, 6.0, -4.0]


def test_nudging_b_by_a_thousandth() -> None:
    base = run(L.format(2.0, -3.0, 10.0, -2.0)).root.data
    nudged = run(L.format(2.0, -3.0 + 0.001, 10.0, -2.0)).root.data
    assert (nudged - base) / 0.001 == -3.9999999999995595


def test_one_step_along_the_gradients_lifts_l() -> None:
    ran = run(L.format(2.0, -3.0, 10.0, -2.0))
    moved = [value.data + 0.01 * value.grad for value in (at(ran, name) for name in "abcf")]
    assert moved == close([2.06, -3.04, 9.98, -1.96])
    assert run(L.format(*moved)).root.data == pytest.approx(-7.286496, abs=1e-9)


# -- a neuron (0:52:52), tanh broken up (1:27:05) ----------------------------------------------------

NEURON = """
x1 = Value(2.0, label='x1')
x2 = Value(0.0, label='x2')
w1 = Value(-3.0, label='w1')
w2 = Value(1.0, label='w2')
b = Value(6.8813735870195432, label='b')
x1w1 = x1*w1
x2w2 = x2*w2
x1w1x2w2 = x1w1 + x2w2
n = x1w1x2w2 + b
"""
TANH = NEURON + "o = n.tanh()\no.backward()"
BROKEN_UP = NEURON + "e = (2*n).exp()\no = (e - 1)/(e + 1)\no.backward()"
INNER = "o n b x1w1 x2w2 x1w1x2w2"


@pytest.mark.parametrize("source", [TANH, BROKEN_UP])
def test_the_neuron(source: str) -> None:
    ran = run(source)
    assert data(ran, "n o") == close([0.8813735870195432, 0.7071067811865476])
    assert grads(ran, INNER) == close([1.0, 0.5, 0.5, 0.5, 0.5, 0.5])
    assert grads(ran, "x1 w1 x2 w2") == close([-1.5, 1.0, 0.5, 0.0])


def test_the_notebooks_run_with_b_rounded_through_float32() -> None:
    ran = run(TANH.replace("6.8813735870195432", "6.881373405456543"))
    assert data(ran, "o") == close([0.7071066904050358])
    expected = [-1.5000003851533106, 1.0000002567688737, 0.5000001283844369, 0.0]
    assert grads(ran, "x1 w1 x2 w2") == close(expected)


def test_the_neuron_passes_every_check() -> None:
    assert all(check.agrees() for check in gradcheck(run(TANH).root))


# -- the bug when a node is used twice (1:22:28) -----------------------------------------------------


def test_a_node_used_twice_accumulates_where_overwriting_would_lose_one() -> None:
    ran = run("a = 3.0\nb = a + a")
    assert (data(ran, "b"), grads(ran, "a")) == ([6.0], [2.0])
    a = Value(3.0)
    assert [c.amount for c in backward_pass(a + a)] == [1.0, 1.0]  # with `=` the last one would stay


def test_two_paths_to_the_same_leaves() -> None:
    ran = run("a = -2.0\nb = 3.0\nd = a*b\ne = a + b\nf = d*e")
    assert data(ran, "f") == [-6.0]
    assert grads(ran, "a b d e") == [-3.0, -8.0, 1.0, -6.0]


# -- micrograd's README and its first test -----------------------------------------------------------

README = """
from micrograd.engine import Value

a = Value(-4.0)
b = Value(2.0)
c = a + b
d = a * b + b**3
c += c + 1
c += 1 + c + (-a)
d += d * 2 + (b + a).relu()
d += 3 * d + (b - a).relu()
e = c - d
f = e**2
g = f / 2.0
g += 10.0 / f
g.backward()
"""


def test_micrograds_readme() -> None:
    ran = run(README)
    assert data(ran, "g") == close([24.70408163265306])
    assert grads(ran, "a b") == close([138.83381924198252, 645.5772594752186])
    assert f"{ran.root.data:.4f}" == "24.7041"


def test_micrograds_readme_as_python() -> None:
    a, b = Value(-4.0), Value(2.0)
    c = a + b
    d = a * b + b**3
    c += c + 1
    c += 1 + c + (-a)
    d += d * 2 + (b + a).relu()
    d += 3 * d + (b - a).relu()
    e = c - d
    f = e**2
    g = f / 2.0
    g += 10.0 / f
    g.backward()
    assert [g.data, a.grad, b.grad] == close([24.70408163265306, 138.83381924198252, 645.5772594752186])


def test_micrograds_first_test_exactly() -> None:
    lines = (
        "x = Value(-4.0)",
        "z = 2*x + 2 + x",
        "q = z.relu() + z*x",
        "h = (z*z).relu()",
        "y = h + q + q*x",
    )
    ran = run("\n".join([*lines, "y.backward()"]))
    assert (data(ran, "y"), grads(ran, "x")) == ([-20.0], [46.0])

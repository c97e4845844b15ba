"""Every row of the table against independent mathematics."""

import math
import string
from typing import Any

import mpmath
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from engine.ops import OPS, Op
from engine.tape.rules import LOCAL
from tests.engine.oracle import FLOATS, MP, Formulas, close, torch_system

RANGES: dict[str, list[tuple[float, float]]] = {
    "div": [(-5, 5), (0.3, 5)],
    "pow": [(0.2, 3), (-3, 3)],
    "powk": [(0.2, 3), (-3, 3)],
    "log": [(0.05, 20)],
    "log2": [(0.05, 20)],
    "log10": [(0.05, 20)],
    "log1p": [(-0.9, 10)],
    "sqrt": [(0.05, 20)],
    "tan": [(-1.4, 1.4)],
    "asin": [(-0.95, 0.95)],
    "acos": [(-0.95, 0.95)],
    "leaky_relu": [(-4, 4), (0.0, 0.5)],
}
"""Where to sample each operand, well inside the domain; the constant comes last."""
KINKS = {"relu", "leaky_relu", "abs"}
TIES = {"max", "min"}
each_op = pytest.mark.parametrize("op", OPS.values(), ids=lambda op: str(op.name))


@st.composite
def samples(draw: st.DrawFn, op: Op) -> list[float]:
    count = op.arity + op.takes_constant
    ranges = RANGES.get(op.name, [(-4.0, 4.0)] * count)
    point = [draw(st.floats(low, high)) for low, high in ranges]
    if op.name in KINKS:
        assume(abs(point[0]) > 1e-3)
    if op.name in TIES:
        assume(abs(point[0] - point[1]) > 1e-3)
    return point


def named(op: Op, point: list[Any]) -> dict[str, Any]:
    return dict(zip(("a", "k") if op.takes_constant else ("a", "b"), point, strict=False))


@each_op
@settings(deadline=None, max_examples=40)
@given(data=st.data())
def test_the_formula_in_words_is_what_forward_computes(op: Op, data: st.DataObject) -> None:
    point = data.draw(samples(op))
    with mpmath.workdps(40):
        exact = Formulas(MP, named(op, [mpmath.mpf(x) for x in point])).formula(op.formula)
    assert close(op.forward(*point), float(exact), 1e-13, 1e-14)


@each_op
@settings(deadline=None, max_examples=40)
@given(data=st.data())
def test_the_rule_in_words_is_what_local_computes(op: Op, data: st.DataObject) -> None:
    point = data.draw(samples(op))
    result = op.forward(*point)
    local = op.local(result, *point)
    texts = Formulas(FLOATS, {**named(op, point), "o": result})
    assert len(local) == op.arity
    for number, rule in zip(local, op.rules, strict=True):
        assert close(number, float(texts.formula(rule)), 1e-10, 1e-13)


@each_op
@settings(deadline=None, max_examples=25)
@given(data=st.data())
def test_local_derivatives_equal_high_precision_differentiation(op: Op, data: st.DataObject) -> None:
    point = data.draw(samples(op))
    local = op.local(op.forward(*point), *point)
    with mpmath.workdps(40):
        exact_point = [mpmath.mpf(x) for x in point]
        for slot in range(op.arity):

            def along(x: Any, slot: int = slot) -> Any:
                nudged = [x if i == slot else y for i, y in enumerate(exact_point)]
                return Formulas(MP, named(op, nudged)).formula(op.formula)

            exact = mpmath.diff(along, exact_point[slot])
            assert close(local[slot], float(exact), 1e-12, 1e-14)


@each_op
@settings(deadline=None, max_examples=40)
@given(data=st.data())
def test_local_derivatives_equal_central_differences(op: Op, data: st.DataObject) -> None:
    point = data.draw(samples(op))
    local = op.local(op.forward(*point), *point)
    for slot in range(op.arity):
        h = 1e-5
        low, high = list(point), list(point)
        low[slot] -= h
        high[slot] += h
        slope = (op.forward(*high) - op.forward(*low)) / (high[slot] - low[slot])
        assert close(local[slot], slope, 1e-5, 1e-6)


@each_op
@settings(deadline=None, max_examples=15)
@given(data=st.data())
def test_forward_and_local_equal_pytorch(op: Op, data: st.DataObject, torch: Any) -> None:
    point = data.draw(samples(op))
    operators = {
        "add": torch.add,
        "sub": torch.sub,
        "mul": torch.mul,
        "div": torch.div,
        "neg": torch.neg,
        "powk": lambda a, k: a ** k.item(),
    }
    function = {**torch_system(torch).functions, **operators}[op.name]
    tensors = [torch.tensor(x, dtype=torch.float64, requires_grad=True) for x in point]
    result = function(*tensors)
    result.backward()
    assert close(op.forward(*point), result.item(), 1e-12, 1e-14)
    local = op.local(op.forward(*point), *point)
    for number, tensor in zip(local, tensors, strict=False):
        assert close(number, tensor.grad.item(), 1e-10, 1e-13)


@each_op
@settings(deadline=None, max_examples=100)
@given(data=st.data())
def test_local_never_raises_where_forward_has_a_result(op: Op, data: st.DataObject) -> None:
    finite = st.floats(allow_nan=False, allow_infinity=False)
    near = st.one_of(finite, st.floats(-2, 2), st.sampled_from([0.0, -0.0, 1.0, -1.0, 5e-324, 1e308, -1e308]))
    point = [data.draw(near) for _ in range(op.arity + op.takes_constant)]
    try:
        result = op.forward(*point)
    except (ValueError, ArithmeticError):
        assume(False)
    assume(math.isfinite(result))
    assert not any(math.isnan(number) for number in op.local(result, *point))


@each_op
def test_a_row_says_everything_about_its_op(op: Op) -> None:
    assert OPS[op.name] is op
    assert len(op.rules) == len(op.reasons) == op.arity
    assert op.symbol
    assert op.formula
    for reason in op.reasons:
        assert reason.endswith(".")
        places = {field for _, field, _, _ in string.Formatter().parse(reason) if field is not None}
        allowed = {"a", "o"} | ({"b"} if op.arity == 2 else set()) | ({"k"} if op.takes_constant else set())
        assert places <= allowed


@pytest.mark.parametrize(
    ("name", "point", "local"),
    [
        ("relu", (0.0,), (0.0,)),
        ("relu", (-0.0,), (0.0,)),
        ("leaky_relu", (0.0, 0.1), (0.1,)),
        ("abs", (0.0,), (0.0,)),
        ("max", (2.0, 2.0), (0.5, 0.5)),
        ("min", (2.0, 2.0), (0.5, 0.5)),
        ("max", (3.0, 2.0), (1.0, 0.0)),
        ("min", (3.0, 2.0), (0.0, 1.0)),
        ("pow", (0.0, 2.0), (0.0, 0.0)),
        ("pow", (-2.0, 2.0), (-4.0, 0.0)),
        ("pow", (0.0, 0.0), (0.0, 0.0)),
        ("powk", (0.0, 1.0), (1.0,)),
        ("powk", (0.0, 0.5), (math.inf,)),
        ("sqrt", (0.0,), (math.inf,)),
        ("asin", (1.0,), (math.inf,)),
        ("acos", (-1.0,), (-math.inf,)),
    ],
)
def test_what_is_used_where_the_derivative_does_not_exist(
    name: str, point: tuple[float, ...], local: tuple[float, ...]
) -> None:
    op = OPS[name]
    assert op.local(op.forward(*point), *point) == local


@pytest.mark.parametrize(
    ("point", "slope"),
    [((-1e-120, -2.0), math.inf), ((-1e-120, -3.0), -math.inf), ((-1.0, 2.0**54), -(2.0**54)),
     ((-2.0, -1.0), -0.25), ((-2.0, 0.5), math.nan), ((0.0, 0.5), math.inf)],
)  # fmt: skip
def test_every_way_to_compute_a_powers_slope_knows_its_sign(point: tuple[float, float], slope: float) -> None:
    from engine.kernels.maths import slope_of_power

    with np.errstate(all="ignore"):
        (lanes,) = LOCAL["powk"](1.0, np.array(point[0]), point[1])
    found = [OPS["powk"].local(1.0, *point)[0], float(lanes), slope_of_power(*point)]
    assert found == pytest.approx([slope] * 3, nan_ok=True)


@each_op
def test_local_never_raises_even_where_data_was_changed_to_leave_the_domain(op: Op) -> None:
    for number in (0.0, -0.0, 2.0, -2.0, 0.5, 1e4, -1e4, 1e308, -1e308, math.inf, -math.inf, math.nan):
        for other in (0.0, -0.0, 0.5, -2.0, 1e308, math.nan):
            point = (number, other)[: op.arity + op.takes_constant]
            assert len(op.local(1.0, *point)) == op.arity


def test_relu_does_not_hide_what_is_no_number() -> None:
    assert math.isnan(OPS["relu"].forward(math.nan))
    assert math.copysign(1.0, OPS["relu"].forward(-0.0)) == 1.0


def test_every_kink_is_written_in_the_table() -> None:
    assert {op.name for op in OPS.values() if op.subgradient} == KINKS | TIES | {"pow"}


@pytest.mark.parametrize(
    ("name", "point", "result"),
    [
        ("tanh", (355.0,), 1.0),
        ("tanh", (-355.0,), -1.0),
        ("sigmoid", (1000.0,), 1.0),
        ("sigmoid", (-1000.0,), 0.0),
        ("softplus", (1000.0,), 1000.0),
        ("softplus", (-1000.0,), 0.0),
        ("log1p", (1e-300,), 1e-300),
        ("expm1", (1e-300,), 1e-300),
        ("silu", (-1000.0,), 0.0),
        ("silu", (1000.0,), 1000.0),
        ("gelu", (-1000.0,), 0.0),
        ("gelu", (1000.0,), 1000.0),
        ("erf", (40.0,), 1.0),
        ("atan", (1e308,), math.pi / 2),
        ("relu", (-1e308,), 0.0),
    ],
)
def test_extremes_neither_overflow_nor_lose_the_result(
    name: str, point: tuple[float, ...], result: float
) -> None:
    op = OPS[name]
    assert op.forward(*point) == result
    assert all(math.isfinite(number) for number in op.local(result, *point))


def test_sigmoid_keeps_its_digits_on_both_sides() -> None:
    sigmoid = OPS["sigmoid"]
    assert sigmoid.forward(-40.0) == pytest.approx(4.248354255291589e-18, rel=1e-14)
    assert sigmoid.local(sigmoid.forward(40.0), 40.0)[0] == pytest.approx(4.248354255291589e-18, rel=1e-14)


@pytest.mark.parametrize(
    ("name", "point", "error"),
    [
        ("div", (1.0, 0.0), ZeroDivisionError),
        ("log", (0.0,), ValueError),
        ("log", (-1.0,), ValueError),
        ("log2", (0.0,), ValueError),
        ("log10", (-3.0,), ValueError),
        ("log1p", (-1.0,), ValueError),
        ("sqrt", (-1e-300,), ValueError),
        ("asin", (1.0000001,), ValueError),
        ("acos", (-2.0,), ValueError),
        ("pow", (-8.0, 1 / 3), ValueError),
        ("pow", (0.0, -1.0), ValueError),
        ("powk", (-8.0, 1 / 3), ValueError),
        ("powk", (10.0, 400.0), OverflowError),
        ("exp", (710.0,), OverflowError),
        ("expm1", (710.0,), OverflowError),
        ("sinh", (711.0,), OverflowError),
        ("cosh", (-711.0,), OverflowError),
    ],
)
def test_outside_its_domain_or_range_an_op_raises(
    name: str, point: tuple[float, ...], error: type[Exception]
) -> None:
    with pytest.raises(error):
        OPS[name].forward(*point)

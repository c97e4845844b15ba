"""The ops that networks are made of, over whole rows: forward, and a grad × the local derivative."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from engine.kernels.jit import compiled
from engine.kernels.maths import EXP, LEAKY_RELU, RELU, SIGMOID, SILU, SOFTPLUS, TANH
from engine.kernels.smooth import exp_eight, positive_or, sigmoid_eight, softplus_eight, tanh_eight
from engine.kernels.vector import (
    less_product,
    load,
    minus,
    plus_product,
    spread,
    store,
    times,
    where_positive,
)

Row = Callable[..., None]


def _forward(function: Callable[..., Any]) -> Row:
    """Row o of `d` from row a: function(x, k), eight lanes at a time."""

    @compiled
    def row(d: Any, o: int, a: int, k: float, n: int) -> None:
        for i in range(0, n, 8):
            store(d, o, i, function(load(d, a, i), k))

    return row


def _backward(slope: Callable[..., Any]) -> Row:
    """Row `to` of `g` from row o: its grad × slope(result, x, k)."""

    @compiled
    def row(d: Any, g: Any, o: int, a: int, to: int, k: float, n: int) -> None:
        for i in range(0, n, 8):
            store(g, to, i, times(load(g, o, i), slope(load(d, o, i), load(d, a, i), k)))

    return row


_relu = _forward(compiled(lambda x, k: where_positive(x, x)))
_tanh = _forward(compiled(lambda x, k: tanh_eight(x)))
_sigmoid = _forward(compiled(lambda x, k: sigmoid_eight(x)))
_softplus = _forward(compiled(lambda x, k: softplus_eight(x)))
_silu = _forward(compiled(lambda x, k: times(x, sigmoid_eight(x))))
_leaky_relu = _forward(compiled(lambda x, k: positive_or(x, x, times(spread(k), x))))
_exp = _forward(compiled(lambda x, k: exp_eight(x)))


@compiled
def _slope_of_silu(o: Any, x: Any, k: float) -> Any:
    return times(sigmoid_eight(x), plus_product(spread(1.0), x, sigmoid_eight(minus(x))))


_relu_back = _backward(compiled(lambda o, x, k: where_positive(x, spread(1.0))))
_tanh_back = _backward(compiled(lambda o, x, k: less_product(spread(1.0), o, o)))
_sigmoid_back = _backward(compiled(lambda o, x, k: times(o, sigmoid_eight(minus(x)))))
_softplus_back = _backward(compiled(lambda o, x, k: sigmoid_eight(x)))
_silu_back = _backward(_slope_of_silu)
_leaky_relu_back = _backward(compiled(lambda o, x, k: positive_or(x, spread(1.0), spread(k))))
_exp_back = _backward(compiled(lambda o, x, k: o))


@compiled
def forward_row(code: int, d: Any, o: int, a: int, k: float, n: int) -> bool:
    """Whether the op is one of these; then it is done."""
    if code == RELU:
        _relu(d, o, a, k, n)
    elif code == TANH:
        _tanh(d, o, a, k, n)
    elif code == SIGMOID:
        _sigmoid(d, o, a, k, n)
    elif code == SOFTPLUS:
        _softplus(d, o, a, k, n)
    elif code == SILU:
        _silu(d, o, a, k, n)
    elif code == LEAKY_RELU:
        _leaky_relu(d, o, a, k, n)
    elif code == EXP:
        _exp(d, o, a, k, n)
    else:
        return False
    return True


@compiled
def backward_row(code: int, d: Any, g: Any, o: int, a: int, to: int, k: float, n: int) -> bool:
    if code == RELU:
        _relu_back(d, g, o, a, to, k, n)
    elif code == TANH:
        _tanh_back(d, g, o, a, to, k, n)
    elif code == SIGMOID:
        _sigmoid_back(d, g, o, a, to, k, n)
    elif code == SOFTPLUS:
        _softplus_back(d, g, o, a, to, k, n)
    elif code == SILU:
        _silu_back(d, g, o, a, to, k, n)
    elif code == LEAKY_RELU:
        _leaky_relu_back(d, g, o, a, to, k, n)
    elif code == EXP:
        _exp_back(d, g, o, a, to, k, n)
    else:
        return False
    return True

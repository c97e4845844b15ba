"""Small programs that are run while the component is built: CPython fits its code to what it sees."""

from __future__ import annotations

import gc
import json
from typing import Any

from engine.program.guest.entry import answer

_WARM = """
from engine import Value
class Thing:
    def __init__(self, n):
        self.w = [Value(float(i), label=f"w{i}") for i in range(n)]
    def __call__(self, xs):
        return sum((w*x for w, x in zip(self.w, xs)), 0.0).tanh()
thing = Thing(3)
for k in range(4):
    ys = [thing([1.0, k, 2]) for _ in range(3)]
    loss = sum((y - 1)**2 for y in ys)
    loss.backward()
    i = 0
    while i < 3:
        i += 1
    a, b = -loss, loss / 2
    print(k, loss.data, f"{a.data:.4f}")
"""


_WARM_OWN = """
class V:
    def __init__(self, data, parents=(), op=''):
        self.data, self.grad, self._prev, self._op = data, 0.0, set(parents), op
        self._backward = lambda: None
    def __add__(self, other):
        other = other if isinstance(other, V) else V(other)
        out = V(self.data + other.data, (self, other), '+')
        def _backward():
            self.grad += out.grad
            other.grad += out.grad
        out._backward = _backward
        return out
    def __mul__(self, other):
        other = other if isinstance(other, V) else V(other)
        out = V(self.data * other.data, (self, other), '*')
        def _backward():
            self.grad += other.data * out.grad
            other.grad += self.data * out.grad
        out._backward = _backward
        return out
    def __radd__(self, other):
        return self + other
    def backward(self):
        order, seen = [], set()
        def visit(v):
            if v not in seen:
                seen.add(v)
                for child in v._prev:
                    visit(child)
                order.append(v)
        visit(self)
        self.grad = 1.0
        for v in reversed(order):
            v._backward()
w = [V(float(i)) for i in range(4)]
for k in range(6):
    loss = sum((p * x for p in w for x in (1, 2.0)), V(0.5))
    for p in w:
        p.grad = 0.0
    loss.backward()
    for p in w:
        p.data -= 0.01 * p.grad
"""


def warm_up() -> None:
    """Run small programs a few times while the component is built: CPython fits its code to what it sees."""
    limits = {"seconds": 60.0, "values": 10_000, "passes": 100, "output": 10_000, "plots": 10}
    request: dict[str, Any] = {
        "code": _WARM,
        "cells": [],
        "pass": None,
        "stdin": [],
        "ops": [],
        "live": False,
        "skims": True,
    }
    request["limits"] = limits
    for code in (_WARM, _WARM_OWN) * 3:
        request["code"] = code
        answer(json.dumps(request))
    gc.collect()
    gc.freeze()  # what is there for every run is not gone through again in any
    gc.set_threshold(20_000, 20, 100)

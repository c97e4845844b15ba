"""Each op is a generator: it hands its result out, and computes the gradients when it goes on."""

import math


class Num:
    def __init__(self, x):
        self.x = x
        self.d = 0.0


stack = []


def differentiable(rule):
    def op(*operands):
        steps = rule(*operands)
        result = next(steps)
        stack.append(steps)
        return result

    return op


@differentiable
def mul(a, b):
    z = Num(a.x * b.x)
    yield z
    a.d += b.x * z.d
    b.d += a.x * z.d


@differentiable
def add(a, b):
    z = Num(a.x + b.x)
    yield z
    a.d += z.d
    b.d += z.d


@differentiable
def sin(a):
    z = Num(math.sin(a.x))
    yield z
    a.d += math.cos(a.x) * z.d


@differentiable
def cube(a):
    z = Num(a.x**3)
    yield z
    a.d += 3 * a.x**2 * z.d


def backward(result):
    result.d = 1.0
    while stack:
        next(stack.pop(), None)


def leaf(number):
    return Num(number)

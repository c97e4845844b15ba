"""Ops are classes with static methods; gradients are kept by number, and only leaves get theirs."""

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import count

numbers = count(1)


@dataclass(eq=False)
class Scalar:
    value: float
    history: tuple = ()
    derivative: float = 0.0
    number: int = field(default_factory=lambda: next(numbers))

    def __add__(self, other):
        return Plus.apply(self, other)

    def __mul__(self, other):
        return Times.apply(self, other)

    def __neg__(self):
        return Minus.apply(self)

    def __sub__(self, other):
        return Plus.apply(self, -other)

    def backward(self):
        due = defaultdict(float, {self.number: 1.0})
        for scalar in reversed(sorted_from(self)):
            if not scalar.history:
                scalar.derivative += due[scalar.number]
                continue
            function, saved, operands = scalar.history
            for operand, amount in zip(operands, function.backward(saved, due[scalar.number])):
                due[operand.number] += amount


class Op:
    @classmethod
    def apply(cls, *given):
        operands = [one if isinstance(one, Scalar) else Scalar(one) for one in given]
        values = [operand.value for operand in operands]
        return Scalar(cls.forward(*values), (cls, values, operands))


class Plus(Op):
    @staticmethod
    def forward(a, b):
        return a + b

    @staticmethod
    def backward(saved, upstream):
        return upstream, upstream


class Times(Op):
    @staticmethod
    def forward(a, b):
        return a * b

    @staticmethod
    def backward(saved, upstream):
        return saved[1] * upstream, saved[0] * upstream


class Minus(Op):
    @staticmethod
    def forward(a):
        return -a

    @staticmethod
    def backward(saved, upstream):
        return (-upstream,)


def sorted_from(scalar):
    order, met = [], set()

    def visit(one):
        if one.number not in met:
            met.add(one.number)
            for operand in one.history[2] if one.history else ():
                visit(operand)
            order.append(one)

    visit(scalar)
    return order


a, b = Scalar(2.0), Scalar(-3.0)
r = (a * b + 3.0) * a - b * a
r.backward()

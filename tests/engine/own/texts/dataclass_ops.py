from dataclasses import dataclass, field
import math

@dataclass(eq=False)
class Node:
    data: float
    op: str = ""
    args: tuple = ()
    grad: float = 0.0

    def _new(self, op, data, *args):
        return Node(data, op, args)

    def __add__(self, other):
        other = other if isinstance(other, Node) else Node(other)
        return self._new("add", self.data + other.data, self, other)

    def __mul__(self, other):
        other = other if isinstance(other, Node) else Node(other)
        return self._new("mul", self.data * other.data, self, other)

    def __sub__(self, other):
        other = other if isinstance(other, Node) else Node(other)
        return self._new("sub", self.data - other.data, self, other)

    def tanh(self):
        return self._new("tanh", math.tanh(self.data), self)

    def step_back(self):
        if self.op == "add":
            a, b = self.args
            a.grad += self.grad
            b.grad += self.grad
        elif self.op == "sub":
            a, b = self.args
            a.grad += self.grad
            b.grad -= self.grad
        elif self.op == "mul":
            a, b = self.args
            a.grad += b.data * self.grad
            b.grad += a.data * self.grad
        elif self.op == "tanh":
            (a,) = self.args
            a.grad += (1 - self.data ** 2) * self.grad

    def backward(self):
        order = []
        def visit(n):
            if n in order:
                return
            for a in n.args:
                visit(a)
            order.append(n)
        visit(self)
        self.grad = 1.0
        while order:
            order.pop().step_back()

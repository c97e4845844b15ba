"""A flag says who wants a gradient, `no_grad` switches recording off, and `detach` cuts the graph."""

from contextlib import contextmanager

RECORDING = [True]


@contextmanager
def no_grad():
    RECORDING.append(False)
    yield
    RECORDING.pop()


class Tensor:
    def __init__(self, data, requires_grad=False):
        self.data = float(data)
        self.requires_grad = requires_grad
        self.grad = None
        self.pull = None
        self.operands = ()

    @staticmethod
    def made(data, operands, pull):
        result = Tensor(data, RECORDING[-1] and any(one.requires_grad for one in operands))
        if result.requires_grad:
            result.operands, result.pull = operands, pull
        return result

    def __add__(self, other):
        other = other if isinstance(other, Tensor) else Tensor(other)
        return Tensor.made(self.data + other.data, (self, other), lambda g: (g, g))

    def __mul__(self, other):
        other = other if isinstance(other, Tensor) else Tensor(other)
        return Tensor.made(self.data * other.data, (self, other), lambda g: (g * other.data, g * self.data))

    __radd__, __rmul__ = __add__, __mul__

    def detach(self):
        return Tensor(self.data)

    def backward(self):
        order, met = [], set()

        def visit(one):
            if id(one) not in met:
                met.add(id(one))
                for operand in one.operands:
                    visit(operand)
                order.append(one)

        visit(self)
        due = {id(self): 1.0}
        for one in reversed(order):
            mine = due.pop(id(one), None)
            if mine is None:
                continue
            if one.pull is None:
                one.grad = mine if one.grad is None else one.grad + mine
                continue
            for operand, amount in zip(one.operands, one.pull(mine)):
                if operand.requires_grad:
                    due[id(operand)] = due.get(id(operand), 0.0) + amount


a, b = Tensor(2.0, True), Tensor(-1.0, True)
c = a * b + 3 * a
with no_grad():
    print((c * 2).data)
r = c * c.detach()
r.backward()
print(a.grad, b.grad)

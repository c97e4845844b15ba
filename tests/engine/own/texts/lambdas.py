from math import exp, log

class Scalar:
    def __init__(self, val, parents=()):
        self.val = float(val)
        self.g = 0.0
        self.parents = tuple(parents)
        self.back = lambda: None

    def receive(self, amount):
        self.g += amount

    @staticmethod
    def lift(x):
        return x if isinstance(x, Scalar) else Scalar(x)

    def __add__(self, other):
        other = Scalar.lift(other)
        out = Scalar(self.val + other.val, (self, other))
        out.back = lambda: (self.receive(out.g), other.receive(out.g))
        return out

    def __sub__(self, other):
        other = Scalar.lift(other)
        out = Scalar(self.val - other.val, (self, other))
        out.back = lambda: (self.receive(out.g), other.receive(-out.g))
        return out

    def __mul__(self, other):
        other = Scalar.lift(other)
        out = Scalar(self.val * other.val, (self, other))
        out.back = lambda: (self.receive(other.val * out.g), other.receive(self.val * out.g))
        return out

    __radd__ = lambda self, other: self + other
    __rmul__ = lambda self, other: self * other

    def __rsub__(self, other):
        return Scalar.lift(other) - self

    def sigmoid(self):
        s = 1 / (1 + exp(-self.val))
        out = Scalar(s, (self,))
        out.back = lambda: self.receive(s * (1 - s) * out.g)
        return out

    def log(self):
        out = Scalar(log(self.val), (self,))
        out.back = lambda: self.receive(out.g / self.val)
        return out

    def backprop(self):
        order, seen = [], set()

        def visit(node):
            if id(node) in seen:
                return
            seen.add(id(node))
            for parent in node.parents:
                visit(parent)
            order.append(node)

        visit(self)
        self.g = 1.0
        for node in order[::-1]:
            node.back()

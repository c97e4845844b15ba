import math

class Var:
    def __init__(self, x, inputs=()):
        self.x = x
        self.dx = 0.0
        self.inputs = list(inputs)

    def __add__(self, other):
        if not isinstance(other, Var):
            other = Var(other)
        return Var(self.x + other.x, [(self, 1.0), (other, 1.0)])

    def __mul__(self, other):
        if not isinstance(other, Var):
            other = Var(other)
        return Var(self.x * other.x, [(self, other.x), (other, self.x)])

    def __neg__(self):
        return Var(-self.x, [(self, -1.0)])

    def exp(self):
        return Var(math.exp(self.x), [(self, math.exp(self.x))])

    def backward(self, seed=1.0):
        self.dx += seed
        for node, slope in self.inputs:
            node.backward(seed * slope)

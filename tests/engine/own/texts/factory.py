import math

class Quantity:
    def __init__(self, amount, sources=(), name=""):
        self.amount = amount
        self.sensitivity = 0.0
        self.sources = sources
        self.name = name
        self.propagate = None

    def __add__(self, other):
        return self.plus(other)

    def __sub__(self, other):
        return self.minus(other)

    def __mul__(self, other):
        return self.times(other)

    def __repr__(self):
        return f"<{self.amount:.4f}>"

def binary(name, compute, left, right):
    def method(self, other):
        other = other if isinstance(other, Quantity) else Quantity(other)
        out = Quantity(compute(self.amount, other.amount), (self, other), name)

        def propagate():
            self.sensitivity = self.sensitivity + left(self.amount, other.amount) * out.sensitivity
            other.sensitivity = other.sensitivity + right(self.amount, other.amount) * out.sensitivity

        out.propagate = propagate
        return out

    return method

def unary(name, compute, slope):
    def method(self):
        out = Quantity(compute(self.amount), (self,), name)

        def propagate():
            self.sensitivity = self.sensitivity + slope(self.amount) * out.sensitivity

        out.propagate = propagate
        return out

    return method

Quantity.plus = binary("plus", lambda a, b: a + b, lambda a, b: 1.0, lambda a, b: 1.0)
Quantity.minus = binary("minus", lambda a, b: a - b, lambda a, b: 1.0, lambda a, b: -1.0)
Quantity.times = binary("times", lambda a, b: a * b, lambda a, b: b, lambda a, b: a)
Quantity.square = unary("square", lambda a: a * a, lambda a: 2 * a)
Quantity.gauss = unary("gauss", lambda a: math.exp(-a * a), lambda a: -2 * a * math.exp(-a * a))

def run_backward(root):
    queue, counts = [root], {}
    seen = {root}
    while queue:
        q = queue.pop()
        for s in q.sources:
            counts[s] = counts.get(s, 0) + 1
            if s not in seen:
                seen.add(s)
                queue.append(s)
    root.sensitivity = 1.0
    ready = [root]
    while ready:
        q = ready.pop()
        if q.propagate:
            q.propagate()
        for s in q.sources:
            counts[s] -= 1
            if counts[s] == 0:
                ready.append(s)

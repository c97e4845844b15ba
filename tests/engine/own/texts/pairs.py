import math

class Num:
    total = 0

    def __init__(self, value, made_from=(), rule=None):
        self.value = value
        self.gradient = 0.0
        self.made_from = made_from
        self.rule = rule
        Num.total += 1

    @classmethod
    def of(cls, x):
        return x if isinstance(x, cls) else cls(x)

    def __add__(self, other):
        other = Num.of(other)
        return Num(self.value + other.value, (self, other), lambda up: (up, up))

    __radd__ = __add__

    def __mul__(self, other):
        other = Num.of(other)
        return Num(self.value * other.value, (self, other), lambda up: (up * other.value, up * self.value))

    __rmul__ = __mul__

    def __truediv__(self, other):
        other = Num.of(other)
        return Num(
            self.value / other.value,
            (self, other),
            lambda up: (up / other.value, -up * self.value / other.value ** 2),
        )

    def __rtruediv__(self, other):
        return Num.of(other) / self

    def sin(self):
        return Num(math.sin(self.value), (self,), lambda up: (up * math.cos(self.value),))

    def backward(self):
        nodes = []
        seen = set()

        def walk(n):
            if id(n) not in seen:
                seen.add(id(n))
                for m in n.made_from:
                    walk(m)
                nodes.append(n)

        walk(self)
        for n in nodes:
            n.gradient = 0.0
        self.gradient = 1.0
        for n in reversed(nodes):
            if n.rule is not None:
                for m, amount in zip(n.made_from, n.rule(n.gradient)):
                    m.gradient += amount

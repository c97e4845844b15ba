import math

class Dual:
    def __init__(self, real, eps=0.0):
        self.real = real
        self.eps = eps

    def __add__(self, other):
        other = other if isinstance(other, Dual) else Dual(other)
        return Dual(self.real + other.real, self.eps + other.eps)

    __radd__ = __add__

    def __mul__(self, other):
        other = other if isinstance(other, Dual) else Dual(other)
        return Dual(self.real * other.real, self.eps * other.real + self.real * other.eps)

    __rmul__ = __mul__

    def sin(self):
        return Dual(math.sin(self.real), math.cos(self.real) * self.eps)

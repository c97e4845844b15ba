"""What is to be done with a result is handed on; the gradients are computed on the way back."""


class Num:
    def __init__(self, x):
        self.x = x
        self.d = 0.0


def mul(a, b):
    def then(rest):
        z = Num(a.x * b.x)
        rest(z)
        a.d += b.x * z.d
        b.d += a.x * z.d

    return then


def sub(b, a):
    def then(rest):
        z = Num(b.x - a.x)
        rest(z)
        b.d += z.d
        a.d -= z.d

    return then


def end(result):
    result.d = 1.0


a, b = Num(2.0), Num(-3.0)
mul(a, b)(lambda c: sub(c, a)(lambda d: mul(d, d)(end)))

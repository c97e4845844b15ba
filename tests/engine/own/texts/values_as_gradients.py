class Value:
    def __init__(self, d, prev=(), vjp=None):
        self.d = d
        self.prev = prev
        self.vjp = vjp

    def __add__(self, o):
        o = lift(o)
        return Value(self.d + o.d, (self, o), lambda g: (g, g))

    def __mul__(self, o):
        o = lift(o)
        return Value(self.d * o.d, (self, o), lambda g: (g * o, g * self))


def lift(x):
    return x if isinstance(x, Value) else Value(float(x))


def grad(y):
    order, seen = [], set()

    def go(v):
        if v not in seen:
            seen.add(v)
            for p in v.prev:
                go(p)
            order.append(v)

    go(y)
    g = {y: Value(1.0)}
    for v in reversed(order):
        if v.vjp is None:
            continue
        for p, dp in zip(v.prev, v.vjp(g[v])):
            g[p] = g[p] + dp if p in g else dp
    return g

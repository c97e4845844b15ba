import math

RULES = {
    "+": lambda node, a, b: (1.0, 1.0),
    "*": lambda node, a, b: (b.v, a.v),
    "-": lambda node, a, b: (1.0, -1.0),
    "exp": lambda node, a: (node.v,),
    "relu": lambda node, a: (1.0 if a.v > 0 else 0.0,),
}

class Box:
    def __init__(self, v, kind=None, ins=()):
        self.v = v
        self.d = 0.0
        self.kind = kind
        self.ins = ins

    def _wrap(self, o):
        return o if isinstance(o, Box) else Box(o)

    def __add__(self, o):
        o = self._wrap(o)
        return Box(self.v + o.v, "+", (self, o))

    def __mul__(self, o):
        o = self._wrap(o)
        return Box(self.v * o.v, "*", (self, o))

    def __sub__(self, o):
        o = self._wrap(o)
        return Box(self.v - o.v, "-", (self, o))

    def exp(self):
        return Box(math.exp(self.v), "exp", (self,))

    def relu(self):
        return Box(max(0.0, self.v), "relu", (self,))

def order_of(root):
    out, seen = [], set()

    def go(n):
        if n not in seen:
            seen.add(n)
            for m in n.ins:
                go(m)
            out.append(n)

    go(root)
    return out

def backprop(root):
    root.d = 1.0
    for n in reversed(order_of(root)):
        if n.kind is None:
            continue
        for m, slope in zip(n.ins, RULES[n.kind](n, *n.ins)):
            m.d += slope * n.d

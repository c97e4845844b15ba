TAPE = []


class Var:
    def __init__(self, v, idx=None):
        self.v = v
        self.idx = len(TAPE) if idx is None else idx
        if idx is None:
            TAPE.append(())

    def record(self, v, *steps):
        TAPE.append(steps)
        return Var(v, len(TAPE) - 1)

    def __add__(self, o):
        o = o if isinstance(o, Var) else Var(o)
        return self.record(self.v + o.v, (self.idx, 1.0), (o.idx, 1.0))

    def __mul__(self, o):
        o = o if isinstance(o, Var) else Var(o)
        return self.record(self.v * o.v, (self.idx, o.v), (o.idx, self.v))

    def __sub__(self, o):
        o = o if isinstance(o, Var) else Var(o)
        return self.record(self.v - o.v, (self.idx, 1.0), (o.idx, -1.0))


def sweep(y):
    adjoint = [0.0] * len(TAPE)
    adjoint[y.idx] = 1.0
    for i in range(len(TAPE) - 1, -1, -1):
        for j, slope in TAPE[i]:
            adjoint[j] += slope * adjoint[i]
    return adjoint

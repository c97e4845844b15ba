class Tracer:
    def __init__(self, trace, val):
        self.trace = trace
        self.val = val
        self.id = trace.new(self)

    def __add__(self, o):
        return self.trace.bind("add", self, o)

    def __mul__(self, o):
        return self.trace.bind("mul", self, o)

    def __neg__(self):
        return self.trace.bind("neg", self)

    def __sub__(self, o):
        return self + (-o)


FORWARD = {"add": lambda a, b: a + b, "mul": lambda a, b: a * b, "neg": lambda a: -a}
PULL = {"add": lambda g, a, b: (g, g), "mul": lambda g, a, b: (g * b, g * a), "neg": lambda g, a: (-g,)}


class Trace:
    def __init__(self):
        self.n = 0
        self.equations = []
        self.vals = {}

    def new(self, tracer):
        self.n += 1
        self.vals[self.n] = tracer.val
        return self.n

    def bind(self, op, *args):
        args = [a if isinstance(a, Tracer) else Tracer(self, a) for a in args]
        out = Tracer(self, FORWARD[op](*[a.val for a in args]))
        self.equations.append((op, [a.id for a in args], out.id))
        return out


def grad(f, *xs):
    trace = Trace()
    ins = [Tracer(trace, x) for x in xs]
    out = f(*ins)
    ct = {out.id: 1.0}
    for op, args, o in reversed(trace.equations):
        for a, c in zip(args, PULL[op](ct.get(o, 0.0), *[trace.vals[a] for a in args])):
            ct[a] = ct.get(a, 0.0) + c
    return [ct.get(i.id, 0.0) for i in ins]


print(grad(lambda a, b: a * b - a * a + b, 3.0, 4.0))

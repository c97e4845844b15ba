class Number:
    made = 0

    def __init__(self, val, steps=()):
        self.val = float(val)
        self.steps = steps
        Number.made += 1
        self.id = Number.made

    def __add__(self, o):
        o = o if isinstance(o, Number) else Number(o)
        return Number(self.val + o.val, [(self, 1.0), (o, 1.0)])

    def __mul__(self, o):
        o = o if isinstance(o, Number) else Number(o)
        return Number(self.val * o.val, [(self, o.val), (o, self.val)])


def collect(n, seen):
    if n not in seen:
        seen.add(n)
        yield n
        for p, _ in n.steps:
            yield from collect(p, seen)


def gradients(root):
    grads = {root: 1.0}
    for n in sorted(collect(root, set()), key=lambda n: n.id, reverse=True):
        for p, d in n.steps:
            grads[p] = grads.get(p, 0.0) + d * grads[n]
    return grads

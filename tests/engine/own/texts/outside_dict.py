class Expr:
    def __init__(self, data, parents=(), local=()):
        self.data = data
        self.parents = parents
        self.local = local

    def __add__(self, other):
        other = as_expr(other)
        return Expr(self.data + other.data, (self, other), (1.0, 1.0))

    def __mul__(self, other):
        other = as_expr(other)
        return Expr(self.data * other.data, (self, other), (other.data, self.data))

    def __pow__(self, k):
        return Expr(self.data ** k, (self,), (k * self.data ** (k - 1),))

def as_expr(x):
    return x if isinstance(x, Expr) else Expr(x)

def gradients(root):
    order = []
    seen = set()

    def visit(e):
        if e not in seen:
            seen.add(e)
            for p in e.parents:
                visit(p)
            order.append(e)

    visit(root)
    grads = {e: 0.0 for e in order}
    grads[root] = 1.0
    for e in reversed(order):
        for p, slope in zip(e.parents, e.local):
            grads[p] += slope * grads[e]
    return grads

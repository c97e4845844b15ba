import math
class Num(float):
    def __new__(cls, x, parents=(), locals_=()):
        self = super().__new__(cls, x)
        self.parents = parents; self.locals_ = locals_; self.grad = 0.0
        return self
    def __add__(self, o):
        o = o if isinstance(o, Num) else Num(o)
        return Num(float(self) + float(o), (self, o), (1.0, 1.0))
    def __mul__(self, o):
        o = o if isinstance(o, Num) else Num(o)
        return Num(float(self) * float(o), (self, o), (float(o), float(self)))
    __radd__ = __add__; __rmul__ = __mul__
    def exp(self):
        e = math.exp(self); return Num(e, (self,), (e,))
    def __hash__(self): return id(self)
    def backward(self):
        topo, seen = [], set()
        def build(v):
            if id(v) in seen: return
            seen.add(id(v))
            for p in v.parents: build(p)
            topo.append(v)
        build(self)
        self.grad = 1.0
        for v in reversed(topo):
            for p, l in zip(v.parents, v.locals_):
                p.grad += l * v.grad
x = Num(0.5); y = Num(2.0)
z = (x * y + x).exp() + 3 * y
z.backward()
print(x.grad, y.grad)

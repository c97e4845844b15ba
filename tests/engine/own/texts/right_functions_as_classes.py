import numpy as np
class Function:
    @classmethod
    def apply(cls, *args):
        ctx = Context()
        vals = [a.data for a in args]
        out = Tensor(cls.forward(ctx, *vals))
        out.ctx = ctx
        ctx.fn = cls
        ctx.inputs = args
        return out
class Context:
    def save_for_backward(self, *a): self.saved = a
class Mul(Function):
    @staticmethod
    def forward(ctx, a, b):
        ctx.save_for_backward(a, b)
        return a * b
    @staticmethod
    def backward(ctx, g):
        a, b = ctx.saved
        return g * b, g * a
class Add(Function):
    @staticmethod
    def forward(ctx, a, b): return a + b
    @staticmethod
    def backward(ctx, g): return g, g
class Tanh(Function):
    @staticmethod
    def forward(ctx, a):
        t = np.tanh(a); ctx.save_for_backward(t); return t
    @staticmethod
    def backward(ctx, g):
        (t,) = ctx.saved
        return (g * (1 - t**2),)
class Tensor:
    def __init__(self, data):
        self.data = data; self.grad = 0.0; self.ctx = None
    def __add__(self, o): return Add.apply(self, o if isinstance(o, Tensor) else Tensor(o))
    def __mul__(self, o): return Mul.apply(self, o if isinstance(o, Tensor) else Tensor(o))
    __radd__ = __add__; __rmul__ = __mul__
    def tanh(self): return Tanh.apply(self)
    def backward(self):
        order, seen = [], set()
        def visit(t):
            if id(t) in seen: return
            seen.add(id(t))
            if t.ctx:
                for p in t.ctx.inputs: visit(p)
            order.append(t)
        visit(self)
        self.grad = 1.0
        for t in reversed(order):
            if t.ctx:
                for p, g in zip(t.ctx.inputs, t.ctx.fn.backward(t.ctx, t.grad)):
                    p.grad += g
a = Tensor(2.0); b = Tensor(-3.0)
c = (a * b + a).tanh() * b
c.backward()
print(a.grad, b.grad)

import math

class Context:
    def __init__(self):
        self.saved = ()

    def save(self, *values):
        self.saved = values

class History:
    def __init__(self, function, context, inputs):
        self.function = function
        self.context = context
        self.inputs = inputs

class Function:
    @classmethod
    def apply(cls, *values):
        scalars = [v if isinstance(v, Scalar) else Scalar(v) for v in values]
        context = Context()
        data = cls.forward(context, *[s.data for s in scalars])
        return Scalar(data, History(cls, context, scalars))

class Add(Function):
    @staticmethod
    def forward(context, a, b):
        return a + b

    @staticmethod
    def backward(context, up):
        return up, up

class Mul(Function):
    @staticmethod
    def forward(context, a, b):
        context.save(a, b)
        return a * b

    @staticmethod
    def backward(context, up):
        a, b = context.saved
        return up * b, up * a

class Tanh(Function):
    @staticmethod
    def forward(context, a):
        out = math.tanh(a)
        context.save(out)
        return out

    @staticmethod
    def backward(context, up):
        (out,) = context.saved
        return (up * (1 - out * out),)

class Scalar:
    def __init__(self, data, history=None):
        self.data = float(data)
        self.derivative = None
        self.history = history

    def __add__(self, other):
        return Add.apply(self, other)

    def __radd__(self, other):
        return Add.apply(other, self)

    def __mul__(self, other):
        return Mul.apply(self, other)

    def __rmul__(self, other):
        return Mul.apply(other, self)

    def tanh(self):
        return Tanh.apply(self)

    def accumulate(self, x):
        if self.derivative is None:
            self.derivative = 0.0
        self.derivative += x

    def backward(self):
        order, seen = [], set()

        def visit(s):
            if id(s) in seen or s.history is None:
                return
            seen.add(id(s))
            for i in s.history.inputs:
                visit(i)
            order.append(s)

        visit(self)
        waiting = {id(self): 1.0}
        for s in reversed(order):
            up = waiting[id(s)]
            h = s.history
            for i, d in zip(h.inputs, h.function.backward(h.context, up)):
                if i.history is None:
                    i.accumulate(d)
                else:
                    waiting[id(i)] = waiting.get(id(i), 0.0) + d

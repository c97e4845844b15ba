class Tensor:
    __slots__ = ("_value", "_grad", "_inputs", "_pull", "name")

    def __init__(self, value, inputs=(), pull=None, name=None):
        self._value = value
        self._grad = None
        self._inputs = inputs
        self._pull = pull
        self.name = name

    @property
    def value(self):
        return self._value

    @property
    def grad(self):
        return 0.0 if self._grad is None else self._grad

    @grad.setter
    def grad(self, new):
        self._grad = new

    def __add__(self, other):
        if not isinstance(other, Tensor):
            other = Tensor(other)

        def pull(g):
            self.grad += g
            other.grad += g

        return Tensor(self.value + other.value, (self, other), pull)

    def __mul__(self, other):
        if not isinstance(other, Tensor):
            other = Tensor(other)

        def pull(g):
            self.grad += g * other.value
            other.grad += g * self.value

        return Tensor(self.value * other.value, (self, other), pull)

    def relu(self):
        def pull(g):
            if self.value > 0:
                self.grad += g

        return Tensor(self.value if self.value > 0 else 0.0, (self,), pull)

    def backward(self):
        order, seen = [], set()

        def visit(t):
            if t in seen:
                return
            seen.add(t)
            for i in t._inputs:
                visit(i)
            order.append(t)

        visit(self)
        self.grad = 1.0
        for t in reversed(order):
            if t._pull is not None:
                t._pull(t.grad)

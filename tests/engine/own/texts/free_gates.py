"""Gates that remember what went through them; the order of the backward pass is written by hand."""


class Wire:
    def __init__(self, value, grad=0.0):
        self.value = value
        self.grad = grad


class ProductGate:
    def forward(self, left, right):
        self.left, self.right = left, right
        self.top = Wire(left.value * right.value)
        return self.top

    def backward(self):
        self.left.grad += self.right.value * self.top.grad
        self.right.grad += self.left.value * self.top.grad


class AddGate:
    def forward(self, left, right):
        self.left, self.right = left, right
        self.top = Wire(left.value + right.value)
        return self.top

    def backward(self):
        self.left.grad += self.top.grad
        self.right.grad += self.top.grad


a, b = Wire(2.0), Wire(-3.0)
times, plus, square = ProductGate(), AddGate(), ProductGate()
c = times.forward(a, b)
d = plus.forward(c, a)
r = square.forward(d, d)
r.grad = 1.0
square.backward()
plus.backward()
times.backward()

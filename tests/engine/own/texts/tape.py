import math

tape = []

class Value:
    def __init__(self, data):
        self.data = data
        self.grad = 0.0

    def __add__(self, other):
        if not isinstance(other, Value):
            other = Value(other)
        out = Value(self.data + other.data)

        def back():
            self.grad += out.grad
            other.grad += out.grad

        tape.append(back)
        return out

    def __mul__(self, other):
        if not isinstance(other, Value):
            other = Value(other)
        out = Value(self.data * other.data)

        def back():
            self.grad += out.grad * other.data
            other.grad += out.grad * self.data

        tape.append(back)
        return out

    def softplus(self):
        out = Value(math.log(1 + math.exp(self.data)))

        def back():
            self.grad += out.grad / (1 + math.exp(-self.data))

        tape.append(back)
        return out

    def backward(self):
        self.grad = 1.0
        for back in reversed(tape):
            back()
        tape.clear()

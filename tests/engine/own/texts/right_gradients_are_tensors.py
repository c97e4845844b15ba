"""Gradients are objects of the same class, written into in place, and handed down call by call."""

import numpy as np


class Tensor:
    def __init__(self, data, requires_grad=False, roads=()):
        self.data = np.array(data)
        self.requires_grad = requires_grad
        self.roads = roads
        self.grad = None
        if requires_grad:
            self.grad = Tensor(np.zeros_like(self.data))

    def __mul__(self, other):
        roads = [(self, lambda g: g * other.data), (other, lambda g: g * self.data)]
        return Tensor(self.data * other.data, True, roads)

    def __add__(self, other):
        return Tensor(self.data + other.data, True, [(self, lambda g: g), (other, lambda g: g)])

    def backward(self, grad):
        self.grad.data = self.grad.data + grad.data
        for source, pull in self.roads:
            source.backward(Tensor(pull(grad.data)))


a, b = Tensor(2.0, True), Tensor(-3.0, True)
r = (a * b + a) * b
r.backward(Tensor(1.0))

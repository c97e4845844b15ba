import math

class Node:
    def __init__(self, data):
        self.data = data
        self.grad = 0.0

    def children(self):
        return []

    def push(self):
        pass

    def __add__(self, other):
        return Sum(self, wrap(other))

    def __mul__(self, other):
        return Product(self, wrap(other))

    def __radd__(self, other):
        return Sum(wrap(other), self)

    def __rmul__(self, other):
        return Product(wrap(other), self)

    def tanh(self):
        return Tanh(self)

    def backward(self):
        order = []

        def visit(node):
            if node not in order:
                for child in node.children():
                    visit(child)
                order.append(node)

        visit(self)
        self.grad = 1.0
        for node in reversed(order):
            node.push()

class Leaf(Node):
    pass

def wrap(x):
    return x if isinstance(x, Node) else Leaf(x)

class Sum(Node):
    def __init__(self, a, b):
        super().__init__(a.data + b.data)
        self.a, self.b = a, b

    def children(self):
        return [self.a, self.b]

    def push(self):
        self.a.grad += self.grad
        self.b.grad += self.grad

class Product(Node):
    def __init__(self, a, b):
        super().__init__(a.data * b.data)
        self.a, self.b = a, b

    def children(self):
        return [self.a, self.b]

    def push(self):
        self.a.grad += self.b.data * self.grad
        self.b.grad += self.a.data * self.grad

class Tanh(Node):
    def __init__(self, a):
        super().__init__(math.tanh(a.data))
        self.a = a

    def children(self):
        return [self.a]

    def push(self):
        self.a.grad += (1 - self.data ** 2) * self.grad

"""Boxes hold numbers, their nodes the graph; ops are made by one function, and gradients are kept by node."""

import math


class Box:
    def __init__(self, value, node):
        self.value = value
        self.node = node

    def __add__(self, other):
        return add(self, other)

    def __mul__(self, other):
        return mul(self, other)

    def __sub__(self, other):
        return add(self, minus(other))


class Node:
    def __init__(self, before, pulls):
        self.before = before
        self.pulls = pulls


def differentiable(rule, *pulls):
    def op(*given):
        values = [one.value if isinstance(one, Box) else one for one in given]
        result = rule(*values)
        boxes = [(place, one) for place, one in enumerate(given) if isinstance(one, Box)]
        rules = [lambda g, place=place: pulls[place](g, result, *values) for place, _ in boxes]
        return Box(result, Node([one.node for _, one in boxes], rules))

    return op


add = differentiable(lambda x, y: x + y, lambda g, r, x, y: g, lambda g, r, x, y: g)
mul = differentiable(lambda x, y: x * y, lambda g, r, x, y: g * y, lambda g, r, x, y: g * x)
minus = differentiable(lambda x: -x, lambda g, r, x: -g)
exp = differentiable(math.exp, lambda g, r, x: g * r)


def in_order(end):
    met, order = set(), []

    def visit(node):
        if node not in met:
            met.add(node)
            for earlier in node.before:
                visit(earlier)
            order.append(node)

    visit(end)
    return order


def derivative(function, x):
    start = Node([], [])
    end = function(Box(x, start))
    slopes = {end.node: 1.0}
    for node in reversed(in_order(end.node)):
        g = slopes.pop(node)
        for earlier, pull in zip(node.before, node.pulls):
            slopes[earlier] = slopes.get(earlier, 0.0) + pull(g)
    return g


print(derivative(lambda x: exp(x * x - x * 3.0) * x, 1.2))

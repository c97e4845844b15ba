import heapq
import itertools

counter = itertools.count()


class Box:
    def __init__(self, value, parents=(), vjps=()):
        self.value = value
        self.parents = parents
        self.vjps = vjps
        self.t = next(counter)

    def __lt__(self, o):
        return self.t > o.t

    def __add__(self, o):
        o = o if isinstance(o, Box) else Box(o)
        return Box(self.value + o.value, (self, o), (lambda g: g, lambda g: g))

    def __sub__(self, o):
        o = o if isinstance(o, Box) else Box(o)
        return Box(self.value - o.value, (self, o), (lambda g: g, lambda g: -g))

    def __mul__(self, o):
        o = o if isinstance(o, Box) else Box(o)
        return Box(self.value * o.value, (self, o), (lambda g: g * o.value, lambda g: g * self.value))


def backward_pass(end):
    outgrads = {id(end): 1.0}
    heap, queued, result = [end], {id(end)}, {}
    while heap:
        node = heapq.heappop(heap)
        outgrad = outgrads.pop(id(node))
        result[id(node)] = outgrad
        for parent, vjp in zip(node.parents, node.vjps):
            amount = vjp(outgrad)
            outgrads[id(parent)] = outgrads.get(id(parent), 0) + amount
            if id(parent) not in queued:
                queued.add(id(parent))
                heapq.heappush(heap, parent)
    return result

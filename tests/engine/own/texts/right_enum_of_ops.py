from enum import Enum, auto
from dataclasses import dataclass, field
import math
class Op(Enum):
    LEAF=auto(); ADD=auto(); MUL=auto(); TANH=auto(); POW=auto()
@dataclass(eq=False)
class Node:
    value: float
    op: Op = Op.LEAF
    inputs: list = field(default_factory=list)
    k: float = 0.0
    grad: float = field(default=0.0, repr=False)
    def __add__(self, o): return Node(self.value + as_node(o).value, Op.ADD, [self, as_node(o)])
    def __mul__(self, o):
        o = as_node(o)
        return Node(self.value * o.value, Op.MUL, [self, o])
    def __pow__(self, k): return Node(self.value ** k, Op.POW, [self], k)
    def tanh(self): return Node(math.tanh(self.value), Op.TANH, [self])
    def __rmul__(self, o): return self * o
    def backward(self):
        order = []
        def dfs(n):
            if n in order: return
            for i in n.inputs: dfs(i)
            order.append(n)
        dfs(self)
        self.grad = 1.0
        while order:
            n = order.pop()
            match n.op:
                case Op.ADD:
                    for i in n.inputs: i.grad += n.grad
                case Op.MUL:
                    a, b = n.inputs
                    a.grad += b.value * n.grad
                    b.grad += a.value * n.grad
                case Op.TANH:
                    n.inputs[0].grad += (1 - n.value ** 2) * n.grad
                case Op.POW:
                    n.inputs[0].grad += n.k * n.inputs[0].value ** (n.k - 1) * n.grad
def as_node(x): return x if isinstance(x, Node) else Node(float(x))
x = Node(1.5); w = Node(-0.4); b = Node(0.1)
out = (x * w + b).tanh() ** 2 + 3 * w
out.backward()
print(out, x.grad, w.grad, b.grad)

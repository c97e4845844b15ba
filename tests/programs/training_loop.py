import math, random
class Neuron:
    def __init__(self, n):
        self.w = [random.uniform(-1, 1) for _ in range(n)]
        self.b = 0.0
    def __call__(self, x): return 1/(1 + math.exp(-(sum(w*v for w, v in zip(self.w, x)) + self.b)))
random.seed(0)
data = [((0, 0), 0), ((0, 1), 1), ((1, 0), 1), ((1, 1), 1)]
n = Neuron(2)
for epoch in range(200):
    total = 0
    for x, y in data:
        p = n(x); total += (p - y)**2
        for i in range(2): n.w[i] -= 0.5*(p - y)*x[i]
        n.b -= 0.5*(p - y)
    if epoch % 50 == 0: print(f"epoch {epoch:3d} loss {total:.6f}")
print([round(n(x)) for x, _ in data], [f"{w:.4f}" for w in n.w])
def numeric(f, x, h=1e-5): return (f(x + h) - f(x - h))/(2*h)
print(round(numeric(lambda x: x**3, 2.0), 6), round(numeric(math.sin, 0.0), 6))
class Matrix(list):
    def __matmul__(self, o): return Matrix([[sum(a*b for a, b in zip(r, c)) for c in zip(*o)] for r in self])
    @property
    def T(self): return Matrix(map(list, zip(*self)))
print(Matrix([[1, 2], [3, 4]]) @ Matrix([[0, 1], [1, 0]]), Matrix([[1, 2], [3, 4]]).T)
softmax = lambda xs: [math.exp(x - max(xs))/sum(math.exp(v - max(xs)) for v in xs) for x in xs]
print([round(p, 6) for p in softmax([1.0, 2.0, 3.0])], sum(softmax([5.0, 1.0])))

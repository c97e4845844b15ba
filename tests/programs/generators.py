def fib():
    a, b = 0, 1
    while True:
        got = yield a
        if got: a, b = got
        a, b = b, a + b
g = fib()
print([next(g) for _ in range(10)], g.send((5, 8)))
def chain(*many):
    for one in many:
        n = yield from one
        if n: print("came back", n)
def counted(n):
    yield from range(n)
    return n
print(list(chain(counted(2), "ab", counted(3))))
def careful():
    try:
        yield 1
    except ValueError as e:
        print("caught", e)
        yield 2
    finally:
        print("closed")
c = careful(); print(next(c)); print(c.throw(ValueError("x"))); c.close()
print(sum(x*x for x in range(10) if x % 2), max((len(w), w) for w in "a bbb cc".split()))
class Tree:
    def __init__(self, value, *kids): self.value, self.kids = value, kids
    def __iter__(self):
        yield self.value
        for kid in self.kids: yield from kid
print(list(Tree(1, Tree(2, Tree(3)), Tree(4))))
lazy = (print("made", i) or i for i in range(3)); print(next(lazy)); print(list(lazy))

count = 0
def outer():
    steps = []
    def inner(n):
        nonlocal steps
        global count
        steps = steps + [n]; count += n
        return steps
    inner(1); inner(2)
    return steps
print(outer(), count)
fs = [lambda: i for i in range(3)]; print([f() for f in fs], [f(7) for f in [lambda x, i=i: x + i for i in range(3)]])
def make_adder(n):
    def add(x, *, twice=False): return x + n*(2 if twice else 1)
    return add
print(make_adder(5)(1), make_adder(5)(1, twice=True), make_adder(2).__closure__[0].cell_contents, make_adder.__code__.co_varnames)
def sig(a, /, b, *c, d=4, **e): return a, b, c, d, e
print(sig(1, 2, 3, d=5, z=6), sig(1, b=2), sig(*[1, 2, 3, 4], **{"q": 1}))
def mutable(x, seen=[]): seen.append(x); return seen
print(mutable(1), mutable(2)); print((n := 10) + n, [y := 5, y**2], [last for x in range(5) if (last := x*x) > 3])
if (m := len("abc")) > 2: print("long", m)
class Scope:
    x = 1
    ys = [x for _ in range(2)] if False else [1, 1]
    def get(self): return x
x = "module"; print(Scope().get(), Scope.x)
try:
    def bad(): print(later); later = 1
    bad()
except UnboundLocalError as e: print(e)
def rec(n): return 1 if n <= 1 else n*rec(n - 1)
print(rec(30), (lambda f: f(f, 10))(lambda f, n: n if n < 2 else f(f, n - 1) + f(f, n - 2)), globals()["count"], "steps" in locals())
def seen(a):
    b = 0
    while b < 2: b += 1
    for c in range(2): pass
    return sorted(locals())
print(seen(1), [name for name in globals() if "livegrad" in name])
del x
try: x
except NameError as e: print(e)

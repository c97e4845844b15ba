import functools, time
def timed(f):
    @functools.wraps(f)
    def inner(*args, **kwargs):
        start = time.perf_counter()
        result = f(*args, **kwargs)
        assert time.perf_counter() >= start
        print(f"{f.__name__}{args}{kwargs} -> {result}")
        return result
    return inner
def repeat(n):
    def decorate(f):
        return lambda *a: [f(*a) for _ in range(n)]
    return decorate
@timed
@repeat(3)
def square(x): return x*x
@timed
def add(a, b=1):
    "Adds."
    return a + b
square(3); add(2, b=5); print(add.__doc__, add.__wrapped__(1))
@functools.lru_cache(maxsize=None)
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(80), fib.cache_info())
class Register(dict):
    def __call__(self, f): self[f.__name__] = f; return f
rules = Register()
@rules
def relu(x): return max(0, x)
@rules
def double(x): return 2*x
print(sorted(rules), rules["relu"](-3), functools.reduce(lambda x, name: rules[name](x), ["double", "relu"], 4))
@functools.singledispatch
def show(x): return "thing"
@show.register
def _(x: int): return "int"
@show.register(list)
def _(x): return "list of " + ",".join(map(show, x))
print(show(1), show("a"), show([1, 2.5]))
@functools.total_ordering
class Card:
    def __init__(self, n): self.n = n
    def __eq__(self, o): return self.n == o.n
    def __lt__(self, o): return self.n < o.n
print(Card(1) <= Card(2), Card(3) >= Card(4), sorted([Card(2), Card(1)])[0].n, functools.partial(pow, 2)(10))

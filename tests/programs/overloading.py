class V:
    def __init__(self, *xs): self.xs = list(xs)
    def __repr__(self): return f"V{tuple(self.xs)}"
    def __add__(self, o): return V(*(a + b for a, b in zip(self.xs, o.xs))) if isinstance(o, V) else V(*(a + o for a in self.xs))
    __radd__ = __add__
    def __iadd__(self, o): self.xs = [a + b for a, b in zip(self.xs, o.xs)]; return self
    def __sub__(self, o): return V(*(a - b for a, b in zip(self.xs, o.xs)))
    def __rsub__(self, o): return V(*(o - a for a in self.xs))
    def __mul__(self, k): return V(*(a*k for a in self.xs))
    def __rmul__(self, k): return self*k
    def __matmul__(self, o): return sum(a*b for a, b in zip(self.xs, o.xs))
    def __truediv__(self, k): return V(*(a/k for a in self.xs))
    def __floordiv__(self, k): return V(*(a//k for a in self.xs))
    def __mod__(self, k): return V(*(a % k for a in self.xs))
    def __divmod__(self, k): return self//k, self % k
    def __pow__(self, n, m=None): return V(*(pow(a, n, m) for a in self.xs))
    def __rpow__(self, b): return V(*(b**a for a in self.xs))
    def __neg__(self): return self*-1
    def __pos__(self): return "pos"
    def __abs__(self): return (self @ self)**0.5
    def __invert__(self): return V(*reversed(self.xs))
    def __lshift__(self, n): return V(*self.xs[n:], *self.xs[:n])
    def __and__(self, o): return "and"
    def __or__(self, o): return "or"
    def __xor__(self, o): return "xor"
    def __ror__(self, o): return "ror"
    def __eq__(self, o): return self.xs == getattr(o, "xs", o)
    def __lt__(self, o): return self.xs < o.xs
    def __len__(self): return len(self.xs)
    def __getitem__(self, i): return V(*self.xs[i]) if isinstance(i, slice) else self.xs[i]
    def __setitem__(self, i, x): self.xs[i] = x
    def __delitem__(self, i): del self.xs[i]
    def __contains__(self, x): return x in self.xs
    def __call__(self, f): return V(*map(f, self.xs))
    def __float__(self): return float(self.xs[0])
    def __int__(self): return 7
    def __index__(self): return 1
    def __round__(self, n=None): return f"round {n}"
    def __trunc__(self): return 0
    def __reversed__(self): return iter("rev")
    def __hash__(self): return 1
a, b = V(1, 2, 3), V(4, 5, 6)
print(a + b, a + 1, 1 + a, sum([a, b], V(0, 0, 0)), 10 - a, a - b, a*2, 2*a, a @ b, b/2, b//4, b % 4, divmod(b, 4), a**2, 2**a, pow(a, 2, 3))
print(-a, +a, abs(V(3, 4)), ~a, a << 1, a & b, a | b, a ^ b, 5 | a, a == V(1, 2, 3), a != b, a < b, b > a, len(a), a[1], a[1:], 2 in a, a(lambda x: x*x))
a += b; a[0] = 9; del a[1]; print(a, float(a), int(a), [10, 20][a], round(a), round(a, 2), list(reversed(a)), {a: 1}, sorted([b, a]), max(a, b), hex(a))
x, *y = b; print(x, y, *b, [*b, *a])
try: a @ 3
except AttributeError as e: print(e)
try: a >> 1
except TypeError as e: print(e)
try: "x" - a
except TypeError as e: print(e)

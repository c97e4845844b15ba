class Vector:
    def __init__(self, *xs): self.xs = xs
    def __repr__(self): return f"Vector{self.xs!r}"
    def __str__(self): return "<" + ", ".join(map(str, self.xs)) + ">"
    def __format__(self, spec): return "|".join(format(x, spec) for x in self.xs)
    def __bytes__(self): return bytes(self.xs)
    def __bool__(self): return any(self.xs)
    def __hash__(self): return hash(self.xs)
    def __eq__(self, other): return isinstance(other, Vector) and self.xs == other.xs
v = Vector(1, 2, 3)
print(v, [v], {v: 1}, f"{v} {v!r} {v!s:>12} {v:.2f}", bytes(v), bool(Vector(0)), {v, Vector(1, 2, 3)})
print("%s %r %-12s|" % (v, v, v), "{0} {0!r} {0:d}".format(v))
class Plain: pass
print(type(Plain()).__name__, Plain.__qualname__, Plain.__module__, repr(Plain)[:8])

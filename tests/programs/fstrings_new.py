names = ["a", "b"]
print(f"{", ".join(names)} {f"{f"{1 + 1}"}"} {"\n".join(names)!r} {names[0] # a remark
}")
type Pair[T] = tuple[T, T]
def first[T](pair: Pair[T]) -> T: return pair[0]
class Box[T]:
    def __init__(self, x: T): self.x = x
    def map[U](self, f) -> "Box[U]": return Box(f(self.x))
print(first((3, 4)), Pair.__name__, Box(2).map(str).x, Box.__type_params__[0])
type Tree = int | list[Tree]
print(Tree.__value__)
import itertools, sys
print(list(itertools.batched(range(7), 3)), sys.version_info >= (3, 12))
from typing import override
class A:
    def f(self): return 1
class B(A):
    @override
    def f(self): return 2
print(B().f())

from typing import Any, Callable, Generic, Literal, NamedTuple, Optional, Protocol, TypedDict, TypeVar, Union, get_type_hints, overload
T = TypeVar("T")
class Stack(Generic[T]):
    def __init__(self) -> None: self.items: list[T] = []
    def push(self, item: T) -> "Stack[T]": self.items.append(item); return self
s: Stack[int] = Stack[int]().push(1).push(2); print(s.items, Stack[int], list[int], dict[str, list[int]], int | None)
class Move(NamedTuple):
    name: str
    cost: float = 1.0
print(Move("a"), Move("b", 2)._asdict(), Move("a") == ("a", 1.0))
class Movie(TypedDict, total=False):
    title: str
    year: int
m: Movie = {"title": "x"}; print(m, Movie.__annotations__ != {}, Movie.__total__)
class Sized(Protocol):
    def __len__(self) -> int: ...
def count(x: Sized, f: Callable[[int], int] = lambda n: n) -> int: return f(len(x))
print(count("abc"), get_type_hints(count)["return"], Literal["a", 1], Callable[[int], str], Any)
@overload
def f(x: int) -> int: ...
@overload
def f(x: str) -> str: ...
def f(x): return x*2
print(f(2), f("a")); x: int; y: float = 3; print("x" in globals(), y)

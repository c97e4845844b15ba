from dataclasses import dataclass
@dataclass
class Point:
    x: int
    y: int = 0
def tell(thing):
    match thing:
        case 0 | 1: return "bit"
        case int(n) if n < 0: return f"negative {n}"
        case [first, *rest]: return f"list {first} then {rest}"
        case {"kind": kind, **others}: return f"dict {kind} {others}"
        case Point(x=0, y=y): return f"on the axis at {y}"
        case Point(x, 0): return f"on the floor at {x}"
        case str() as s: return f"text {s!r}"
        case None: return "nothing"
        case _: return type(thing).__name__
for thing in [0, -5, [1, 2, 3], (9,), {"kind": "a", "b": 2}, Point(0, 3), Point(4), Point(1, 1), "hi", None, 2.5]:
    print(tell(thing))
def evaluate(tree):
    match tree:
        case ("+", a, b): return evaluate(a) + evaluate(b)
        case ("*", a, b): return evaluate(a) * evaluate(b)
        case (name, *_) if isinstance(name, str): raise ValueError(f"unknown {name}")
        case number: return number
print(evaluate(("+", 2, ("*", 3, 4))))

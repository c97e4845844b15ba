from dataclasses import asdict, astuple, dataclass, field, fields, replace
from typing import ClassVar
@dataclass(order=True, frozen=True)
class Version:
    major: int
    minor: int = 0
    tags: tuple = field(default=(), compare=False, repr=False)
    count: ClassVar[int] = 0
v = Version(1, 2, ("a",))
print(v, v < Version(1, 3), replace(v, minor=5), asdict(v), astuple(v), hash(v) == hash(Version(1, 2)))
print([f.name for f in fields(v)])
try: v.major = 2
except Exception as e: print(type(e).__name__, e)
@dataclass
class Net:
    sizes: list[int] = field(default_factory=list)
    name: str = "net"
    def __post_init__(self): self.depth = len(self.sizes)
    @property
    def width(self): return max(self.sizes, default=0)
n = Net([2, 16, 1]); n.sizes.append(4)
print(n, n.depth, n.width, Net() == Net(), Net().sizes is Net().sizes)
@dataclass(slots=True, kw_only=True)
class Slim:
    a: int
    b: float = 1.5
print(Slim(a=1), Slim.__slots__)
Slim(1)

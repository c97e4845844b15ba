x = list(range(10))
print(
    x[2:5],
    x[::-2],
    x[-3:],
    x[8:2:-3],
    x[:0],
    x[20:],
    (1, 2, 3)[1:],
    "hello"[1:-1],
    range(10)[2:8:3],
    x.index(5),
    x.count(3),
)
x[2:5] = "ab"
x[::3] = [0] * len(x[::3])
del x[-2:]
x.insert(1, "i")
x.extend((8, 9))
x.remove("i")
x.reverse()
print(x, x.pop(), x.pop(0), x.copy() == x)
print(
    sorted("bAc", key=str.lower),
    sorted([(2, "b"), (1, "z"), (2, "a")]),
    sorted([3, 1, 2], reverse=True),
    sorted(["bb", "a", "ccc"], key=len, reverse=True),
)
people = [{"n": "A", "a": 3}, {"n": "B", "a": 1}, {"n": "C", "a": 3}]
people.sort(key=lambda p: (-p["a"], p["n"]))
print([p["n"] for p in people])
a, *b, c = range(5)
(d, e), f = [1, 2], 3
print(a, b, c, d, e, f)
a, c = c, a
print(a, c, [1, 2] * 2, [0] * 3 + [1], (1,) * 2, [] < [1], [1, 2] < [1, 3], (1, "a") == (1, "a"))
m = [[0] * 3 for _ in range(2)]
m[0][1] = 5
shared = [[0] * 2] * 2
shared[0][0] = 1
print(m, shared, [list(r) for r in zip(*[[1, 2], [3, 4]])], [y for r in m for y in r])
s = {3, 1, 2}
s.add(5)
s.discard(9)
s |= {7}
print(
    s,
    s & {1, 5},
    s - {1},
    s ^ {1, 99},
    {1} <= s,
    s.isdisjoint({8}),
    frozenset([2, 1]),
    len(s),
    set("aab") == {"a", "b"},
    s.pop() in (1, 2, 3, 5, 7),
)
print({-1, 100, 5, 64, 8}, {i * 37 % 64 for i in range(12)}, set(), {0, False, 0.0}, {1: "a", True: "b"})
b = bytearray(b"abc")
b[0] = 90
b.append(33)
print(
    b,
    bytes(3),
    b"a" + b"b",
    list(b"hi"),
    b"x".hex(),
    bytes.fromhex("ff00"),
    memoryview(b"abc")[1],
    b"%d" % 5,
    b"a,b".split(b","),
)
print(
    "abc" < "abd",
    "a" * 3,
    "x" in "xyz",
    "abcabc".find("c", 3),
    "abc".center(9, "*"),
    "a-b".replace("-", "+"),
    "AbC".swapcase(),
    "1".zfill(3),
    "ab\ncd\n".splitlines(),
    "x".isalpha(),
    "12".isdigit(),
    "aXbX".rsplit("X", 1),
    " ".isspace(),
    "abc".startswith(("a", "b")),
    "abc".removeprefix("a"),
    ord("é"),
    chr(9731),
    "\N{SNOWMAN}",
    max("hello"),
    list("é"),
    "a\tb".expandtabs(4),
    "".join(reversed("abc")),
)
print(
    list(map(lambda p, q: p * q, [1, 2], [3, 4])),
    list(filter(lambda v: v % 2, range(5))),
    list(enumerate("ab", 1)),
    list(zip("ab", range(5))),
    any([]),
    all([1, 0]),
    [*range(3)],
    dict(a=1, **{"b": 2}),
    tuple("ab"),
    str([1, "a", None, 2.0, (1,), {}, set()]),
)
import copy

deep = [[1], {"a": [2]}]
c1, c2 = copy.copy(deep), copy.deepcopy(deep)
deep[0].append(9)
print(c1, c2)
r = [1]
r.append(r)
print(r)
import array, struct

print(array.array("d", [1, 2]), struct.pack("<id", 1, 2.0), struct.unpack(">H", b"\x01\x02"))

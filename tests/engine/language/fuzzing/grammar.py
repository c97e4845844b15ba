"""A random grammar of whole programs, nearly all of which Python runs too.

Loops are bounded by how they are written and numbers are cut to a small size, so that a program ends soon.
What goes wrong in it (division by zero, a missing key) goes wrong in Python as well, and is caught and named.
"""

import random

START = """
def cut(x):
    return max(-50, min(50, x))
def twice(x):
    return cut(2*x)
def mix(x, y=1, *rest, scale=1, **named):
    def inner():
        nonlocal x
        x = cut(x - y)
        return x*scale
    return inner() + len(rest) + len(named)
class Base:
    made = 0
    def __init__(self, x, label='base'):
        self.x = x
        self.label = label
        Base.made += 1
    def __add__(self, other):
        return type(self)(cut(self.x + (other.x if isinstance(other, Base) else other)))
    __radd__ = __add__
    def __mul__(self, other):
        return type(self)(cut(self.x * (other.x if isinstance(other, Base) else other)))
    def __len__(self):
        return 2
    def __getitem__(self, i):
        return (self.x, self.label)[i]
    def __eq__(self, other):
        return isinstance(other, Base) and self.x == other.x
    def __call__(self, y=0):
        return cut(self.x - y)
    def __repr__(self):
        return f'{type(self).__name__}({self.x!r})'
    @property
    def double(self):
        return 2*self.x
    @staticmethod
    def zero():
        return 0
    @classmethod
    def of(cls, x):
        return cls(x)
class Child(Base):
    def __init__(self, x):
        super().__init__(x, label='child')
    def __call__(self, y=1):
        return super().__call__(y) + 1
a, b, n = 1.5, -2, 3
xs, ys = [1.0, 2.5, -1.0], [3, 0.25]
d = {'k': 1, 2: 'two'}
s = {1, 2, 3}
t = 'some text'
o, p = Base(2), Child(3.5)
"""
END = """
print(a, b, n, xs, ys, sorted(s), t, o, p, Base.made)
print([(k, d[k]) for k in d])
"""
_CAUGHT = (
    "ZeroDivisionError",
    "IndexError",
    "KeyError",
    "TypeError",
    "ValueError",
    "OverflowError",
    "AttributeError",
    "AssertionError",
)


class Grammar:
    """Programs from the dice it is given."""

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice

    def program(self) -> str:
        lines = [line for _ in range(self.dice.randint(1, 6)) for line in self.guarded()]
        return START + "\n".join(lines) + END

    def pick(self, *choices: str) -> str:
        return self.dice.choice(choices)

    # -- expressions --------------------------------------------------------------------------------

    def number(self, depth: int = 2) -> str:
        if not depth or self.dice.random() < 0.3:
            return self.pick("a", "b", "n", "0", "1", "2", "-3", "0.5", "7", "True", "len(t)")
        one, two = self.number(depth - 1), self.number(depth - 1)
        return self.pick(
            f"cut({one} {self.pick('+', '-', '*', '//', '%', '/')} {two})",
            f"({one} if {self.test(depth - 1)} else {two})",
            f"{self.pick('abs', 'float', 'twice', 'cut', 'o', 'p', 'p.of', 'int', 'round')}({one})",
            f"{self.pick('max', 'min', 'mix')}({one}, {two})",
            f"{self.pick('sum', 'len', 'max', 'min')}({self.items(depth - 1)})",
            f"mix({one}, *{self.items(0)}, scale={two}, z=1)",
            f"mix(**{{'x': {one}, 'y': 2}})",
            f"(lambda a, b={one}: cut(a - b))({two})",
            f"{self.items(depth - 1)}[{self.pick('0', '-1', '1', 'n')}]",
            f"d.get({self.key()}, {one})",
            f"cut((z := {one}) + z)",
            f"{self.pick('o', 'p')}.{self.pick('x', 'double', 'zero()')}",
            f"{self.pick('o', 'p')}[0]",
            f"({one}, {two})[{self.pick('0', '1')}]",
            f"pow(cut({one}) % 5, 2)",
            f"divmod({one}, 3)[{self.pick('0', '1')}]",
        )

    def test(self, depth: int = 1) -> str:
        one, two = self.number(depth), self.number(depth)
        return self.pick(
            f"{one} {self.pick('<', '<=', '>', '>=', '==', '!=')} {two}",
            f"{one} < {two} <= {self.number(0)}",
            f"not {one}",
            f"{one} in {self.items(0)}",
            f"{one} {self.pick('and', 'or')} {two} > 0",
            f"isinstance({one}, (int, {self.pick('float', 'str', 'Base')}))",
            f"{self.pick('any', 'all')}(v > 0 for v in xs)",
            f"{self.items(0)} {self.pick('==', '!=')} {self.items(0)}",
            f"type({one}) is {self.pick('int', 'float')}",
            f"s {self.pick('<=', '==', '<')} {self.unordered()}",
            f"{self.text(0)} {self.pick('in', 'not in', '<')} t",
            "o == p",
        )

    def items(self, depth: int = 1) -> str:
        name = self.pick("xs", "ys")
        if not depth:
            return name
        one = self.number(depth - 1)
        return self.pick(
            name,
            f"{name}[::-1]",
            f"{name}[{self.pick('1:', ':2', '::2', '-2:', 'n:')}]",
            f"sorted({name})",
            f"sorted({name}, key=lambda v: -v, reverse={self.pick('True', 'False')})",
            f"[{one}, *{name}[:2]]",
            f"[{one} for i in range(3) if i != 1]",
            f"[cut(i*v) for i, v in enumerate({name}, start=1)]",
            "[cut(u*v) for u in xs for v in ys]",
            "[cut(u + v) for u, v in zip(xs, ys)]",
            f"list(map(twice, {name}))",
            f"list(filter(lambda v: v > {one}, {name}))",
            f"list(reversed({name}))",
            f"({name} + [{one}])[:9]",
            f"({name}*2)[:9]",
            "list(range(1, 6, 2))",
            "[v for v in d.values() if isinstance(v, int)]",
            f"sorted({self.unordered()})",
        )

    def unordered(self) -> str:
        other = self.pick("{2, 3, 4}", "set(range(2))", "{i % 3 for i in range(5)}")
        return self.pick(f"(s {self.pick('|', '&', '-')} {other})", f"s.union({other})", other)

    def key(self) -> str:
        return self.pick("'k'", "2", "'no'", "('k', 1)", "n")

    def text(self, depth: int = 1) -> str:
        if not depth:
            return self.pick("t", "'x,y'", "'text'", "''")
        one = self.number(1)
        return self.pick(
            f"f'{{{one}}}|{{{self.number(0)}:{self.pick('.2f', '>8', '+.1e', '<6', '^9')}}}|{{t!r}}'",
            f"'%s %.3f %d' % (t, {self.number(0)}, {one})",
            f"'{{}}-{{}}'.format({one}, t)",
            f"str({self.items(0)})",
            f"repr({self.text(0)})",
            "t.upper()",
            f"t.replace({self.text(0)}, 'm')",
            "','.join(['p', t])",
            f"t[{self.pick('0', '-1', '1:4', '99')}]",
            "t.split()[0]",
            "t.title().strip()",
            "'-'*3 + t",
            "t.zfill(12)",
            "t.partition(' ')[2]",
            f"type({one}).__name__",
        )

    # -- statements --------------------------------------------------------------------------------

    def guarded(self) -> list[str]:
        """Statements, and what goes wrong in them under its name."""
        lines = ["try:", *_indented(self.block(2))]
        for name in self.dice.sample(_CAUGHT, len(_CAUGHT)):
            lines += [f"except {name}:", f"    print('{name}')"]
        if self.dice.random() < 0.3:
            lines += ["else:", "    print('fine')"]
        if self.dice.random() < 0.3:
            lines += ["finally:", "    n = 2"]
        return lines

    def block(self, depth: int) -> list[str]:
        return [line for _ in range(self.dice.randint(1, 4)) for line in self.statement(depth)]

    def statement(self, depth: int) -> list[str]:
        if depth and self.dice.random() < 0.4:
            return self.compound(depth - 1)
        one = self.number()
        return [
            self.pick(
                f"{self.pick('a', 'b')} = {one}",
                f"{self.pick('a', 'b')} {self.pick('+=', '-=')} {one}",
                f"a, b = cut(b), {one}",
                f"a, *rest = {self.items()}; print(rest)",
                f"{self.pick('xs', 'ys')} = {self.items()}",
                f"{self.pick('xs', 'ys')}.append({one})",
                f"xs[{self.pick('0', '-1', 'n')}] = {one}",
                f"xs[{self.pick('1:2', ':0', '::2')}] = {self.items()}",
                f"del {self.pick('xs[0]', 'd[' + self.key() + ']', 'ys[1:]')}",
                f"d[{self.key()}] = {one}",
                f"d.update({{'k': {one}, **{{'m': 3}}}})",
                f"s.{self.pick('add', 'discard')}({self.pick('1', '7')})",
                f"t = ({self.text()})[:20]",
                f"{self.pick('o', 'p')}.x = {one}",
                f"o = {self.pick('o', 'p')} {self.pick('+', '*')} {self.pick('o', 'p', one)}",
                f"print({one}, {self.items()}, {self.text()}, {self.test()}, sep='|')",
                f"xs.{self.pick('sort()', 'reverse()', 'pop()', 'insert(1, 4)', 'extend(ys[:2])')}",
                f"assert {self.test()}, 'no'",
                f"raise {self.pick('ValueError', 'KeyError')}('why')",
                f"print({self.items(0)}.index({one}), {self.items(0)}.count({one}))",
            )
        ]

    def compound(self, depth: int) -> list[str]:
        body = _indented(self.block(depth))
        kind = self.dice.randint(0, 5)
        if kind == 0:
            other = ["else:", *_indented(self.block(depth))] if self.dice.random() < 0.5 else []
            return [f"if {self.test()}:", *body, *other]
        if kind == 1:
            head = self.pick(
                "for i in range(3):",
                "for i, v in enumerate(xs[:3]):",
                "for v in ys[:3]:",
                "for k in list(d)[:3]:",
                "for v in t[:2]:",
            )
            leave = self.pick("if a > 5: break", "if b == 1: continue", "pass")
            return [head, f"    {leave}", *body, *self.dice.choice([[], ["else:", "    print('through')"]])]
        if kind == 2:
            return ["n = 0", "while n < 3:", "    n += 1", *body]
        if kind == 3:
            name = self.pick("f", "g")
            inner = ["    global a", *body, f"    return {self.number()}"]
            return [f"def {name}(v=1):", *inner, f"print({name}(), {name}(v={self.number(1)}))"]
        if kind == 4:
            catch = self.pick("except ZeroDivisionError as e:", "except LookupError:", "except Exception:")
            return ["try:", *body, catch, "    print('caught')", "finally:", "    print('last')"]
        return [f"print([{self.number(1)} for i in range(2)], {{i: {self.number(0)} for i in range(2)}})"]


def _indented(lines: list[str]) -> list[str]:
    return ["    " + line for line in lines]

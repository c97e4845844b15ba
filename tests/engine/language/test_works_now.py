"""Small pieces of Python: each prints what Python prints."""

import pytest

from engine.language import LanguageError, run

PIECES = {
    "tuples": ("a, b = 1, 2\na, b = b, a\nprint(a, b, (a), (a,), ())", "2 1 2 (2,) ()"),
    "stars": ("a, *b = [1, 2, 3]\n*c, d = 'xyz'\nprint(a, b, c, d, [*b, *c])", "1 [2, 3] ['x', 'y'] z [2, 3, 'x', 'y']"),
    "comparisons": ("a = 2\nprint(a == 2, a != 2, 1 < a <= 2 < 3, not a, a is None)", "True False True False False"),
    "logic": ("print(0 or 'x', 1 and 2, None or 0 or [])", "x 2 []"),
    "choice": ("x = 3\nprint('odd' if x % 2 else 'even')", "odd"),
    "if": ("x = 5\nif x < 3:\n    print('a')\nelif x < 6:\n    print('b')\nelse:\n    print('c')", "b"),
    "for else": ("for i in range(9):\n    if i == 2: continue\n    if i == 4: break\n    print(i, end=' ')\nelse:\n    print('no')", "0 1 3 "),
    "loop's else": ("for i in []:\n    pass\nelse:\n    print('done')", "done"),
    "while": ("i = 0\nwhile i < 3:\n    i += 1\nelse:\n    print('end', i)", "end 3"),
    "defaults": ("def f(a, b=2, *c, d=4):\n    return a, b, c, d\nprint(f(1), f(1, 3, 5, d=6), f(b=0, a=9))", "(1, 2, (), 4) (1, 3, (5,), 6) (9, 0, (), 4)"),
    "closures": ("def counter():\n    n = 0\n    def up(k=1):\n        nonlocal n\n        n += k\n        return n\n    return up\nc = counter()\nc()\nprint(c(5), counter()())", "6 1"),
    "global": ("n = 1\ndef f():\n    global n\n    n = 7\nf()\nprint(n)", "7"),
    "lambda": ("f = lambda x, y=2: x**y\nprint(f(3), (lambda: 1)())", "9 1"),
    "comprehensions": ("print([i*j for i in range(3) for j in range(i) if j or i > 1], {i % 2 for i in range(4)}, {c: i for i, c in enumerate('ab')}, sum(i for i in range(4)))", "[0, 2] {0, 1} {'a': 0, 'b': 1} 6"),
    "own scope": ("i = 9\n[i for i in range(3)]\nprint(i)", "9"),
    "slices": ("x = list(range(6))\nprint(x[1:4], x[::-2], x[-1], 'hello'[1:3], (1, 2)[:1])", "[1, 2, 3] [5, 3, 1] 5 el (1,)"),
    "items": ("x = [1, 2]\nx[0] = 5\nx[1] += 1\nd = {}\nd['k'] = x\nd['k'][0] -= 1\nprint(x, d)", "[4, 3] {'k': [4, 3]}"),
    "list methods": ("x = [3, 1]\nx.append(2)\nx.extend([9, 9])\nx.insert(0, 7)\nx.sort()\nx.reverse()\nprint(x, x.pop(), x.pop(0), x.index(3), x.count(9), x.copy())", "[9, 7, 3, 2] 1 9 2 1 [9, 7, 3, 2]"),
    "dict methods": ("d = dict(a=1)\nd.update({'b': 2})\nprint(d.get('z', 0), list(d.items()), list(d.keys()), list(d.values()), 'a' in d, len(d))", "0 [('a', 1), ('b', 2)] ['a', 'b'] [1, 2] True 2"),
    "sets": ("s = set()\ns.add(2)\ns.add(2)\nprint(len(s), 2 in s, {1} | {2}, {1, 2} & {2}, set())", "1 True {1, 2} {2} set()"),
    "text": ("print('a-b'.split('-'), ', '.join(['x', 'y']), ' Hi '.strip().upper(), 'abc'.replace('b', 'xx'), 'a' * 3 + 'b')", "['a', 'b'] x, y HI axxc aaab"),
    "f-strings": ("x = 3.14159\nn = 42\nw = 8\nprint(f'{x:.2f}|{n:5d}|{n:<{w}}|{x!r}|{\"t\":>3}|{{}}|{n:,}|{x:e}')", "3.14|   42|42      |3.14159|  t|{}|42|3.141590e+00"),
    "percent": ("print('%d %5.2f %s %%' % (3, 2.5, [1]), '%.4f' % 0.5)", "3  2.50 [1] % 0.5000"),
    "format": ("print('{} {1:.1f}'.format(1, 2.0) if False else '{0} {1:.1f} {k}'.format(1, 2.0, k='z'), '{}{}'.format(1, 2))", "1 2.0 z 12"),
    "numbers": ("print(7 // 2, -7 // 2, 7 % 3, -7 % 3, 2**10, 2**-1, 7 / 2, 5.5 // 2, 1_000, 0x1F, abs(-3), round(2.675, 2), divmod(7, 2))", "3 -4 1 2 1024 0.5 3.5 2.0 1000 31 3 2.67 (3, 1)"),
    "bits": ("print(5 & 3, 5 | 3, 1 << 4, 256 >> 2)", "1 7 16 64"),
    "functions": ("print(max(3, 1), min([4, 2]), sorted([3, 1, 2], reverse=True), list(reversed([1, 2])), list(zip([1, 2], 'ab')), list(map(str, [1, 2])), list(filter(None, [0, 1])), any([0, 1]), all([]))", "3 2 [3, 2, 1] [2, 1] [(1, 'a'), (2, 'b')] ['1', '2'] [1] True True"),
    "keys": ("print(sorted(['bb', 'a'], key=len), max([1, -5], key=abs), min([], default=0))", "['a', 'bb'] -5 0"),
    "kinds": ("print(int('7'), float('2.5'), str(1.0), bool([]), tuple([1]), list('ab'), isinstance(1, (float, int)), isinstance(True, int), isinstance('a', list))", "7 2.5 1.0 False (1,) ['a', 'b'] True True False"),
    "assert": ("assert 1 < 2, 'no'\nprint('yes')", "yes"),
    "annotations": ("x: float = 3\ndef f(a: int = 2) -> int:\n    return a\nprint(x, f())", "3 2"),
    "math": ("import math\nfrom math import sqrt as root, pi\nprint(math.floor(2.7), root(9), round(pi, 4), math.inf, math.exp(1), math.fabs(-2))", "2 3.0 3.1416 inf 2.718281828459045 2.0"),
    "recursion": ("def fact(n):\n    return 1 if n < 2 else n * fact(n - 1)\nprint(fact(30))", "265252859812191058636308480000000"),
    "class": ("class P:\n    kind = 'point'\n    def __init__(self, x, y=0):\n        self.x, self.y = x, y\n    def __add__(self, o):\n        return P(self.x + o.x, self.y + o.y)\n    def __rmul__(self, k):\n        return P(k * self.x, k * self.y)\n    def __eq__(self, o):\n        return self.x == o.x\n    def __repr__(self):\n        return f'P({self.x}, {self.y})'\n    def __getitem__(self, i):\n        return (self.x, self.y)[i]\n    def __len__(self):\n        return 2\n    def __neg__(self):\n        return P(-self.x, -self.y)\np = P(1, 2) + 3 * P(1)\nprint(p, -p, p == P(4), p[1], len(p), list(p), p.kind, P.kind)", "P(4, 2) P(-4, -2) True 2 2 [4, 2] point point"),
    "inheritance": ("class A:\n    def __init__(self, x):\n        self.x = x\n    def hi(self):\n        return 'A' + str(self.x)\nclass B(A):\n    def __init__(self):\n        super().__init__(3)\n    def hi(self):\n        return 'B' + super().hi()\nb = B()\nprint(b.hi(), isinstance(b, A), isinstance(A(1), B))", "BA3 True False"),
    "callable": ("class F:\n    def __call__(self, x):\n        return x + 1\nprint(F()(2), list(map(F(), [1])))", "3 [2]"),
}  # fmt: skip


def printed(source: str) -> str:
    return run(source).output


@pytest.mark.parametrize("name", PIECES)
def test_a_piece_of_python_prints_what_python_prints(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    source, expected = PIECES[name]
    assert printed(source).rstrip("\n") == expected.rstrip("\n")
    exec(source, {"__name__": "piece"})
    if name != "callable":
        assert capsys.readouterr().out == printed(source)


@pytest.mark.parametrize(
    "source", ["import math", "pass", "x = 3", "def f(x): return x", "lambda x: x", "[1]", "'abc'", "None"]
)
def test_a_program_that_makes_no_value_has_no_root(source: str) -> None:
    ran = run(source + "\nclass A: pass")
    assert (ran.root, ran.values, ran.passes, ran.output) == (None, [], [], "")


def test_a_decimal_comma_is_two_numbers_and_noted() -> None:
    (note,) = run("x = 3,14").notes
    assert note.message == "`3,14` is two numbers. For a decimal point write 3.14"


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("def f(a): return a\nf()", "arity"),
        ("def f(a): return a\nf(1, 2)", "arity"),
        ("def f(a): return a\nf(b=1)", "arity"),
        ("def f(a): return a\nf(1, a=1)", "arity"),
        ("a, b = [1]", "arity"),
        ("[1][1]", "index"),
        ("{}['a']", "index"),
        ("[][0]", "index"),
        ("x = 'a'\nx[0] = 'b'", "type"),
        ("[1] + (1,)", "type"),
        ("'a' + 1", "type"),
        ("[1] < 2", "type"),
        ("for i in 3: pass", "type"),
        ("Value(1) < Value(2)", "type"),
        ("Value(1) % 2", "type"),
        ("Value(1) + 'a'", "type"),
        ("f'{Value(1):.2f}'", "type"),
        ("float(Value(1))", "type"),
        ("a = Value(1)\na.dat", "name"),
        ("a = Value(1)\na.dat = 3", "type"),
        ("a = Value(1)\na.data = 'x'", "type"),
        ("assert 1 > 2", "assert"),
        ("raise ValueError", "assert"),
        ("def f(x):\n    return y\nf(1)", "name"),
        ("def f():\n    x += 1\n    return x\nx = 1\nf()", "name"),
        ("sum(['a', 'b'])", "type"),
        ("print(1 // 0)", "numeric"),
        ("print((-8.0)**(1/3))", "numeric"),
        ("class A:\n    def __del__(self): pass", "unsupported"),
        ("try:\n    x = 1\nexcept* ValueError:\n    pass", "unsupported"),
        ("def f():\n    yield 1", "unsupported"),
        ("break", "syntax"),
        ("return 1", "syntax"),
    ],
)  # fmt: skip
def test_what_python_refuses_is_refused_with_its_place(source: str, code: str) -> None:
    with pytest.raises(LanguageError) as caught:
        run(source)
    assert caught.value.code == code
    assert caught.value.span


def test_a_programs_last_number_is_shown_though_it_makes_no_value() -> None:
    ran = run("def f(x):\n    return 3*x**2 - 4*x + 5\nf(3.0)")
    assert ran.output == "20.0\n"
    assert ran.root is None


def test_a_last_value_is_left_to_its_graph() -> None:
    ran = run("def f(x):\n    return 3*x**2 - 4*x + 5\nf(Value(3.0))")
    assert ran.output == ""
    assert ran.root is not None
    assert ran.root.data == 20.0

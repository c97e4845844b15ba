"""What whole programs are made of, beside Python: each prints what Python prints."""

import pytest

from engine.language import LanguageError, run
from tests.engine.language.fuzzing.judge import printed_by_python

SAME = {
    "an error is caught by its name": """
for n in (2, 0, 'x'):
    try:
        print(1/n)
    except ZeroDivisionError:
        print('zero')
    except (TypeError, ValueError) as e:
        print('kind')
    else:
        print('fine')
    finally:
        print('last')
""",
    "a raised error carries its text": """
def root(x):
    if x < 0:
        raise ValueError('no root of', x)
    return x**0.5
try:
    root(-4)
except ValueError as e:
    print(type(1).__name__, 'caught')
try:
    raise KeyError
except LookupError:
    print('above')
""",
    "finally runs on the way out of a loop and a function": """
def f():
    for i in range(3):
        try:
            if i == 1:
                return i
        finally:
            print('left', i)
print(f())
""",
    "an error can be raised again": """
try:
    try:
        [][0]
    except IndexError:
        print('inner')
        raise
except IndexError:
    print('outer')
""",
    "del": "xs = [1, 2, 3, 4]\nd = {'a': 1, 'b': 2}\n"
    "del xs[0], d['a']\ndel xs[1:]\ny = 1\ndel y\nprint(xs, d)",
    "slices on the left": "xs = [1, 2, 3]\nxs[1:2] = [7, 8]\nxs[::2] = [0, 0]\nxs[:0] = (9,)\nprint(xs)",
    "a walrus": "ys = [y for x in range(5) if (y := x*x) > 3]\nif (n := len(ys)) > 2: print(n, y, ys)",
    "properties and methods of the class": """
class Account:
    def __init__(self, x): self._x = x
    @property
    def x(self): return self._x
    @staticmethod
    def twice(v): return 2*v
    @classmethod
    def empty(cls): return cls(0)
class Child(Account):
    @property
    def x(self): return super().x + 1
print(Account(3).x, Account.twice(2), Account(1).twice(4), Account.empty().x, Child(5).x, Child.empty().x)
""",
    "decorators": """
def logged(f):
    def inner(*args, **kwargs):
        print('call', args, kwargs)
        return f(*args, **kwargs)
    return inner
def times(n):
    return lambda f: lambda *args: n*f(*args)
@logged
@times(3)
def add(a, b=1): return a + b
print(add(1, 2))
""",
    "unpacking in calls, lists and dicts": """
def f(a, b=2, *rest, c=3, **named): return a, b, rest, c, named
print(f(*[1, 2, 3], **{'c': 4, 'x': 5}), f(b=1, **{'a': 0}), [*'ab', *range(2)], {**{'k': 1}, 'l': 2})
""",
    "sets": "a, b = {1, 2, 3}, {3, 4}\nprint(sorted(a | b), sorted(a & b), sorted(a - b), a <= b, {3} < b)\n"
    "print(a.issubset([1, 2, 3]), sorted(a.union(b)), sorted(a.symmetric_difference(b)), a.isdisjoint({9}))",
    "dicts": "d = {'a': 1} | {'b': 2}\nd.setdefault('c', 3)\n"
    "print(d, d.pop('a'), list(d.items()), d.get('z'))",
    "text": "t = ' Some text '\n"
    "print(t.strip().partition(' '), 'x'.zfill(3), t.split(), 'ab'.index('b'), t.rfind('t'))",
    "global and nonlocal": """
count = 0
def outer():
    steps = 0
    def inner():
        nonlocal steps
        global count
        steps += 1
        count += 1
        return steps
    inner()
    return inner()
print(outer(), count)
""",
    "kinds": "print([type(x).__name__ for x in (1, 2.0, 'a', [], (), {}, True)])\n"
    "print(type(1) is int, isinstance(1, (str, int)))",
    "order": "print(sorted([3, 1, 2], key=lambda v: -v), sorted('ba', reverse=True), "
    "list(zip([1], [2], strict=True)), list(enumerate('ab', start=1)), 1 < 2 < 3 != 4)",
    "super() is of the class a method was made in": """
class B:
    def __init__(self):
        super().__init__()
        print('B')
    def f(self): return 'B'
def made(base):
    class K(base):
        def f(self): return 'K' + (lambda: super(K, self).f())() + super().f()
    return K
one = made(B)
two = made(one)
print(one().f(), two().f(), one().f())
""",
    "equality of one's own": """
class A:
    def __init__(self, x): self.x = x
    def __eq__(self, other): return isinstance(other, A) and self.x == other.x
    def __pos__(self): return 'plus'
class Box:
    def __contains__(self, x): return x > 2
a, b, c = A(1), A(1), A(2)
print(a != b, a != c, b in [a], c in (a, b), [a, [c]] == [b, [c]], [a] != [b], {1: a} == {1: b}, (a,) == (c,))
print(3 in Box(), 1 in Box(), +a, +3, +True)
""",
    "in place": """
xs = ys = [1]
xs *= 2
s = t = {1, 2}
s |= {3}
s &= {1, 3}
d = e = {1: 2}
d |= {3: 4}
print(ys, sorted(t), e)
""",
    "errors by their names": """
def failing(f):
    try:
        f()
    except ZeroDivisionError: print('ZeroDivisionError')
    except KeyError: print('KeyError')
    except IndexError: print('IndexError')
    except ValueError: print('ValueError')
import random
for f in (lambda: 0 ** -1, lambda: 0.0 ** -1.0, lambda: {1}.remove(5), lambda: [1][::0],
          lambda: random.choice([]), lambda: f"{'a':d}"):
    failing(f)
try:
    import there_is_none_of_this_name
except ImportError:
    print('ImportError')
def g():
    e = 1
    try: 1/0
    except ZeroDivisionError as e: pass
    try: print(e)
    except NameError: print('gone')
g()
""",
    "small things": """
class A:
    def __h(self): return 7
    def g(self): return self.__h()
print(dict(alpha=1, b=2), type(None).__name__, isinstance(None, type(None)), A().g(), 'a b'.split(sep=' '))
""",
    "weights": """
import random
random.seed(3)
print(random.choices('abc', weights=[1, 2, 3], k=5), random.choices([1, 2], [0, 1]))
print(random.sample([1, 2, 3], k=2))
""",
    "texts of many lines": """
s = '''a ^ b – c
%matplotlib inline
op f(x) = 2
it's ² "quoted" '''
print(s, 'x^2', "it's")  # it's x^2 '
t = \"\"\"one
!two\"\"\"
print(t)
""",
    "what print puts between": "print(1, 2, sep=None, end='.')\n"
    "print('a', sep='-', end='', flush=True)\nprint()",
    "methods of the class that are no functions": """
class A:
    __len__ = lambda self: 3
    __str__ = lambda self: 'three'
    @staticmethod
    def __init__(): pass
    @classmethod
    def __call__(cls, x): return cls.__name__, x
    @staticmethod
    def __getitem__(i): return i * 2
class B:
    __call__ = A.__getitem__
try:
    A()
except TypeError:
    print('no argument is taken')
print(B.__call__(4))
""",
    "the main guard": "def main(): print('main')\nif __name__ == '__main__': main()",
}  # fmt: skip
REFUSED = {
    "def f():\n    yield 1": ("unsupported", "yield 1"),
    "async def f(): pass": ("unsupported", "async def f(): pass"),
    "match 1:\n    case 1: pass": ("unsupported", "match 1:\n    case 1: pass"),
    "with [] as x: pass": ("unsupported", "[]"),
    "class A:\n    @x.setter\n    def x(self): pass": ("unsupported", "x.setter"),
    "@dataclass\nclass A: pass": ("unsupported", "dataclass"),
    "try: 1\nexcept* ValueError: 2": ("unsupported", "try: 1\nexcept* ValueError: 2"),
    "def f():\n    x = 1\n    def g():\n        nonlocal x\n        del x": ("unsupported", "x"),
    "from math import unknown": ("name", "from math import unknown"),
    "from math import unknown\nx": ("name", "from math import unknown"),
    "zip([1], [1, 2], strict=True)": ("type", "zip([1], [1, 2], strict=True)"),
    "def f(a, a): pass": ("syntax", "def f(a, a): pass"),
    "*a, *b = [1, 2]": ("syntax", "*a, *b"),
    "def f():\n    nonlocal q": ("syntax", "nonlocal q"),
    "x = [1]\nx += 5": ("type", "x += 5"),
    "import random\nrandom.sample([1, 2], counts=[1, 2], k=1)": (
        "arity",
        "random.sample([1, 2], counts=[1, 2], k=1)",
    ),
    "sigmoid(-(10**400))\nif 1: 2": ("numeric", "sigmoid(-(10**400))"),
    "print(1, sep=3)": ("type", "print(1, sep=3)"),
    "print(1, end=[1])": ("type", "print(1, end=[1])"),
    "print('\\ud800')": ("syntax", "'\\ud800'"),
    "Value(1.0, label='\\ud800')": ("syntax", "'\\ud800'"),
    "print(f'{55296:c}')": ("type", "f'{55296:c}'"),
    "print('%c' % 55296)": ("type", "'%c' % 55296"),
    "import numpy as np\nnp.array([1.0]) & np.array([1.0])": ("type", "np.array([1.0]) & np.array([1.0])"),
    "import numpy as np\nnp.array([1.0]) @ np.array([1.0])": ("type", "np.array([1.0]) @ np.array([1.0])"),
    "import numpy as np\nnp.array([1.0]) << np.array([1.0])": ("type", "np.array([1.0]) << np.array([1.0])"),
    "import numpy as np\n-np.array([10**400])": ("numeric", "-np.array([10**400])"),
    "import numpy as np\na = np.zeros((2, 2))\na[0] = 'x'": ("type", "a[0]"),
    "import numpy as np\na = np.zeros((2, 2))\na[0] = [1]": ("numeric", "a[0]"),
    "class A: __init__ = 5\nA()": ("type", "A()"),
    "class A: __len__ = 5\nlen(A())": ("type", "len(A())"),
    "class A:\n    @staticmethod\n    def __init__(): pass\nA(1)": ("arity", "A(1)"),
    "class A:\n    @property\n    def __len__(self): return 3\nlen(A())": ("type", "len(A())"),
    "def f(a): return a\nf(a=1, a=2)": ("syntax", "a=2"),
}


@pytest.mark.parametrize("name", SAME)
def test_it_prints_what_python_prints(name: str) -> None:
    wanted = printed_by_python(SAME[name])
    assert wanted
    assert run(SAME[name]).output == wanted


@pytest.mark.parametrize("source", REFUSED)
def test_what_is_left_out_is_refused_at_its_place_with_a_hint(source: str) -> None:
    with pytest.raises(LanguageError) as caught:
        run(source)
    error = caught.value
    assert error.span
    assert error.hint
    assert (error.code, source[slice(*error.span)]) == REFUSED[source]


def test_a_caught_error_leaves_the_scopes_as_they_were() -> None:
    source = """
class N:
    def f(self, x):
        return x/0
a = Value(1.0)
try:
    list(map(lambda x: N().f(a), [[1]]))
except ZeroDivisionError:
    pass
b = a*2
"""
    assert run(source).values[-1].scope == ()


def test_no_grad_is_understood() -> None:
    ran = run(
        "import torch\nw = torch.tensor(2.0)\n(w*w).backward()\nwith torch.no_grad():\n    w.data -= w.grad"
    )
    assert ran.values[0].data == -2.0
    assert any("no_grad" in note.message for note in ran.notes)


@pytest.mark.parametrize("caught", ["except:", "except Exception:"])
def test_no_program_catches_the_end_of_its_budget(caught: str) -> None:
    with pytest.raises(LanguageError) as ended:
        run(
            f"while True:\n    try:\n        while True: pass\n    {caught} pass\n    finally: print('never')"
        )
    assert ended.value.code == "limit"

"""Functions that ask about things, NumPy's and Python's dice, and mathematics: as Python has them."""

import contextlib
import io

import numpy as np
import pytest

from engine.language import LanguageError, run

PROGRAMS = """
print(hasattr([], 'append'), hasattr([], 'foo'), getattr([1, 2], 'count')(1), getattr(3, 'zz', 5))

g = (i for i in range(3))
print(next(g), next(g), next(g), next(g, 'end'))
print(next(iter([7])))

try: next(iter([]))
except StopIteration: print('none')

print(ord('a'), chr(98), format(3.14159, '.2f'), format('x', '>4'))

try: int('x')
except ValueError as e: print(isinstance(e, ValueError), isinstance(e, KeyError))

print(type(3), type('a'), type([]), [int, float], isinstance(3, type(4)))

print('%(a).2f %(b)s' % {'a': 1, 'b': 'x'}, '%*d|%-*d|%.*f' % (5, 3, 4, 2, 1, 2.25))

import math
print(math.prod([1, 2, 3.5]), math.asinh(1), math.acosh(2), math.modf(2.5))
print(math.atanh(.5))

import math
print(math.isqrt(10), math.lcm(4, 6), math.remainder(7, 4), math.prod([], start=2))

import random
r = random.Random(3)
print(r.random(), r.gauss(0, 1), r.choice([1, 2]))
print(r.getrandbits(8))

import random
random.seed(1)
r = random.Random(2)
r.random()
print(random.random())

import random
random.seed(1)
print(random.expovariate(2.0), random.triangular(0, 1, .5))
print(random.betavariate(1, 2))

import numpy as np
np.random.seed(0)
print(np.random.normal(), np.random.randint(10), np.random.randint(1))
print(np.random.randint(3, 9, size=5).tolist(), np.random.choice(5, 3).tolist(), np.random.rand())
print(np.random.choice(6, size=3, replace=False).tolist(), np.random.normal(1.0, 2.0, (2, 2)).tolist())

import numpy as np
np.random.seed(3)
l = [1, 2, 3, 4]
np.random.shuffle(l)
print(l, np.random.rand())

import numpy as np
x = np.array([1., 2., 3.])
print(np.dot(x, x), np.std(x), np.argmax(x))
print(np.sign(-2.0))
print(np.clip(x, 1.5, 2.5).tolist(), np.concatenate([x, x]).tolist(), np.zeros_like(x).tolist())

import numpy as np
x = np.zeros(3)
print(x, [x], repr(x), f'{x}', str(x))
print(np.array([[1, 2], [3, 4]]), np.array([1/3, 1e-9]), np.array([1, 2]) > 1)

import numpy as np
print(np.arange(40)/7, np.zeros(2000))
""".strip().split("\n\n")


@pytest.mark.parametrize("source", PROGRAMS)
def test_it_prints_what_python_prints(source: str) -> None:
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), np.printoptions(legacy=False):
        exec(source, {})
    assert run(source).output == printed.getvalue()


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("for n in ['_Value__x', '__class__']: getattr(Value(1.0), n)", "There is no"),
        ("import numpy as np\nnp.random.default_rng(3)", "generator whose numbers"),
        ("import torch\nopt = torch.optim.SGD([1], lr=0.1)", "optimisers"),
        ("import random\nrandom.betavariate(float('nan'), 1)", "no result"),
    ],
)
def test_what_is_not_there_is_told(source: str, told: str) -> None:
    with pytest.raises(LanguageError, match=told):
        run(source)


def test_grads_are_cleared_by_every_spelling() -> None:
    clear = "x = Value(2.0)\n(x*x).backward()\n{}\nprint(x.grad, x.data.numpy(), x.dtype)"
    for spelling in ("x.zero_grad()", "x.grad.zero_()", "x.grad = None", "x.grad = 0"):
        assert run(clear.format(spelling)).output == "0.0 2.0 torch.float64\n"

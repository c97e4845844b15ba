"""Programs that would run for hours, or until there is no memory left, if nobody counted."""

_TWINS = "a = b = [0]\nfor i in range(60):\n    a = [a, a]; b = [b, b]\n"
_PAIRS = "a = b = (0,)\nfor i in range(60):\n    a = (a, a); b = (b, b)\n"
_LONG = "xs = [1.0]*100000\nwhile True: "
_NUMPY = "import numpy as np\nx = np.zeros(100000)\nkept = []\nwhile True: "

STUCK = {
    "a loop in a finally": "try:\n    while True: pass\nfinally:\n    while True: pass",
    "a caught loop": "while True:\n    try:\n        while True: x = 1/0\n    except: pass",
    "equal lists in lists": _TWINS + "a == b",
    "lists in lists in a list": _TWINS + "a in [b]",
    "looking for a list": _TWINS + "[b].index(a)",
    "sorting tuples": _PAIRS + "sorted([a, b])",
    "the larger tuple": _PAIRS + "max(a, b)",
    "equal dicts": _TWINS.replace("[a, a]", "{0: a, 1: a}").replace("[b, b]", "{0: b, 1: b}") + "a == b",
    "a list in itself": "x = []\nx.append(x)\ny = []\ny.append(y)\nx == y",
    "a list written out": _TWINS + "print(a)",
    "a large key": "t = (0,)*1000\nt = (t,)*1000\n{t: 1}",
    "every number of a range": "all(range(1, 10**12))",
    "sums": _LONG + "sum(xs)",
    "looking through a list": _LONG + "2 in xs",
    "counting in a list": _LONG + "xs.count(2)",
    "sorting by a key": "xs = list(range(50000))\nwhile True: sorted(xs, key=lambda x: -x)",
    "comprehensions in comprehensions": "while True: [[j for j in range(300)] for i in range(300)]",
    "operators that call themselves": "class A:\n    def __add__(self, o): return self + o + o\nA() + A()",
    "powers": "x = 3\nwhile True: y = x**2000 % 7",
    "long text": "s = 'ab'*9000\nwhile True: s.replace('a', 'b').upper().split('b')",
    "kept text": "s = 'ab'*9000\nkept = []\nwhile True: kept.append(s.upper())",
    "kept whole numbers": "kept = []\ny = 2**4000\nwhile True:\n    y = y + 1\n    kept.append(y)",
    "kept lists": "kept = []\nwhile True: kept.append([" + "0," * 5_000 + "])",
    "kept functions": "kept = []\nwhile True: kept.append(lambda: kept)",
    "kept methods": "kept = []\nwhile True: kept.append(kept.append)",
    "kept sets": "a = set(range(50000))\nkept = []\nwhile True: kept.append(a & a)",
    "wide fields": "while True: f'{1:500}' + '%400d' % 3",
    "arrays": _NUMPY + "np.exp(x)*x + 1",
    "kept arrays": _NUMPY + "kept.append(np.exp(x))",
    "numbers of arrays": _NUMPY + "np.sum(x) + x.mean()",
    "plots": "import matplotlib.pyplot as plt\n" + _NUMPY + "plt.plot(x, x)",
    "shuffles": "import random\nxs = list(range(100000))\nwhile True: random.shuffle(xs)",
    "permutations": "import numpy as np\nwhile True: np.random.permutation(100000)",
    "moons": "from sklearn.datasets import make_moons\nwhile True: make_moons(40000, noise=0.1)",
    "backward passes": "a = Value(1.0)\nfor i in range(3000): a = a*1.0\nwhile True: a.backward()",
    "steps by hand": "a = Value(1)\nb = a*a\nwhile True: b._backward()",
    "writes": "a = Value(1)\nwhile True: a.data = 1.0",
}

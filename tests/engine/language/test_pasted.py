"""A pasted `class Value` is checked against livegrad's own, and not run."""

import pytest

from engine.language import LanguageError, run

CLASS = """
class Value:
    def __init__(self, data, _children=(), _op='', label=''):
        self.data = data
        self.grad = 0.0
        self._backward = lambda: None
        self._prev = set(_children)
    def __add__(self, other):
        out = Value(self.data + other.data, (self, other), '+')
        def _backward():
            self.grad += 1.0 * out.grad
            other.grad += out.grad
        out._backward = _backward
        return out
    def __mul__(self, other):
        out = Value(self.data * other.data, (self, other), '*')
        def _backward():
            self.grad += other.data * out.grad
            other.grad += self.data * out.grad
        out._backward = _backward
        return out
    def __pow__(self, other):
        out = Value(self.data**other, (self,), '**')
        def _backward():
            self.grad += other * (self.data ** (other - 1)) * out.grad
        out._backward = _backward
        return out
    def __neg__(self):
        return self * Value(-1)
    def __sub__(self, other):
        return self + (-other)
    def tanh(self):
        x = self.data
        t = (math.exp(2*x) - 1)/(math.exp(2*x) + 1)
        out = Value(t, (self, ), 'tanh')
        def _backward():
            self.grad += (1 - t**2) * out.grad
        out._backward = _backward
        return out
    def relu(self):
        out = Value(0 if self.data < 0 else self.data, (self,), 'ReLU')
        def _backward():
            self.grad += (out.data > 0) * out.grad
        out._backward = _backward
        return out
    def backward(self):
        topo, visited = [], set()
        def build_topo(v):
            if v not in visited:
                visited.add(v)
                for child in v._prev:
                    build_topo(child)
                topo.append(v)
        build_topo(self)
        self.grad = 1.0
        for node in reversed(topo):
            node._backward()
"""
USE = "\na = Value(3.0)\nb = (a*a + a).tanh()\nb.backward()\nprint(a.grad)\n"


def remarks(source: str) -> list[tuple[str, str]]:
    return [(note.message, source[slice(*note.span)]) for note in run(source).notes if note.span]


def test_a_right_class_has_one_remark_and_our_value_is_used() -> None:
    ran = run(CLASS + USE)
    (note,) = ran.notes
    assert "its own Value" in note.message
    assert len(ran.values) == 4


def test_an_assignment_in_place_of_accumulation_is_pointed_at() -> None:
    source = CLASS.replace("self.grad += 1.0 * out.grad", "self.grad = 1.0 * out.grad") + USE
    _, (message, place) = remarks(source)
    assert "+=" in message
    assert place == "self.grad = 1.0 * out.grad"


def test_a_wrong_derivative_is_pointed_at() -> None:
    source = CLASS.replace("self.grad += other.data * out.grad", "self.grad += self.data * out.grad")
    _, (message, place) = remarks(source + USE)
    assert "derivative in __mul__" in message
    assert place == "self.grad += self.data * out.grad"
    source = CLASS.replace("(1 - t**2)", "(1 - t)")
    assert len(remarks(source + USE)) == 2


EDITS = {
    "(out.data > 0)": ("(out.data < 0)", "derivative in relu"),
    "(out.data > 0) * out": ("1.0 * out", "derivative in relu"),
    "            other.grad += out.grad\n": ("", "Nothing is added to other.grad in __add__"),
    "out._backward = _backward\n        return out\n    def __mul__": (
        "return out\n    def __mul__", "never kept"),
    "out._backward = _backward": ("out._backward = _backward()", "at once"),
    "reversed(topo)": ("topo", "reversed topological order"),
    "        self.grad = 1.0\n": ("", "leaves 0 in the root's own grad"),
    "self.grad = 1.0": ("self.grad = 2.0", "leaves 2 in the root's own grad"),
    "self.grad = 0.0": ("self.grad = 1.0", "starts at 1 here"),
    "self + (-other)": ("other + (-self)", "__sub__ gives another number"),
}  # fmt: skip
"""Right lines, each with a wrong one in its place and what is told of it."""


@pytest.mark.parametrize("right", EDITS)
def test_a_wrong_line_has_a_remark(right: str) -> None:
    wrong, told = EDITS[right]
    assert right in CLASS
    found = remarks(CLASS.replace(right, wrong, 1) + USE)
    assert len(found) == 2
    assert told in found[1][0]


def test_a_wrong_result_is_not_told_as_a_wrong_derivative() -> None:
    wrong = "t = (math.exp(x) - 1)/(math.exp(x) + 1)"
    source = CLASS.replace("t = (math.exp(2*x) - 1)/(math.exp(2*x) + 1)", wrong) + USE
    _, (message, place) = remarks(source)
    assert "another number" in message
    assert place == wrong


def test_a_class_that_never_ends_is_passed_over() -> None:
    source = CLASS.replace("x = self.data", "while True: pass") + USE
    assert len(remarks(source)) == 1


def test_a_method_of_the_pasted_class_that_is_not_ours_is_an_op_to_define() -> None:
    source = f"{CLASS}    def cube(self):\n        return Value(self.data**3)\nValue(2.0).cube()"
    with pytest.raises(LanguageError, match="method of the pasted class") as caught:
        run(source)
    assert caught.value.hint == "Define it as an op: op cube(x) = …"

"""A pasted `class Value` is checked against livegrad's own, and not run."""

from engine.language import run

CLASS = """
class Value:
    def __init__(self, data, _children=(), _op='', label=''):
        self.data = data
        self.grad = 0.0
        self._backward = lambda: None
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
        return out
    def tanh(self):
        x = self.data
        t = (math.exp(2*x) - 1)/(math.exp(2*x) + 1)
        out = Value(t, (self, ), 'tanh')
        def _backward():
            self.grad += (1 - t**2) * out.grad
        return out
    def relu(self):
        out = Value(0 if self.data < 0 else self.data, (self,), 'ReLU')
        def _backward():
            self.grad += (out.data > 0) * out.grad
        return out
    def backward(self):
        pass
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


def test_pasted_drawing_functions_are_left_aside() -> None:
    source = (
        "from graphviz import Digraph\ndef trace(root):\n    return 1/0\ndef draw_dot(root):\n"
        "    return trace(root)\n"
        "a = Value(2.0)\nb = a*a\ndraw_dot(b)\nc = b + 1"
    )
    ran = run(source)
    assert ran.root is ran.values[1]
    assert [item.kind for item in ran.items] == ["graph"]
    assert sum("draws the graph itself" in note.message for note in ran.notes) == 1

"""Functions of a pasted notebook that draw, or collect what is to be drawn."""

from engine.language import run
from tests.engine.language.notebooks import DRAWING

AT_HAND = """
from graphviz import Digraph
a = Value(2.0)
L = a*a + a
def get_nodes(v, found):
    found.add(v)
    for parent in v._prev: get_nodes(parent, found)
    return found
dot = Digraph(format='svg')
for n in get_nodes(L, set()):
    dot.node(name=str(id(n)), label='{ %s | %.4f }' % (n.label, n.data), shape='record')
    if n._op: dot.edge(str(id(n)) + n._op, str(id(n)))
late = L + 1
dot
"""


def test_a_function_called_trace_is_the_programs_own() -> None:
    assert run("def trace(M): return M[0][0] + M[1][1]\nprint(trace([[1, 2], [3, 4]]))").output == "5\n"
    assert run(f"{DRAWING}\na = Value(2.0)\nn, e = trace(a*a); print(len(n), len(e))").output == "2 1\n"


def test_a_function_that_draws_with_graphviz_is_ours_whatever_it_is_called() -> None:
    named = DRAWING.replace("draw_dot", "draw_graph").replace("trace", "get_nodes")
    ran = run(f"{named}\na = Value(2.0)\nb = a*a\nc = b + 1\ndot = draw_graph(root=b)\ndot.render('x')\ndot")
    assert [(item.kind, item.root) for item in ran.items] == [("graph", ran.values[1])]
    assert ran.root is ran.values[1]


def test_a_drawing_made_node_by_node_becomes_the_picture_of_its_root() -> None:
    ran = run(AT_HAND)
    (item,) = ran.items
    assert item.root is not None
    assert (item.kind, item.root.label) == ("graph", "L")
    assert ran.root is item.root


def test_a_draw_dot_that_draws_nothing_is_run() -> None:
    assert run("def draw_dot(x):\n    print('mine', x)\ndraw_dot(3)").output == "mine 3\n"

"""What people are told, and small things of a notebook that must not end a program."""

import pytest

from engine.language import LanguageError, run


@pytest.mark.parametrize(
    ("source", "told", "hint"),
    [
        ("import numpy as np\nnp.array([1., 2.])[5]", "no item 5", "number 1"),
        ("x = Value(float('nan'))\nprint(x)", "not a number", "2.0"),
        ("def f(x):\nreturn x", "at least one line that is indented", "four spaces"),
        ("x = Value(1.0)\ny = x.tahn()\nprint(y)", "no `tahn`", "Did you mean tanh?"),
        ("class LT: pass\nprint(sorted([LT()]))", "A LT object cannot", ""),
    ],
)
def test_a_message_says_what_is_wrong(source: str, told: str, hint: str) -> None:
    with pytest.raises(LanguageError, match=told) as caught:
        run(source)
    assert hint in (caught.value.hint or "")


def test_objects_are_sorted_by_their_own_less_than() -> None:
    source = (
        "class P:\n    def __init__(self, x): self.x = x\n    def __lt__(self, o): return self.x < o.x\n"
        "print([p.x for p in sorted([P(3), P(1), P(2)])], max([P(1), P(4)]).x)"
    )
    assert run(source).output == "[1, 2, 3] 4\n"


def test_a_session_with_prompts_runs() -> None:
    source = (
        ">>> a = Value(2.0)\n>>> for i in range(2):\n...     b = a*a\n...\n>>> b.backward()\n>>> a.grad\n4.0"
    )
    ran = run(source)
    assert "prompts" in ran.notes[0].message
    assert [source[slice(*v.span)] for v in ran.values if v.span] == ["Value(2.0)", "a*a", "a*a"]
    assert ran.output == "4.0\n"


def test_whatever_decorates_a_plot_is_left_out_with_a_note() -> None:
    ran = run(
        "import matplotlib.pyplot as plt\nplt.rcParams['figure.dpi'] = 100\nplt.plot([1, 2])\n"
        "plt.yscale('log'); plt.suptitle('x'); plt.annotate('y', (1, 2)); plt.anything(3)\nplt.show()\n"
        "plt.semilogy([1, 2])\nfig, ax = plt.subplots()\nax.plot([3, 4]); ax.set_title('z')"
    )
    assert [item.kind for item in ran.items] == ["plot"] * 3
    assert len(ran.notes) == 6
